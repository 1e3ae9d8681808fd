// Before rolling: what to do, what to have ready, and two ratings.

import { oneOf, ratings } from "./choice.js";
import { button, el, folded, sourceLine, tick } from "./dom.js";
import { say, several } from "./language.js";
import { fillNote, helpLists } from "./notes.js";
import { safetyQuestions } from "./safety_questions.js";
import { stepper } from "./stepper.js";

const painEnds = () => [say("no pain"), say("pain as bad as you can imagine")];
const tensionEnds = () => [say("loose"), say("as tight as you can imagine")];

/**
 * Pain right now, before or after.
 * @param {string} name @param {string} value @param {(value: string) => void} changed
 */
export const painNow = (name, value, changed) => oneOf({
  name, label: say("Pain right now"), options: ratings(0, 10), ends: painEnds(), value, clears: true, changed,
});

/**
 * `chosen` keeps what is answered.
 * @param {{ model: Model, chosen: Chosen, actions: SceneActions }} asked
 */
export function choosingScreen({ model, chosen, actions }) {
  /** @type {Guided[]} */
  const routines = model.get("routines");
  const { routine: last, roller: usual } = model.get("carried");
  const known = (/** @type {string} */ key) => routines.some((routine) => routine.key === key);
  if (!known(chosen.routine)) chosen.routine = known(last) ? last : routines[0].key;
  chosen.roller ||= usual || "";

  const about = el("div");
  function showRoutine() {
    const routine = routines.find((one) => one.key === chosen.routine) ?? routines[0];
    chosen.rounds = routine.plans[chosen.rounds] ? chosen.rounds : routine.rounds;
    about.replaceChildren(...routineInWords(routine, chosen));
  }
  const routine = oneOf({
    name: "routine", label: say("Routine"), look: "rt-chips", value: chosen.routine,
    options: routines.map((one) => [one.key, one.name]),
    changed(key) {
      if (key === chosen.routine) return;
      Object.assign(chosen, { routine: key, rounds: "", setup: new Set() });
      showRoutine();
    },
  });
  /** @type {(name: "roller" | "pain_before" | "tension_before") => (value: string) => void} */
  const answer = (name) => (value) => (chosen[name] = value);
  const roller = oneOf({
    name: "roller", label: say("Roller"), look: "rt-chips", value: chosen.roller, options: model.get("rollers"),
    clears: true, changed: answer("roller"),
  });
  const tension = oneOf({
    name: "tension_before", label: say("Tension right now"), options: ratings(0, 10), ends: tensionEnds(),
    value: chosen.tension_before, clears: true, changed: answer("tension_before"),
  });
  const note = el("div", { class: "rt-note" });
  fillNote(note, model.get("note"));
  showRoutine();
  return {
    node: el("section", {},
      el("div", { class: "rt-head" }, el("h2", { text: say("Roll, step by step") })),
      firstQuestions(model.get("questions"), actions.answer),
      note, routine.node, about, roller.node, painNow("pain_before", chosen.pain_before, answer("pain_before")).node,
      tension.node, soundOptions(model, actions.option),
      el("p", { text: model.get("stop_when") }),
      folded(say("Signs that need medical help"), helpLists(model.get("get_help"))),
      el("div", { class: "rt-actions" }, button(say("Start"), actions.start, "rt-button rt-primary rt-start"))),
  };
}

/** @param {Guided} routine @param {Pick<Chosen, "rounds" | "setup">} chosen */
export function routineInWords(routine, chosen) {
  const { about, steps, source, setup, plans } = routine;
  const list = steps.map((step) => el("li", {}, el("strong", { text: step.do }), step.more && ` ${step.more}`));
  const ready = setup.map((text) =>
    tick(text, chosen.setup.has(text), (on) => void (on ? chosen.setup.add(text) : chosen.setup.delete(text))).node);
  const words = el("p", { class: "rt-soft", "aria-live": "polite" });
  function show() {
    const minutes = Math.max(1, Math.round(plans[chosen.rounds].reduce((sum, one) => sum + one.seconds, 0) / 60));
    const long = several(minutes, "About {number} minute.", "About {number} minutes.");
    words.textContent = about ? `${asSentence(about)} ${long}` : long;
  }
  show();
  const rounds = () => stepper({
    name: "rounds", label: say("Rounds"), value: chosen.rounds, low: 1,
    high: Math.max(...Object.keys(plans).map(Number)),
    changed(text) {
      if (!plans[text]) return;
      chosen.rounds = text;
      show();
    },
  });
  /** @type {HTMLElement[]} */
  const parts = [words, folded(several(steps.length, "The {number} step", "The {number} steps"),
    el("ol", { class: "rt-steps" }, list), source ? sourceLine(source) : null)];
  if (routine.rounds) parts.push(rounds().node);
  const legend = el("legend", { class: "rt-label", text: say("Ready?") });
  if (ready.length) parts.push(el("fieldset", { class: "rt-setup" }, legend, ready));
  return parts;
}

/** With a full stop, where the person wrote no end mark. @param {string} text */
const asSentence = (text) => (/[.!?:;…。！？][\p{Pe}\p{Pf}"']*$/u.test(text) ? text : `${text}.`);

/** @param {Model} model @param {SceneActions["option"]} option */
function soundOptions(model, option) {
  const { sound, speak } = model.get("options");
  const tone = tick(say("A soft tone at each step"), sound, (on) => option("sound", on)).node;
  const voice = tick(say("Read the steps aloud"), speak, (on) => option("speak", on)).node;
  return el("div", { class: "rt-ticks" }, tone, "speechSynthesis" in window ? voice : null);
}

/**
 * The questions before the first roll: an offer that never blocks.
 * @param {SafetyWords & { why: string, given: Safety }} asked `why` is empty where none are due
 * @param {(given: Safety) => void} answer
 */
export function firstQuestions({ why, given, ...words }, answer) {
  if (!why) return null;
  const asked = safetyQuestions(words);
  asked.set(given);
  const keep = button(say("Keep my answers"), () => answer(asked.get()), "rt-button rt-answered");
  return el("section", { class: "rt-tip rt-questions", "aria-label": say("Questions before you roll") },
    el("p", {}, el("strong", { text: why }), ` ${say("Tick what applies.")}`), ...asked.nodes,
    el("div", { class: "rt-actions" }, keep));
}
