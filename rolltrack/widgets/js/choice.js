// Answers to choose from: one, or any number.

import { button, el } from "./dom.js";
import { field } from "./field.js";
import { say } from "./language.js";

/** The options of a rating. @param {number} low @param {number} high @returns {Options} */
export const ratings = (low, high) =>
  Array.from({ length: high - low + 1 }, (_, at) => [String(low + at), String(low + at)]);

/** What number keys have typed together: 1 and soon after 0 are 10. @param {(typed: string) => boolean} isThere */
function digits(isThere) {
  let typed = "";
  let typedAt = 0;
  return (/** @type {string} */ digit) => {
    typed = (Date.now() - typedAt < 700 ? typed : "") + digit;
    typedAt = Date.now();
    if (!isThere(typed)) typed = digit;
    return isThere(typed) ? typed : null;
  };
}

/**
 * Big buttons of which one can be chosen; choosing it again keeps it. Arrow keys move, a digit
 * chooses. Where no answer is an answer too (`clears`), a small button beside the label takes it
 * back, as the Delete key does.
 * @param {Asked & { options: Options, ends?: string[], look?: string, clears?: boolean }} asked
 * @returns {Control}
 */
export function oneOf({ name, label, help, options, value = "", ends, look = "rt-scale", clears = false, changed }) {
  const group = el("div", { class: look });
  const clear = button(say("clear"), () => choose("", true), "rt-link rt-clear", {
    "aria-label": say("{label}: clear the answer", { label }),
  });
  const parts = field({ name, label, help, control: group, role: "radiogroup", beside: clears ? clear : undefined });
  const buttons = options.map(([key, text]) =>
    button(text, () => choose(key), "rt-option", { role: "radio", "data-value": key }));
  group.append(...buttons);
  const words = ends?.map((text) => el("span", { text }));
  if (words) group.after(el("div", { class: "rt-ends", "aria-hidden": "true" }, words));

  const withKey = (/** @type {string} */ key) => buttons.find((one) => one.dataset.value === key);
  const inTabOrder = () => withKey(value) || buttons[0];
  function show() {
    buttons.forEach((one) => {
      one.setAttribute("aria-checked", String(one.dataset.value === value));
      one.tabIndex = one === inTabOrder() ? 0 : -1;
    });
    clear.style.visibility = value ? "" : "hidden";
  }
  function choose(key = "", focus = false) {
    if (!key && !value) return;
    value = key;
    show();
    if (focus) inTabOrder()?.focus();
    changed(value);
  }
  const typed = digits((key) => Boolean(withKey(key)));
  group.addEventListener("keydown", (event) => {
    const at = buttons.findIndex((one) => one === document.activeElement);
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const number = /^[0-9]$/.test(event.key) ? typed(event.key) : null;
    if (step && at >= 0) {
      event.preventDefault();
      choose(buttons[(at + step + buttons.length) % buttons.length].dataset.value, true);
    } else if (number !== null) choose(number, true);
    else if (clears && ["Backspace", "Delete"].includes(event.key)) choose("", true);
  });
  show();
  return {
    ...parts,
    name,
    get: () => value,
    set(key) {
      value = key || "";
      show();
    },
    focus: () => inTabOrder()?.focus(),
  };
}

/**
 * Any number of keys, kept joined by `|` in the order of the options. A key that is not offered (a
 * neck in an older entry) stays, behind the others.
 * @param {string} joined
 * @param {string[]} offered
 */
export function chosenKeys(joined, offered) {
  const keys = new Set(joined.split("|").filter(Boolean));
  const others = () => [...keys].filter((key) => !offered.includes(key));
  return {
    has: (/** @type {string} */ key) => keys.has(key),
    joined: () => [...offered.filter((key) => keys.has(key)), ...others()].join("|"),
    toggle: (/** @type {string} */ key) => void (keys.delete(key) || keys.add(key)),
  };
}

/**
 * Chips of which any number can be chosen; the value is the chosen keys joined by `|`.
 * @param {Asked & { options: Options }} asked
 * @returns {Control}
 */
export function anyOf({ name, label, help, options, value = "", changed }) {
  const offered = options.map(([key]) => key);
  let chosen = chosenKeys(value, offered);
  const group = el("div", { class: "rt-chips" });
  const parts = field({ name, label, help, control: group });
  const chips = options.map(([key, text]) => {
    const act = () => {
      chosen.toggle(key);
      show();
      changed(chosen.joined());
    };
    return button(text, act, "rt-option", { "data-value": key });
  });
  group.append(...chips);
  const show = () => chips.forEach((chip, at) => chip.setAttribute("aria-pressed", String(chosen.has(offered[at]))));
  show();
  return {
    ...parts,
    name,
    get: () => chosen.joined(),
    set(keys) {
      chosen = chosenKeys(keys || "", offered);
      show();
    },
    focus: () => chips[0]?.focus(),
  };
}
