// A number with a minus and a plus button.

import { el } from "./dom.js";
import { field } from "./field.js";

/** A whole number with a minus and a plus button, in steps of `by`. Whatever is typed stays, right or wrong. */
export function stepper({ name, label, help, unit = "", low, high, value = "", first = low, by = 1, number = wholeNumber, readout, changed }) {
  const input = el("input", { class: "rt-number", type: "text", inputmode: "numeric", autocomplete: "off", value, oninput: () => tell() });
  const words = el("span", { class: "rt-unit", text: unit });
  const step = (steps) => {
    const now = number(input.value.trim());
    input.value = String(Number.isNaN(now) ? first : Math.min(high, Math.max(low, now + steps * by)));
    tell();
  };
  const amount = by === 1 ? "one" : by;
  const control = el("div", { class: "rt-stepper" },
    el("button", { type: "button", class: "rt-step", "aria-label": `${label}: ${amount} less`, text: "–", onclick: () => step(-1) }),
    input, words,
    el("button", { type: "button", class: "rt-step", "aria-label": `${label}: ${amount} more`, text: "+", onclick: () => step(1) }));
  const parts = field({ name, label, help, control });
  input.setAttribute("aria-label", unit ? `${label}, ${unit}` : label);
  const tell = () => { say(); changed(input.value.trim()); };
  const say = () => (words.textContent = readout?.(input.value.trim()) || unit);
  say();
  input.addEventListener("keydown", (event) => {
    const steps = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (steps) { event.preventDefault(); step(steps); }
  });
  return { ...parts, name, get: () => input.value.trim(), set: (text) => { input.value = text || ""; say(); }, focus: () => input.focus(), reunit: (text) => { unit = text; say(); } };
}

const wholeNumber = (text) => Number.parseInt(text, 10);
