// A back, drawn: every area is a labelled check box. Used alone, by the log form and by the settings.

import { chosenKeys } from "./choice.js";
import { button, el, svg, tick } from "./dom.js";
import { field } from "./field.js";
import { say } from "./language.js";

/** @type {Record<string, { label: number, at: number[], shapes: string[] }>} */
const BACK = {
  neck: { label: 46, at: [168, 84], shapes: ["M134 74 Q150 82 166 74 L168 98 Q150 106 132 98 Z"] },
  shoulders: { label: 110, at: [226, 132], shapes: [
    "M130 102 Q92 108 72 124 Q58 138 56 166 L92 168 Q98 138 126 124 Z",
    "M170 102 Q208 108 228 124 Q242 138 244 166 L208 168 Q202 138 174 124 Z"] },
  upper_back: { label: 174, at: [206, 176], shapes: [
    "M130 126 Q150 132 170 126 Q198 140 206 172 L206 200 Q150 208 94 200 L94 172 Q102 140 130 126 Z"] },
  mid_back: { label: 238, at: [203, 228], shapes: ["M95 205 Q150 213 205 205 L200 250 Q150 257 100 250 Z"] },
  lower_ribs: { label: 302, at: [196, 274], shapes: ["M101 255 Q150 262 199 255 L192 292 Q150 298 108 292 Z"] },
  lower_back: { label: 366, at: [192, 320], shapes: ["M109 297 Q150 303 191 297 L194 336 Q150 342 106 336 Z"] },
  hips: { label: 430, at: [205, 372], shapes: [
    "M105 341 Q150 347 195 341 Q210 366 211 402 Q180 414 150 404 Q120 414 89 402 Q90 366 105 341 Z"] },
  legs: { label: 494, at: [208, 450], shapes: [
    "M89 408 Q118 418 147 410 L142 524 L102 524 Q90 460 89 408 Z",
    "M211 408 Q182 418 153 410 L158 524 L198 524 Q210 460 211 408 Z"] },
};
const OUTLINE = [
  "M150 14 C172 14 180 32 178 50 C176 66 166 76 150 76 C134 76 124 66 122 50 C120 32 128 14 150 14 Z",
  "M56 170 L90 172 Q84 226 72 268 Q62 306 58 340 L38 336 Q42 250 56 170 Z",
  "M244 170 L210 172 Q216 226 228 268 Q238 306 242 340 L262 336 Q258 250 244 170 Z",
];

/**
 * The picture as a question: `options` are [area, label] pairs, the value is the chosen areas joined
 * by `|`. "As a list" shows the same answer as plain check boxes; `plain` begins with them.
 * @param {Asked & { options: Options, plain?: boolean }} asked
 * @returns {Control}
 */
export function bodyMap({ name, label, help, options, value = "", plain = false, changed }) {
  const names = Object.fromEntries(options);
  const offered = options.map(([key]) => key);
  let chosen = chosenKeys(value, offered);
  /** @param {string} key */
  const toggle = (key) => {
    chosen.toggle(key);
    show();
    changed(chosen.joined());
  };
  const regions = options.filter(([key]) => BACK[key]).map(([key, text]) => region(key, text, () => toggle(key)));
  const around = Object.keys(BACK).filter((key) => !offered.includes(key)).flatMap((key) => BACK[key].shapes);
  const picture = svg("svg", { viewBox: "0 0 460 536", class: "rt-body", role: "presentation" },
    ...[...OUTLINE, ...around].map((d) => svg("path", { d, class: "rt-body-outline" })), ...regions);
  const ticks = options.map(([key, text]) => tick(text, false, () => toggle(key)));
  const list = el("div", { class: "rt-body-list" }, ticks.map((one) => one.node));
  const swap = button("", () => showAs(!list.hidden), "rt-link rt-body-swap");
  const words = el("p", { class: "rt-soft", role: "status", "aria-live": "polite" });
  const group = el("div", { class: "rt-body-map" }, picture, list, words, swap);

  /** @param {boolean} asPicture */
  function showAs(asPicture) {
    picture.style.display = asPicture ? "" : "none";
    list.hidden = asPicture;
    swap.textContent = asPicture ? say("As a list instead") : say("As a picture instead");
  }
  function show() {
    regions.forEach((node) => node.setAttribute("aria-checked", String(chosen.has(String(node.dataset.value)))));
    ticks.forEach(({ box }, at) => (box.checked = chosen.has(offered[at])));
    const keys = chosen.joined().split("|").filter(Boolean);
    words.textContent = keys.map((key) => names[key] || key).join(", ") || say("Nothing chosen");
  }
  showAs(!plain);
  show();
  return {
    ...field({ name, label, help, control: group }),
    name,
    get: () => chosen.joined(),
    set(keys) {
      chosen = chosenKeys(keys || "", offered);
      show();
    },
    focus: () => (list.hidden ? regions[0] : ticks[0].box).focus(),
  };
}

/** @param {string} key @param {string} text @param {() => void} act */
function region(key, text, act) {
  const { label, at: [x, y], shapes } = BACK[key];
  const words = svg("text", { x: 302, y: label + 6, class: "rt-region-words", text });
  const reach = `M${x} ${y - 22} L290 ${label - 30} V${label + 31} L${x} ${y + 22} Z`;
  const node = svg("g", { role: "checkbox", tabindex: "0", "aria-label": text, "data-value": key, class: "rt-region" },
    svg("path", { d: reach, class: "rt-region-reach" }),
    ...shapes.map((d) => svg("path", { d, class: "rt-region-shape" })),
    svg("path", { d: `M${x} ${y} L286 ${label}`, class: "rt-region-line" }),
    svg("rect", { x: 290, y: label - 30, width: 168, height: 61, rx: 8, class: "rt-region-box" }),
    words);
  node.addEventListener("click", act);
  node.addEventListener("keydown", (event) => {
    if (event.key !== " " && event.key !== "Enter") return;
    event.preventDefault();
    act();
  });
  return node;
}
