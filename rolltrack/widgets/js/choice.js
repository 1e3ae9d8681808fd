// Answers to choose from.

import { el } from "./dom.js";
import { field } from "./field.js";

/**
 * Big buttons of which one can be chosen, or none: a second press takes the answer back.
 * Arrow keys move, a digit chooses. `options` are [value, label] pairs; values are text.
 */
export function oneOf({ name, label, help, options, value = "", ends, look = "rt-scale", changed }) {
  const group = el("div", { class: look });
  const parts = field({ name, label, help, control: group, role: "radiogroup" });
  const buttons = options.map(([key, text]) =>
    el("button", { type: "button", role: "radio", class: "rt-option", "data-value": key, text, onclick: () => choose(key === value ? "" : key) }),
  );
  group.append(...buttons);
  if (ends) group.after(el("div", { class: "rt-ends", "aria-hidden": "true" }, el("span", { text: ends[0] }), el("span", { text: ends[1] })));

  function show() {
    buttons.forEach((button) => button.setAttribute("aria-checked", String(button.dataset.value === value)));
    const chosen = buttons.find((button) => button.dataset.value === value);
    buttons.forEach((button) => (button.tabIndex = button === (chosen || buttons[0]) ? 0 : -1));
  }
  function choose(key, focus = false) {
    value = key;
    show();
    if (focus) buttons.find((button) => button.dataset.value === key)?.focus();
    changed(value);
  }
  let typed = "";
  let typedAt = 0;
  group.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(document.activeElement);
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step && at >= 0) {
      event.preventDefault();
      choose(buttons[(at + step + buttons.length) % buttons.length].dataset.value, true);
    } else if (/^[0-9]$/.test(event.key)) {
      typed = (Date.now() - typedAt < 700 ? typed : "") + event.key;
      typedAt = Date.now();
      if (!buttons.some((button) => button.dataset.value === typed)) typed = event.key;
      if (buttons.some((button) => button.dataset.value === typed)) choose(typed, true);
    } else if (event.key === "Backspace" || event.key === "Delete") {
      choose("", false);
    }
  });
  show();
  return { ...parts, name, get: () => value, set: (key) => ((value = key || ""), show()), focus: () => buttons.find((b) => b.tabIndex === 0)?.focus() };
}

/** Chips of which any number can be chosen; the value is the chosen keys joined by `|`. */
export function anyOf({ name, label, help, options, value = "", changed }) {
  const chosen = new Set(value ? value.split("|") : []);
  const group = el("div", { class: "rt-chips" });
  const parts = field({ name, label, help, control: group });
  const buttons = options.map(([key, text]) =>
    el("button", {
      type: "button", class: "rt-option", "data-value": key, text,
      onclick: () => {
        chosen.has(key) ? chosen.delete(key) : chosen.add(key);
        show();
        changed(get());
      },
    }),
  );
  group.append(...buttons);
  const get = () => options.map(([key]) => key).filter((key) => chosen.has(key)).join("|");
  const show = () => buttons.forEach((button) => button.setAttribute("aria-pressed", String(chosen.has(button.dataset.value))));
  show();
  return { ...parts, name, get, focus: () => buttons[0]?.focus(), set(keys) { chosen.clear(); (keys ? keys.split("|") : []).forEach((key) => chosen.add(key)); show(); } };
}
