"use strict";
// Keys, and small comforts; every form works without this file.
const places = { m: "/", c: "/connect", h: "/history", t: "/tables", k: "/check", r: "/review", n: "/running", l: "/live", p: "/problems", s: "/sequences", v: "/verify", o: "/report", e: "/export", i: "/import" };
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

// What was typed and not sent: leaving asks first. Forms that are saved at each change need no asking.
const typed = new Set();
const isSaved = (field) => !field.form || field.form.method !== "post" || field.closest("[hx-post]");
document.addEventListener("input", (event) => {
  const field = event.target;
  if (field.type !== "checkbox" && !isSaved(field)) typed.add(field);
});
document.addEventListener("submit", (event) => {
  typed.forEach((field) => { if (field.form === event.target) typed.delete(field); });
});
const unsaved = (place) => [...typed].some((field) => field.isConnected && place.contains(field));
window.addEventListener("beforeunload", (event) => { if (unsaved(document)) event.preventDefault(); });
// Another way to feed a column shows other fields: they hold what was typed, and are not sent either.
document.addEventListener("htmx:load", (event) => {
  const form = event.detail.elt;
  if (form.matches && form.matches("form.feed")) typed.add(form.elements.how);
});

// A page that watches something says so when nobody answers it any more.
const unanswered = document.getElementById("unanswered");
let since = null;
const silent = (why) => {
  since = since || new Date().toLocaleTimeString();
  unanswered.textContent = `No answer since ${since}: ${why}`;
  unanswered.hidden = false;
};
document.addEventListener("htmx:sendError", () => silent(
  "the program that serves these pages has ended, or is out of reach. What you see is as it was then."
  + " A run goes on without it. This page tries again each second."));
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status === 403) silent("the pages were started anew. Open the address that they printed.");
});
document.addEventListener("htmx:afterOnLoad", () => { since = null; unanswered.hidden = true; });
