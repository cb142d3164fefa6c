"use strict";
// Keys, and small comforts; every form works without this file.
const places = { m: "/", c: "/connect", t: "/tables", k: "/check", r: "/review", n: "/running", p: "/problems", s: "/sequences", v: "/verify", o: "/report", e: "/export", i: "/import" };
const root = document.documentElement.dataset.root;
let afterG = false;
document.addEventListener("keydown", (event) => {
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
  const keys = document.getElementById("keys");
  if (event.key === "Escape") { keys.hidden = true; return; }
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (afterG && places[event.key]) { location.href = root + places[event.key]; return; }
  afterG = event.key === "g";
  if (event.key === "?") keys.hidden = !keys.hidden;
  if (event.key === "/") {
    const search = document.querySelector("input[type=search]");
    if (search) { event.preventDefault(); search.focus(); }
  }
});
document.addEventListener("change", (event) => {
  if (event.target.id !== "every") return;
  document.querySelectorAll("input[name=table]").forEach((box) => { box.checked = event.target.checked; });
});
