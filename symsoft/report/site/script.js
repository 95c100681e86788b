// Comforts that the pages can do without: copying, the theme, finding, moving pictures.
"use strict";

const toast = document.querySelector("[data-toast]");
let hiding;

function say(words) {
  toast.textContent = words;
  clearTimeout(hiding);
  hiding = setTimeout(() => { toast.textContent = ""; }, 2500);
}

// Where a page from a folder may not write to the clipboard, an old way still can.
async function copied(words) {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    const area = document.createElement("textarea");
    area.value = words;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    const done = await copied(button.dataset.copy);
    button.focus();
    say(done ? "Copied" : "The browser does not let this page copy");
  });
}

const theme = document.querySelector("[data-theme-toggle]");
const prefersDark = matchMedia("(prefers-color-scheme: dark)");

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : prefersDark.matches;
}

function showTheme() {
  theme.setAttribute("aria-pressed", String(isDark()));
}

theme.addEventListener("click", () => {
  const chosen = isDark() ? "light" : "dark";
  document.documentElement.dataset.theme = chosen;
  try { localStorage.setItem("symsoft-theme", chosen); } catch { /* no storage */ }
  showTheme();
});
prefersDark.addEventListener("change", showTheme);
showTheme();

// A box that scrolls can be reached with the keyboard, one that does not is no stop on the way.
const boxes = document.querySelectorAll(".scroll");

function markScrolling() {
  for (const box of boxes) {
    if (box.scrollWidth > box.clientWidth + 1) {
      box.tabIndex = 0;
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", "Wide content, scrolls sideways");
    } else {
      for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
    }
  }
}

addEventListener("resize", markScrolling);
document.addEventListener("toggle", markScrolling, true);
document.fonts.ready.then(markScrolling);
markScrolling();

const filter = document.querySelector("[data-filter]");
filter?.addEventListener("input", () => {
  const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
  let found = 0;
  for (const entry of document.querySelectorAll("[data-entry]")) {
    const text = entry.dataset.entry.toLowerCase();
    entry.hidden = !words.every((word) => text.includes(word));
    found += entry.hidden ? 0 : 1;
  }
  for (const group of document.querySelectorAll("[data-group]")) {
    group.hidden = !group.querySelector("[data-entry]:not([hidden])");
  }
  document.querySelector("[data-count]").textContent = words.length ? `${found} found` : "";
});

// The arrows of the box that is pointed at or reached with the keyboard stand out.
for (const graph of document.querySelectorAll("svg.graph")) {
  const arrows = graph.querySelectorAll("[data-from]");
  const pick = (event) => {
    const name = event.target.closest("[data-node]")?.dataset.node;
    for (const { classList, dataset } of arrows) {
      classList.toggle("lit", name !== undefined && [dataset.from, dataset.to].includes(name));
    }
    graph.classList.toggle("picked", graph.querySelector(".lit") !== null);
  };
  for (const kind of ["pointerover", "focusin"]) graph.addEventListener(kind, pick);
  graph.addEventListener("pointerleave", pick);
}

// Bars that follow a slider; their places were computed when the page was written.
function draw(bars, place) {
  const places = JSON.parse(bars.dataset.places);
  const said = [...bars.querySelectorAll(".bar")].map((bar, n) => {
    const [number, foot, tall] = places[n][place];
    Object.assign(bar.querySelector(".room > div").style, { bottom: `${foot}%`, height: `${tall}%` });
    bar.querySelector(".number").textContent = number;
    return `${bar.dataset.name}: ${number}`;
  });
  bars.querySelector("[data-numbers]").textContent = said.join(", ");
}

for (const moving of document.querySelectorAll("[data-moving]")) {
  const slide = moving.querySelector("input[type=range]");
  const move = () => {
    moving.querySelector("[data-at]").textContent = slide.value;
    const place = Math.round((slide.value - slide.min) / slide.step);
    for (const bars of moving.querySelectorAll("[data-places]")) draw(bars, place);
  };
  slide.addEventListener("input", move);
  move();
}
