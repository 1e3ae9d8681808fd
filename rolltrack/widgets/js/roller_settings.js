// The person's own rollers.

import { oneOf } from "./choice.js";
import { button, el } from "./dom.js";
import { line } from "./field.js";
import { say } from "./language.js";
import { actions, firstWrong, items, section } from "./section.js";
import { stepper } from "./stepper.js";

/** @param {Roller} roller */
const inWords = ({ name, density, length_cm: length, diameter_cm: thick, material }) => [
  name, density, length && say("{length} cm long", { length }), thick && say("{thick} cm thick", { thick }), material,
].filter(Boolean).join(", ");

/** @param {Shared} shared @returns {Part} */
export function rollerSettings({ ask, labels, values }) {
  const list = el("ul", { class: "rt-list" });
  /** @type {Record<string, string | number>} */
  const roller = { name: "", density: "", length_cm: "", diameter_cm: "", material: "" };
  const asked = (/** @type {string} */ name) => ({
    name, label: labels[name],
    changed: (/** @type {string} */ value) => {
      roller[name] = /^\d+$/.test(value) && name.endsWith("_cm") ? Number(value) : value;
      controls[name].showError();
    },
  });
  const cm = say("cm");
  /** @type {Record<string, Control>} */
  const controls = {
    name: line({ ...asked("name"), longest: 80 }),
    density: oneOf({
      ...asked("density"), look: "rt-chips",
      options: [["soft", say("Soft")], ["medium", say("Medium")], ["firm", say("Firm")]],
    }),
    length_cm: stepper({ ...asked("length_cm"), unit: cm, low: 1, high: 200, first: 45 }),
    diameter_cm: stepper({ ...asked("diameter_cm"), unit: cm, low: 1, high: 60, first: 15 }),
    material: line({ ...asked("material"), longest: 500 }),
  };
  const clear = () => Object.keys(roller).forEach((name) => {
    roller[name] = "";
    controls[name].set("");
  });
  const add = button(say("Add roller"), () => ask({ kind: "add roller", roller }, clear), "rt-button rt-add-roller");
  const remove = (/** @type {string} */ name) => button(say("Remove"), () => ask({ kind: "remove roller", name }));
  /** @type {() => Roller[]} */
  const rollers = () => values().rollers;
  const show = () =>
    list.replaceChildren(...items(rollers().map((one) => [inWords(one), remove(one.name)])));
  show();
  const row = el("div", { class: "rt-row" }, Object.values(controls).map((control) => control.node));
  return {
    node: section(labels.rollers, false, list, row, actions(add)),
    show,
    showErrors: (errors) =>
      Object.entries(controls).forEach(([name, control]) => control.showError(errors[`rollers.${name}`])),
    focusWrong: () => firstWrong(Object.values(controls))?.focus(),
  };
}
