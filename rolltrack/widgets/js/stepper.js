// A whole number with a minus and a plus button. Whatever is typed stays, right or wrong.

import { button, el } from "./dom.js";
import { field } from "./field.js";
import { say } from "./language.js";
import { two } from "./stamp.js";

const wholeNumber = {
  by: 1,
  number: (/** @type {string} */ text) => Number.parseInt(text, 10),
  readout: (/** @type {string} */ _text) => "",
};

/** A long time, typed as minutes or as hours and minutes: 450, 7:30, 7 h 30. */
export const longTime = {
  by: 15,
  /** Minutes, or NaN. @param {string} text */
  number(text) {
    if (/^\d+$/.test(text)) return Number(text);
    const [, hours, minutes] = /^(\d{1,2}) ?(?:h|:(?=\d\d$)) ?([0-5]?\d)? ?(?:m|min)?$/i.exec(text) ?? [];
    return 60 * Number(hours) + Number(minutes || 0);
  },
  /** What stands behind the number. @param {string} text */
  readout(text) {
    const minutes = longTime.number(text);
    if (Number.isNaN(minutes)) return say("min");
    if (!/^\d+$/.test(text)) return say("= {minutes} min", { minutes });
    const clock = { hours: Math.floor(minutes / 60), minutes: two(minutes % 60) };
    return minutes < 60 ? say("min") : say("min = {hours} h {minutes}", clock);
  },
};

/**
 * `kind` says how a text is read and stepped; `first` is where stepping starts from nothing.
 * @param {Asked & { unit?: string, low: number, high: number, first?: number, kind?: typeof wholeNumber }} asked
 * @returns {Control}
 */
export function stepper(asked) {
  const { name, label, help, low, high, value = "", first = low, kind = wholeNumber, changed } = asked;
  let unit = asked.unit ?? "";
  const input = el("input", {
    class: "rt-number", type: "text", inputmode: "numeric", autocomplete: "off", value, oninput: () => tell(),
    "aria-label": unit ? `${label}, ${unit}` : label,
  });
  const words = el("span", { class: "rt-unit", text: unit });
  const typed = () => input.value.trim();
  /** @param {number} steps */
  const step = (steps) => {
    const now = kind.number(typed());
    input.value = String(Number.isNaN(now) ? first : Math.min(high, Math.max(low, now + steps * kind.by)));
    tell();
  };
  const amount = kind.by === 1 ? say("one") : kind.by;
  const less = { "aria-label": say("{label}: {amount} less", { label, amount }) };
  const more = { "aria-label": say("{label}: {amount} more", { label, amount }) };
  const control = el("div", { class: "rt-stepper" },
    button("–", () => step(-1), "rt-step", less), input, words, button("+", () => step(1), "rt-step", more));
  const showWords = () => (words.textContent = kind.readout(typed()) || unit);
  const tell = () => {
    showWords();
    changed(typed());
  };
  showWords();
  input.addEventListener("keydown", (event) => {
    const steps = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!steps) return;
    event.preventDefault();
    step(steps);
  });
  return {
    ...field({ name, label, help, control }),
    name,
    get: typed,
    set(text) {
      input.value = text || "";
      showWords();
    },
    focus: () => input.focus(),
    reunit(text) {
      unit = text;
      showWords();
    },
  };
}
