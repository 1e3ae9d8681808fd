// A labelled control, with a line for help and one for what is wrong; the plainest: a line of text.

import { el, freshId } from "./dom.js";

/**
 * `control` is what the label names; `beside` stands in the line of the label.
 * @param {{ name: string, label: string, help?: string, control: HTMLElement, role?: string | null,
 *   beside?: Node }} parts
 */
export function field({ name, label, help, control, role = "group", beside }) {
  const [labelId, helpId, errorId] = ["label", "help", "error"].map(freshId);
  const title = el("span", { class: "rt-label", id: labelId, text: label });
  const helpLine = help ? el("p", { class: "rt-help", id: helpId, text: help }) : null;
  const error = errorLine({ id: errorId });
  const head = beside ? el("div", { class: "rt-label-line" }, title, beside) : title;
  const node = el("div", { class: "rt-field", "data-name": name }, head, helpLine, control, error.node);
  control.setAttribute("aria-labelledby", labelId);
  if (role) control.setAttribute("role", role);
  control.setAttribute("aria-describedby", help ? `${helpId} ${errorId}` : errorId);
  return {
    node,
    /** @param {string} text */
    relabel: (text) => (title.textContent = text),
    /** @param {string} [text] */
    showError(text = "") {
      error.show(text);
      node.classList.toggle("rt-wrong", Boolean(text));
      control.setAttribute("aria-invalid", text ? "true" : "false");
    },
  };
}

/** A line for what is wrong, hidden while nothing is. @param {{ id?: string }} [attributes] */
export function errorLine(attributes = {}) {
  const node = el("p", { class: "rt-error", role: "alert", hidden: true, ...attributes });
  const show = (text = "") => {
    node.textContent = text;
    node.hidden = !text;
  };
  return { node, show };
}

/**
 * One line of text, or a day or a time where `type` is `date` or `time`.
 * @param {Asked & { longest?: number, type?: string }} asked
 * @returns {Control}
 */
export function line({ name, label, help, value = "", longest = 10000, type = "text", changed }) {
  const input = el("input", {
    class: "rt-text", type, autocomplete: "off", maxlength: longest, value, oninput: () => changed(input.value),
  });
  const parts = field({ name, label, help, control: input, role: null });
  return {
    ...parts,
    name,
    get: () => input.value,
    set: (text) => (input.value = text || ""),
    focus: () => input.focus(),
  };
}
