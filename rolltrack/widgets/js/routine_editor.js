// The form for one routine, made and changed without writing TOML. What is wrong stands where it is.

import { button, el } from "./dom.js";
import { errorLine, line } from "./field.js";
import { say } from "./language.js";
import { actions, firstWrong } from "./section.js";
import { stepCard } from "./step_card.js";

/** @returns {Step} */
export const newStep = () => ({ do: "", more: "", areas: [], seconds: 30, breathing: [], pace: 4, watch: "" });

/**
 * `changed(routine)` tells every change, `save(routine)` and `close()` end it.
 * @param {{ routine: Routine, areas: Options, labels: Record<string, string>, changed: (routine: Routine) => void,
 *   save: (routine: Routine) => void, close: () => void }} asked
 */
export function routineEditor({ routine, areas, labels, changed, save, close }) {
  const steps = el("ol", { class: "rt-step-cards" });
  const error = errorLine();
  const tell = () => {
    error.show();
    changed(routine);
  };
  /** @param {"name" | "about"} name @param {number} longest */
  const text = (name, longest) => line({
    name, label: labels[name], longest, value: routine[name],
    changed(value) {
      routine[name] = value;
      controls[name].showError();
      tell();
    },
  });
  const setup = line({
    name: "setup", label: labels.setup, help: say("Separate with ;"), value: routine.setup.join("; "),
    changed(value) {
      routine.setup = value.split(";").map((part) => part.trim()).filter(Boolean);
      setup.showError();
      tell();
    },
  });
  /** @type {Record<string, Control>} */
  const controls = { name: text("name", 120), about: text("about", 600), setup };
  /** @type {ReturnType<typeof stepCard>[]} */
  let cards = [];
  function draw(focusOn = -1) {
    const last = routine.steps.length - 1;
    cards = routine.steps.map((step, at) => stepCard({ step, at, last, areas, labels, tell, move, remove }));
    steps.replaceChildren(...cards.map((card) => card.node));
    tell();
    steps.children[focusOn]?.querySelector("input")?.focus();
  }
  function move(/** @type {number} */ at, /** @type {number} */ by) {
    routine.steps.splice(at + by, 0, ...routine.steps.splice(at, 1));
    draw(at + by);
  }
  function remove(/** @type {number} */ at) {
    routine.steps.splice(at, 1);
    draw(Math.max(0, at - 1));
  }
  function add() {
    routine.steps.push(newStep());
    draw(routine.steps.length - 1);
  }
  draw();
  const parts = () => [...Object.values(controls), ...cards];
  return {
    node: el("section", { class: "rt-editor", "aria-label": say("Routine") },
      Object.values(controls).map((control) => control.node), steps, button(say("Add a step"), add), error.node,
      actions(
        button(say("Save routine"), () => save(routine), "rt-button rt-primary rt-save-routine"),
        button(say("Cancel"), close))),
    /** By place: `routines.name`, `routines.steps.0.seconds`, or a whole step. @param {Answers} errors */
    showErrors(errors) {
      /** @type {string[]} */
      const rest = [];
      parts().forEach((part) => part.showError());
      for (const [place, words] of Object.entries(errors).filter(([key]) => key.startsWith("routines"))) {
        const [, kind, at, control] = place.split(".");
        const card = cards[at ? Number(at) : Number(/^Step (\d+)/.exec(words)?.[1]) - 1];
        if (controls[kind]) controls[kind].showError(words);
        else if (card) card.showError(words, control);
        else rest.push(words);
      }
      error.show(rest.join(" "));
    },
    focusWrong: () => firstWrong(parts())?.focus(),
    focus: controls.name.focus,
  };
}
