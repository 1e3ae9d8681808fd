// Pauses: from today, with dates, and their end.

import { button, el } from "./dom.js";
import { errorLine } from "./field.js";
import { say } from "./language.js";
import { actions, items, section } from "./section.js";

/** @param {Shared} shared @returns {Part} */
export function pauseSettings({ ask, labels, values }) {
  const list = el("ul", { class: "rt-list" });
  const now = actions();
  const error = errorLine();
  const [first, last] = [labels.first, labels.last].map((label) =>
    el("input", { class: "rt-text", type: "date", "aria-label": label, oninput: () => error.show() }));
  const send = (/** @type {string} */ from, /** @type {string} */ to) => ask({ kind: "pause", first: from, last: to });
  function add() {
    error.show();
    if (first.value && !last.validity.badInput) return send(first.value, last.value);
    error.show(first.value
      ? say("The last day is not complete yet.")
      : say("The first day is missing. The last day may stay empty."));
    (first.value ? last : first).focus();
  }
  function show() {
    const { paused, pauses } = values();
    now.replaceChildren(paused
      ? button(say("I am back"), () => ask({ kind: "come back" }), "rt-button rt-primary rt-come-back")
      : button(say("Pause from today"), () => send("", ""), "rt-button rt-pause"));
    list.replaceChildren(...items(pauses.map((/** @type {{ first: string, last: string }} */ one) => [
      one.last ? say("{first} to {last}", one) : say("{first} to when you come back", one),
      button(say("Remove"), () => ask({ kind: "remove pause", first: one.first })),
    ])));
  }
  show();
  const labelled = (/** @type {string} */ label, /** @type {Node} */ input) => el("label", {}, `${label} `, input);
  return {
    node: section(labels.pauses, false,
      el("p", { text: say("A holiday, an illness, or enough for now: nothing is lost, nothing nags.") }), now, list,
      el("div", { class: "rt-stepper rt-dates" },
        labelled(labels.first, first), labelled(labels.last, last), button(say("Add a pause"), add)), error.node),
    show,
    showErrors: (errors) => error.show(errors.pauses || errors["pauses.first"] || errors["pauses.last"]),
  };
}
