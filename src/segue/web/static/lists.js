"use strict";
// Long lists by keys, and the table in focus beside them; every link and form works without.
const looks = () => [...document.querySelectorAll("a.look")];
let cameFrom = null;
document.addEventListener("click", (event) => {
  const link = event.target.closest("a.look");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const panel = document.getElementById("focus");
  if (unsaved(panel) && !confirm("What you typed beside the list is not saved. Leave it?")) return;
  cameFrom = link;
  looks().forEach((each) => each.closest("tr").classList.toggle("chosen", each === link));
  htmx.ajax("GET", link.getAttribute("href"), "#focus").then(() => {
    const heading = document.querySelector("#focus h2");
    if (heading) heading.focus();
  });
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && cameFrom && document.activeElement.closest("#focus")) {
    cameFrom.focus();
    return;
  }
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)
    && document.activeElement.type !== "checkbox";
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const row = document.activeElement.closest("tr");
  if (event.key === "j" || event.key === "k") {
    const all = looks();
    const here = row ? all.indexOf(row.querySelector("a.look")) : -1;
    const next = all[here < 0 ? 0 : here + (event.key === "j" ? 1 : -1)];
    if (next) next.focus();
  }
  if (event.key === "x" && row) {
    const box = row.querySelector("input[name=table]");
    if (box) box.click();
  }
});
