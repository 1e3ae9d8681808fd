// The screens of a guided session before and after rolling.

import { oneOf } from "./choice.js";
import { el } from "./dom.js";
import { line } from "./field.js";
import { fillNote, helpLists } from "./notes.js";
import { stepper } from "./stepper.js";

const RATINGS = Array.from({ length: 11 }, (_, at) => [String(at), String(at)]);
const PAIN_ENDS = ["no pain", "pain as bad as you can imagine"];
const TENSION_ENDS = ["loose", "as tight as you can imagine"];

/** What to do, what to have ready, and two ratings; `chosen` keeps what is answered. */
export function choosingScreen({ model, chosen, actions }) {
  const routines = model.get("routines");
  const carried = model.get("carried");
  const known = (key) => routines.some((routine) => routine.key === key);
  if (!known(chosen.routine)) chosen.routine = known(carried.routine) ? carried.routine : routines[0].key;
  chosen.roller = chosen.roller || carried.roller || "";

  const about = el("div");
  const showRoutine = () => {
    const routine = routines.find((one) => one.key === chosen.routine);
    chosen.rounds = routine.plans[chosen.rounds] ? chosen.rounds : routine.rounds;
    about.replaceChildren(...routineInWords(routine, chosen));
  };
  const routine = oneOf({
    name: "routine", label: "Routine", look: "rt-chips", value: chosen.routine, options: routines.map((one) => [one.key, one.name]),
    changed: (key) => { chosen.routine = key || chosen.routine; routine.set(chosen.routine); chosen.rounds = ""; chosen.setup.clear(); showRoutine(); },
  });
  const answer = (name) => (value) => (chosen[name] = value);
  const roller = oneOf({ name: "roller", label: "Roller", look: "rt-chips", value: chosen.roller, options: model.get("rollers"), changed: answer("roller") });
  const pain = oneOf({ name: "pain_before", label: "Pain right now", options: RATINGS, ends: PAIN_ENDS, value: chosen.pain_before, changed: answer("pain_before") });
  const tension = oneOf({ name: "tension_before", label: "Tension right now", options: RATINGS, ends: TENSION_ENDS, value: chosen.tension_before, changed: answer("tension_before") });
  const note = el("div", { class: "rt-note" });
  fillNote(note, model.get("note"));
  showRoutine();
  const start = el("button", { type: "button", class: "rt-button rt-primary rt-start", text: "Start", onclick: actions.start });
  return {
    node: el("section", {},
      el("div", { class: "rt-head" }, el("h2", { text: "Roll, step by step" })),
      firstQuestions(model.get("questions"), actions.answer),
      note, routine.node, about, roller.node, pain.node, tension.node,
      soundOptions(model, actions.option),
      el("p", { text: model.get("stop_when") }),
      el("details", {}, el("summary", { text: "Signs that need medical help" }), helpLists(model.get("get_help"))),
      el("div", { class: "rt-actions" }, start)),
  };
}

function routineInWords(routine, chosen) {
  const steps = el("details", {}, el("summary", { text: `The ${routine.steps.length} steps` }),
    el("ol", { class: "rt-steps" }, routine.steps.map((step) => el("li", {}, el("strong", { text: step.do }), step.more ? ` ${step.more}` : ""))),
    routine.source ? el("p", { class: "rt-source", text: `Source: ${routine.source}` }) : null);
  const setup = routine.setup.map((text) => checkbox(text, chosen.setup.has(text), (on) => (on ? chosen.setup.add(text) : chosen.setup.delete(text))));
  const minutes = el("p", { class: "rt-soft", "aria-live": "polite" });
  const say = () => {
    const seconds = routine.plans[chosen.rounds].reduce((sum, one) => sum + one.seconds, 0);
    const whole = Math.max(1, Math.round(seconds / 60));
    minutes.textContent = `${asSentence(routine.about)} About ${whole} ${whole === 1 ? "minute" : "minutes"}.`.trim();
  };
  say();
  const most = Math.max(...Object.keys(routine.plans).map(Number));
  const rounds = routine.rounds
    ? stepper({ name: "rounds", label: "Rounds", low: 1, high: most, value: chosen.rounds, changed: (text) => { if (routine.plans[text]) { chosen.rounds = text; say(); } } }).node
    : null;
  return [minutes, steps, rounds, setup.length ? el("fieldset", { class: "rt-setup" }, el("legend", { class: "rt-label", text: "Ready?" }), setup) : null].filter(Boolean);
}

