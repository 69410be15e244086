// The console's keys and its copy buttons; everything else is plain pages and htmx.
"use strict";

function typing(target) {
  return target.matches("input, select, textarea, [contenteditable]");
}

function move(step) {
  const items = [...document.querySelectorAll("[data-item]")];
  const at = items.indexOf(document.activeElement.closest("[data-item]"));
  const next = items[Math.max(0, Math.min(items.length - 1, at + step))];
  if (next) next.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" && event.target.matches("[data-search]")) {
    event.preventDefault();
    move(1);
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
  if (event.key === "/") {
    const search = document.querySelector("[data-search]");
    if (search) {
      event.preventDefault();
      search.focus();
      search.select();
    }
  } else if (event.key === "j") move(1);
  else if (event.key === "k") move(-1);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-use]");
  if (!button) return;
  const field = document.getElementById(button.dataset.use);
  field.value = button.textContent;
  field.focus();
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const text = document.getElementById(button.dataset.copy).innerText.trim();
  const foot = button.dataset.foot ? `\n(${button.dataset.foot})` : "";
  await navigator.clipboard.writeText(text + foot);
  const status = document.getElementById("status");
  status.textContent = button.dataset.copied;
  setTimeout(() => { status.textContent = ""; }, 2000);
});

// What somebody has opened stays open when the page is told news.
let opened = [];
document.addEventListener("htmx:beforeSwap", (event) => {
  opened = [...event.target.querySelectorAll("details[open][id]")].map((one) => one.id);
});
document.addEventListener("htmx:afterSwap", () => {
  for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
});
