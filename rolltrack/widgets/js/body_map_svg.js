// A back, drawn: every area is a labelled check box. Used alone, by the log form and by the settings.

import { el } from "./dom.js";
import { field } from "./field.js";

const BACK = {
  neck: { label: 46, at: [168, 84], shapes: ["M134 74 Q150 82 166 74 L168 98 Q150 106 132 98 Z"] },
  shoulders: { label: 110, at: [226, 132], shapes: ["M130 102 Q92 108 72 124 Q58 138 56 166 L92 168 Q98 138 126 124 Z", "M170 102 Q208 108 228 124 Q242 138 244 166 L208 168 Q202 138 174 124 Z"] },
  upper_back: { label: 174, at: [206, 176], shapes: ["M130 126 Q150 132 170 126 Q198 140 206 172 L206 200 Q150 208 94 200 L94 172 Q102 140 130 126 Z"] },
  mid_back: { label: 238, at: [203, 228], shapes: ["M95 205 Q150 213 205 205 L200 250 Q150 257 100 250 Z"] },
  lower_ribs: { label: 302, at: [196, 274], shapes: ["M101 255 Q150 262 199 255 L192 292 Q150 298 108 292 Z"] },
  lower_back: { label: 366, at: [192, 320], shapes: ["M109 297 Q150 303 191 297 L194 336 Q150 342 106 336 Z"] },
  hips: { label: 430, at: [205, 372], shapes: ["M105 341 Q150 347 195 341 Q210 366 211 402 Q180 414 150 404 Q120 414 89 402 Q90 366 105 341 Z"] },
  legs: { label: 494, at: [208, 450], shapes: ["M89 408 Q118 418 147 410 L142 524 L102 524 Q90 460 89 408 Z", "M211 408 Q182 418 153 410 L158 524 L198 524 Q210 460 211 408 Z"] },
};
const OUTLINE = ["M150 14 C172 14 180 32 178 50 C176 66 166 76 150 76 C134 76 124 66 122 50 C120 32 128 14 150 14 Z", "M56 170 L90 172 Q84 226 72 268 Q62 306 58 340 L38 336 Q42 250 56 170 Z", "M244 170 L210 172 Q216 226 228 268 Q238 306 242 340 L262 336 Q258 250 244 170 Z"];

function svg(tag, attributes, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/**
 * The picture as a question: `options` are [area, label] pairs, the value is the chosen areas joined
 * by `|`. "As a list" shows the same answer as plain check boxes; `plain` begins with them.
 */
export function bodyMap({ name, label, help, options, value = "", plain = false, changed }) {
  const chosen = new Set(value ? value.split("|") : []);
  const drawn = new Set(options.map(([key]) => key).filter((key) => BACK[key]));
  // An area that is not offered (a neck in an older entry) stays chosen.
  const offered = options.map(([key]) => key);
  const get = () => [...offered.filter((key) => chosen.has(key)), ...[...chosen].filter((key) => !offered.includes(key))].join("|");
  const toggle = (key) => {
    chosen.has(key) ? chosen.delete(key) : chosen.add(key);
    show();
    changed(get());
  };
  const regions = options.filter(([key]) => drawn.has(key)).map(([key, text]) => region(key, text, toggle));
  const picture = svg("svg", { viewBox: "0 0 460 536", class: "rt-body", role: "presentation" },
    ...OUTLINE.map((d) => svg("path", { d, class: "rt-body-outline" })),
    ...Object.keys(BACK).filter((key) => !drawn.has(key)).flatMap((key) => BACK[key].shapes.map((d) => svg("path", { d, class: "rt-body-outline" }))),
    ...regions);
  const boxes = options.map(([key, text]) => {
    const box = el("input", { type: "checkbox", "data-value": key, onchange: () => toggle(key) });
    return el("label", { class: "rt-tick" }, box, el("span", { text }));
  });
  const list = el("div", { class: "rt-body-list" }, boxes);
  const swap = el("button", { type: "button", class: "rt-link rt-body-swap", onclick: () => showAs(!list.hidden) });
  const words = el("p", { class: "rt-soft", role: "status", "aria-live": "polite" });
  const group = el("div", { class: "rt-body-map" }, picture, list, words, swap);
  const parts = field({ name, label, help, control: group });

  function showAs(asPicture) {
    picture.style.display = asPicture ? "" : "none";
    list.hidden = asPicture;
    swap.textContent = asPicture ? "As a list instead" : "As a picture instead";
  }
  function show() {
    regions.forEach((node) => node.setAttribute("aria-checked", String(chosen.has(node.dataset.value))));
    boxes.forEach((node) => (node.firstChild.checked = chosen.has(node.firstChild.dataset.value)));
    const names = Object.fromEntries(options);
    words.textContent = get().split("|").filter(Boolean).map((key) => names[key] || key).join(", ") || "Nothing chosen";
  }
  showAs(!plain);
  show();
  return {
    ...parts, name, get,
    set(keys) { chosen.clear(); (keys ? keys.split("|") : []).forEach((key) => chosen.add(key)); show(); },
    focus: () => (list.hidden ? regions[0] : boxes[0].firstChild)?.focus(),
  };
}

function region(key, text, toggle) {
  const { label, at, shapes } = BACK[key];
  const node = svg("g", { role: "checkbox", tabindex: "0", "aria-label": text, "data-value": key, class: "rt-region" },
    svg("path", { d: `M${at[0]} ${at[1] - 22} L290 ${label - 30} V${label + 31} L${at[0]} ${at[1] + 22} Z`, class: "rt-region-reach" }),
    ...shapes.map((d) => svg("path", { d, class: "rt-region-shape" })),
    svg("path", { d: `M${at[0]} ${at[1]} L286 ${label}`, class: "rt-region-line" }),
    svg("rect", { x: 290, y: label - 30, width: 168, height: 61, rx: 8, class: "rt-region-box" }));
  const words = svg("text", { x: 302, y: label + 6, class: "rt-region-words" });
  words.textContent = text;
  node.append(words);
  node.addEventListener("click", () => toggle(key));
  node.addEventListener("keydown", (event) => {
    if (event.key !== " " && event.key !== "Enter") return;
    event.preventDefault();
    toggle(key);
  });
  return node;
}