/** With a full stop, where the person wrote no end mark. */
const asSentence = (text) => (!text || /[.!?:;…。！？][\p{Pe}\p{Pf}"']*$/u.test(text) ? text : `${text}.`);

function checkbox(text, on, changed) {
  const box = el("input", { type: "checkbox", checked: on, onchange: () => changed(box.checked) });
  return el("label", { class: "rt-tick" }, box, el("span", { text }));
}

function soundOptions(model, option) {
  const options = model.get("options");
  const spoken = window.speechSynthesis ? checkbox("Read the steps aloud", options.speak, (on) => option("speak", on)) : null;
  return el("div", { class: "rt-ticks" }, checkbox("A soft tone at each step", options.sound, (on) => option("sound", on)), spoken);
}

/** The questions before the first roll: an offer that never blocks. */
function firstQuestions({ why, given: before, questions, do_not_roll: list, ask_first: askFirst }, answer) {
  if (!why) return null;
  const given = { ...before };
  const advice = el("p", { class: "rt-note", role: "status", text: askFirst });
  const changed = () => (advice.hidden = !(given.long_standing_pain || given.unsure || given.do_not_roll.length));
  const yes = (name) => checkbox(questions[name], given[name], (on) => { given[name] = on; changed(); });
  const listed = list.map(([key, text]) => checkbox(text, given.do_not_roll.includes(key), (on) => {
    given.do_not_roll = on ? [...given.do_not_roll, key] : given.do_not_roll.filter((one) => one !== key);
    changed();
  }));
  changed();
  return el("section", { class: "rt-tip rt-questions", "aria-label": "Questions before you roll" },
    el("p", {}, el("strong", { text: why }), " Tick what applies."),
    yes("long_standing_pain"), yes("unsure"),
    el("fieldset", { class: "rt-setup" }, el("legend", { text: questions.do_not_roll }), el("div", { class: "rt-columns" }, listed)),
    advice,
    el("div", { class: "rt-actions" }, el("button", { type: "button", class: "rt-button rt-answered", text: "Keep my answers", onclick: () => answer(given) })));
}

/** After "It hurts: stop": get help first, then what to add to the entry. */
export function stoppedScreen({ model, actions }) {
  const texts = { pain_after: "", side_effect: "" };
  const pain = oneOf({ name: "pain_after", label: "Pain right now", options: RATINGS, ends: PAIN_ENDS, changed: (value) => (texts.pain_after = value) });
  const effect = line({ name: "side_effect", label: "Anything you feel, in your words", changed: (value) => (texts.side_effect = value) });
  const title = el("h2", { text: "Stopped. Get help", tabindex: "-1" });
  return {
    focus: () => title.focus(),
    node: el("section", { class: "rt-stopped" }, title,
      el("p", { text: "You stopped because it hurt. Please read this first: get help with any of these." }),
      helpLists(model.get("get_help")),
      el("hr", { class: "rt-rule" }), pain.node, effect.node,
      el("div", { class: "rt-actions" },
        el("button", { type: "button", class: "rt-button rt-primary rt-add", text: "Add to the entry", onclick: () => actions.add(texts) }),
        el("button", { type: "button", class: "rt-button", text: "Close", onclick: actions.again }),
        el("button", { type: "button", class: "rt-link rt-take-back", text: "Pressed by mistake: take it back", onclick: actions.takeBack }))),
  };
}

/** After rolling, above the form; `saved()` says whether what was rolled is in the log. */
export function doneScreen({ saved, actions }) {
  const title = el("h2");
  const words = el("p", { role: "status", "aria-live": "polite" });
  let shown = null;
  return {
    node: el("section", {}, el("div", { class: "rt-head" }, title, el("button", { type: "button", class: "rt-button rt-again", text: "Back to the routines", onclick: actions.again })), words),
    show() {
      if (shown === saved()) return;
      shown = saved();
      title.textContent = shown ? "Saved" : "Done";
      words.textContent = shown
        ? "This session is saved. To start another one, press “Back to the routines”."
        : "How is it now? The form below is filled in with what you rolled; rate it and press Save.";
    },
  };
}
