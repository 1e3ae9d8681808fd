// A labelled control with a line for help and one for what is wrong.

import { el, freshId } from "./dom.js";

/** A labelled group with a line for help and a line for what is wrong. `control` is what the label names. */
export function field({ name, label, help, control, role = "group" }) {
  const labelId = freshId("label");
  const helpId = freshId("help");
  const errorId = freshId("error");
  const title = el("span", { class: "rt-label", id: labelId, text: label });
  const error = el("p", { class: "rt-error", id: errorId, role: "alert", hidden: true });
  const helpLine = help ? el("p", { class: "rt-help", id: helpId, text: help }) : null;
  const node = el("div", { class: "rt-field", "data-name": name }, title, helpLine, control, error);
  control.setAttribute("aria-labelledby", labelId);
  if (role) control.setAttribute("role", role);
  control.setAttribute("aria-describedby", [help ? helpId : "", errorId].join(" ").trim());
  return {
    node,
    relabel: (text) => (title.textContent = text),
    showError(text) {
      error.textContent = text || "";
      error.hidden = !text;
      node.classList.toggle("rt-wrong", Boolean(text));
      control.setAttribute("aria-invalid", text ? "true" : "false");
    },
  };
}

/** One line of text. */
export function line({ name, label, help, value = "", longest = 10000, changed }) {
  const input = el("input", { class: "rt-text", type: "text", autocomplete: "off", maxlength: longest, value, oninput: () => changed(input.value) });
  const parts = field({ name, label, help, control: input, role: null });
  return { ...parts, name, get: () => input.value, set: (text) => (input.value = text || ""), focus: () => input.focus() };
}
