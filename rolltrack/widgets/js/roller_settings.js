// The person's own rollers.

import { oneOf } from "./choice.js";
import { button, el } from "./dom.js";
import { line } from "./field.js";
import { say } from "./language.js";
import { actions, firstWrong, items, section } from "./section.js";

/** @param {Shared} shared @returns {Part} */
export function rollerSettings({ ask, labels, values }) {
  const list = el("ul", { class: "rt-list" });
  /** @type {Roller} */
  const roller = { name: "", density: "" };
  const asked = (/** @type {keyof Roller} */ name) => ({
    name, label: labels[name],
    changed: (/** @type {string} */ value) => {
      roller[name] = value;
      controls[name].showError();
    },
  });
  /** @type {Options} */
  const densities = [["soft", say("Soft")], ["medium", say("Medium")], ["firm", say("Firm")]];
  /** @type {Record<keyof Roller, Control>} */
  const controls = {
    name: line({ ...asked("name"), longest: 80 }),
    density: oneOf({ ...asked("density"), look: "rt-chips", options: densities }),
  };
  const { name, density } = controls;
  function clear() {
    Object.assign(roller, { name: "", density: "" });
    name.set("");
    density.set("");
  }
  const add = button(say("Add roller"), () => ask({ kind: "add roller", roller }, clear), "rt-button rt-add-roller");
  /** @param {Roller} one @returns {[string, Node]} */
  const item = (one) => [
    `${one.name}, ${one.density}`, button(say("Remove"), () => ask({ kind: "remove roller", name: one.name })),
  ];
  const show = () => list.replaceChildren(...items(values().rollers.map(item)));
  show();
  return {
    node: section(labels.rollers, false, list, el("div", { class: "rt-row" }, name.node, density.node), actions(add)),
    show,
    showErrors(errors) {
      name.showError(errors["rollers.name"]);
      density.showError(errors["rollers.density"]);
    },
    focusWrong: () => firstWrong([name, density])?.focus(),
  };
}
