"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const find = (id) => document.getElementById(id);
const all = (selector) => [...document.querySelectorAll(selector)];
const LETTERS = { "đ": "d", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th" };
const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[đłøßæœıðþ]/g, (letter) => LETTERS[letter]);

// Details: what is chosen, and its facts, copied from the list below.
const facts = all("#facts > li");
const rows = all("tbody tr");
const svg = document.querySelector("#picture svg");

function choose(element, title, about, indexes) {
  all(".chosen").forEach((each) => each.classList.remove("chosen"));
  element.classList.add("chosen");
  find("details-title").textContent = title;
  find("details-about").textContent = about;
  find("details-facts").replaceChildren(...indexes.map((index) => {
    const copy = facts[index].cloneNode(true);
    copy.hidden = false;  // a search may hide it in the list
    return copy;
  }));
  find("details").hidden = false;
  find("details").scrollTop = 0;
}

find("close").addEventListener("click", () => { find("details").hidden = true; all(".chosen").forEach((each) => each.classList.remove("chosen")); });
document.addEventListener("keydown", (event) => { if (event.key === "Escape") find("close").click(); });

function choosable(element, chosen) {
  element.addEventListener("click", chosen);
  element.addEventListener("keydown", (event) => {
    if (event.target === element && (event.key === "Enter" || event.key === " ")) { event.preventDefault(); chosen(); }
  });
}

rows.forEach((row, index) => {
  if (data.rows[index].length) {
    row.tabIndex = 0;
    choosable(row, () => choose(row, row.cells[0].textContent, "", data.rows[index]));
  }
});

if (svg) {
  const label = (element, title) => { element.setAttribute("tabindex", "0"); element.setAttribute("role", "button"); element.setAttribute("aria-label", title); };
  data.nodes.forEach((node, index) => {
    const element = find("n" + index);
    label(element, node.name);
    choosable(element, () => choose(element, node.name, node.about, node.facts));
  });
  data.edges.forEach((edge, index) => {
    const element = find("e" + index);
    const chosen = () => choose(element, edge.name, edge.about, edge.facts);
    const wide = element.querySelector("path").cloneNode();  // a thin line is hard to hit
    for (const [name, value] of [["stroke-width", "12"], ["stroke-opacity", "0"], ["stroke-dasharray", "none"], ["pointer-events", "stroke"]]) wide.setAttribute(name, value);
    element.append(wide);
    label(element, edge.name);
    choosable(element, chosen);
    all(`[data-edge="e${index}"]`).forEach((each) => each.addEventListener("click", chosen));
  });
}

// Search: rows and facts that have all the words, things whose name has them.
const texts = (elements) => elements.map((element) => folded(element.textContent));
const rowTexts = texts(rows), factTexts = texts(facts), names = data.nodes.map((node) => folded(node.name));
find("search").addEventListener("input", (event) => {
  const words = folded(event.target.value).split(/\s+/).filter(Boolean);
  const fits = (text) => words.every((word) => text.includes(word));
  rows.forEach((row, index) => { row.hidden = !fits(rowTexts[index]); });
  facts.forEach((fact, index) => { fact.hidden = !fits(factTexts[index]); });
  if (svg) {
    svg.classList.toggle("searching", words.length > 0);
    names.forEach((name, index) => find("n" + index).classList.toggle("match", words.length > 0 && fits(name)));
  }
  find("matches").textContent = words.length ? `${rows.filter((row) => !row.hidden).length} / ${rows.length}` : "";
});

// The picture moves and grows: by buttons, the wheel with Ctrl, and dragging.
let moved = false;
if (svg) {
  const whole = svg.getAttribute("viewBox").split(" ").map(Number);
  let view = [...whole];
  const show = () => svg.setAttribute("viewBox", view.join(" "));
  const zoom = (factor, x = view[0] + view[2] / 2, y = view[1] + view[3] / 2) => {
    const by = Math.min(Math.max(view[2] * factor, whole[2] / 40), whole[2]) / view[2];
    view = [x - (x - view[0]) * by, y - (y - view[1]) * by, view[2] * by, view[3] * by];
    show();
  };
  find("zoom").hidden = false;
  all("[data-zoom]").forEach((button) => button.addEventListener("click", () => {
    if (Number(button.dataset.zoom)) zoom(Number(button.dataset.zoom));
    else { view = [...whole]; show(); }
  }));
  const at = (event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  svg.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const point = at(event);
    zoom(event.deltaY > 0 ? 1.15 : 0.87, point.x, point.y);
  }, { passive: false });
  let from = null;
  svg.addEventListener("pointerdown", (event) => { from = at(event); moved = false; });
  svg.addEventListener("click", (event) => { if (moved) event.stopPropagation(); moved = false; }, true);  // a drag chooses nothing
  window.addEventListener("pointerup", () => { from = null; });
  svg.addEventListener("pointermove", (event) => {
    if (!from) return;
    const point = at(event);
    if (Math.hypot(point.x - from.x, point.y - from.y) * whole[2] / view[2] < 6 && !moved) return;
    moved = true;
    view = [view[0] + from.x - point.x, view[1] + from.y - point.y, view[2], view[3]];
    show();
  });
}
