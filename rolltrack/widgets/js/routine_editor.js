// Own routines in the settings: made and changed without writing TOML.

import { anyOf, oneOf } from "./choice.js";
import { el } from "./dom.js";
import { line } from "./field.js";
import { press, section } from "./section.js";
import { stepper } from "./stepper.js";

const BREATHING = [["", "No cue"], ["Breathe in … up|Breathe out … down", "In going up, out going down"], ["Breathe in|Breathe out", "In and out"]];
const LASTS = [["seconds", "Seconds"], ["rounds", "Rounds, at my pace"], ["repeat", "Repeat steps above"]];
const newStep = () => ({ do: "", more: "", areas: [], seconds: 30, breathing: [], pace: 4, watch: "" });
const number = (text) => (/^-?\d+$/.test(text) ? Number(text) : text);

export function routineSettings({ model, ask, values, drafts, keep }) {
  const list = el("ul", { class: "rt-list" });
  const place = el("div");
  let editor = null;
  let sent = false;
  function open(routine, replaces) {
    keep("routine", { routine, replaces });
    editor = routineEditor({
      routine, areas: model.get("areas").rolled,
      changed: (next) => keep("routine", { routine: next, replaces }),
      save: (next) => { sent = true; ask({ kind: "routine", routine: cleaned(next), replaces }); },
      close,
    });
    place.replaceChildren(editor.node);
  }
  function close() {
    keep("routine", undefined);
    editor = null;
    place.replaceChildren();
  }
  const copyOf = (routine) => { open({ ...structuredClone(routine), name: `My ${routine.name}`, source: "" }, ""); editor.focus(); };
  const fresh = () => { open({ name: "", about: "", setup: [], steps: [newStep()] }, ""); editor.focus(); };
  function show() {
    list.replaceChildren(
      ...values().routines.map((one) => el("li", {}, el("span", { text: one.name }),
        press("Change", () => { open(structuredClone(one), one.key); editor.focus(); }),
        press("Remove", () => ask({ kind: "remove routine", key: one.key })))),
      ...model.get("built_in").map((one) => el("li", {}, el("span", { text: `${one.name} (built in)` }), press("Copy and change", () => copyOf(one)))));
  }
  show();
  if (drafts.routine) open(drafts.routine.routine, drafts.routine.replaces);
  return {
    node: section("Own routines", Boolean(drafts.routine), list, el("div", { class: "rt-actions" }, press("New routine", fresh, "rt-new-routine")), place),
    show,
    showErrors: (errors) => editor?.showErrors(errors),
    focusWrong: () => editor?.focusWrong(),
    done: () => { if (sent) { sent = false; close(); } },
  };
}

/** A routine as the file takes it: without what was left empty. */
function cleaned({ key, ...routine }) {
  const full = (item) => Object.fromEntries(Object.entries(item).filter(([, value]) => value !== null && value !== "" && !(Array.isArray(value) && !value.length)));
  return { ...full(routine), steps: routine.steps.map(full) };
}

/** The form for one routine. `changed(routine)` tells every change, `save(routine)` and `close()` end it; what is wrong stands where it is. */
function routineEditor({ routine, areas, changed, save, close }) {
  const steps = el("ol", { class: "rt-step-cards" });
  const error = el("p", { class: "rt-error", role: "alert", hidden: true });
  const tell = () => { error.hidden = true; changed(routine); };
  const set = (name) => (value) => { routine[name] = value; controls[name].showError(""); tell(); };
  const name = line({ name: "routine_name", label: "Name", longest: 120, value: routine.name, changed: set("name") });
  const about = line({ name: "about", label: "What it is for", longest: 600, value: routine.about, changed: set("about") });
  const setup = line({ name: "setup", label: "Have ready (separate with ;)", value: routine.setup.join("; "), changed: (text) => set("setup")(text.split(";").map((part) => part.trim()).filter(Boolean)) });
  const controls = { name, about, setup };
  let cards = [];
  const draw = (focusOn = null) => {
    cards = routine.steps.map((step, at) => stepCard({ step, at, last: routine.steps.length - 1, areas, tell, move, remove }));
    steps.replaceChildren(...cards.map((card) => card.node));
    tell();
    if (focusOn !== null) steps.children[focusOn]?.querySelector("input")?.focus();
  };
  const move = (at, by) => { routine.steps.splice(at + by, 0, ...routine.steps.splice(at, 1)); draw(at + by); };
  const remove = (at) => { routine.steps.splice(at, 1); draw(Math.max(0, at - 1)); };
  draw();
  return {
    node: el("section", { class: "rt-editor", "aria-label": "Routine" }, name.node, about.node, setup.node, steps,
      el("button", { type: "button", class: "rt-button", text: "Add a step", onclick: () => { routine.steps.push(newStep()); draw(routine.steps.length - 1); } }),
      error,
      el("div", { class: "rt-actions" },
        el("button", { type: "button", class: "rt-button rt-primary rt-save-routine", text: "Save routine", onclick: () => save(routine) }),
        el("button", { type: "button", class: "rt-button", text: "Cancel", onclick: close }))),
    showErrors,
    focusWrong: () => [...Object.values(controls), ...cards].find((part) => part.node.matches(".rt-wrong, :has(.rt-wrong)"))?.focus(),
    focus: name.focus,
  };

  /** `errors` by place: `routines.name`, `routines.steps.0.seconds`; the sentence about a whole step begins with it. */
  function showErrors(errors) {
    const rest = [];
    [...Object.values(controls), ...cards].forEach((part) => part.showError(""));
    for (const [place, text] of Object.entries(errors).filter(([key]) => key.startsWith("routines"))) {
      const [, kind, at, control] = place.split(".");
      const number = at ?? text.match(/^Step (\d+)/)?.[1] - 1;
      if (controls[kind]) controls[kind].showError(text);
      else if (cards[number]) cards[number].showError(text, control);
      else rest.push(text);
    }
    error.textContent = rest.join(" ");
    error.hidden = !rest.length;
  }
}

/** One step. `showError(text, control)` shows it at the control, or at the times where it names none. */
function stepCard({ step, at, last, areas, tell, move, remove }) {
  const controls = {};
  const set = (name) => (value) => { step[name] = value; controls[name].showError(""); showWrong(""); tell(); };
  const what = `Step ${at + 1}`;
  let lasts = step.repeat_from ? "repeat" : step.rounds ? "rounds" : "seconds";
  const fields = el("div", { class: "rt-row" });
  const wrong = el("p", { class: "rt-error", role: "alert", hidden: true });
  const times = el("div", {}, fields, wrong);
  const showWrong = (text) => {
    wrong.textContent = text;
    wrong.hidden = !text;
    times.classList.toggle("rt-wrong", Boolean(text));
  };
  const amount = (name, label, high, first) => stepper({ name, label, low: 1, high, value: step[name] ?? "", first, changed: (text) => set(name)(number(text)) });
  const showTimes = () => {
    const shown = {
      seconds: lasts === "seconds" && amount("seconds", "Seconds", 1800, 30),
      repeat_from: lasts === "repeat" && amount("repeat_from", "From step", Math.max(1, at), 1),
      rounds: lasts !== "seconds" && amount("rounds", "Rounds", 50, 3),
    };
    for (const [name, control] of Object.entries(shown)) control ? (controls[name] = control) : delete controls[name];
    fields.replaceChildren(...Object.values(shown).filter(Boolean).map((control) => control.node));
    showWrong("");
    showPace();
  };
  // The pace turns the cues; where a step lasts in rounds, it also says how long they take.
  const showPace = () => (controls.pace.node.hidden = !step.breathing.length && lasts !== "rounds");
  const kind = oneOf({ name: "lasts", label: "Lasts", look: "rt-chips", value: lasts, options: at ? LASTS : LASTS.slice(0, 2), changed: (value) => {
    lasts = value || "seconds";
    kind.set(lasts);
    Object.assign(step, { seconds: lasts === "seconds" ? step.seconds || 30 : null, rounds: lasts === "seconds" ? null : step.rounds || 3, repeat_from: lasts === "repeat" ? step.repeat_from || 1 : null });
    showTimes();
    tell();
  } });
  const own = step.breathing.join("|");
  const cues = BREATHING.some(([key]) => key === own) ? BREATHING : [...BREATHING, [own, step.breathing.join(" / ")]];
  Object.assign(controls, {
    do: line({ name: "do", label: "What to do", longest: 120, value: step.do, changed: set("do") }),
    more: line({ name: "more", label: "In detail", longest: 600, value: step.more, changed: set("more") }),
    areas: anyOf({ name: "areas", label: "What is rolled (none: it does not count as rolling)", options: areas, value: step.areas.join("|"), changed: (value) => set("areas")(value ? value.split("|") : []) }),
    breathing: oneOf({ name: "breathing", label: "Breathing cue", look: "rt-chips", value: own, options: cues, changed: (value) => { set("breathing")(value ? value.split("|") : []); showPace(); } }),
    pace: oneOf({ name: "pace", label: "Seconds a direction", look: "rt-chips", value: String(step.pace), options: [["2", "2"], ["3", "3"], ["4", "4"]], changed: (value) => { set("pace")(Number(value) || 4); controls.pace.set(String(step.pace)); } }),
    watch: line({ name: "watch", label: "What to watch for", longest: 600, value: step.watch, changed: set("watch") }),
  });
  showTimes();
  const tools = [["Up", at > 0, () => move(at, -1)], ["Down", at < last, () => move(at, 1)], ["Remove", last > 0, () => remove(at)]];
  const node = el("li", { class: "rt-card", "aria-label": what },
    controls.do.node, controls.more.node, kind.node, times, controls.areas.node, controls.breathing.node, controls.pace.node, controls.watch.node,
    el("div", { class: "rt-actions" }, tools.filter(([, on]) => on).map(([text, , act]) => el("button", { type: "button", class: "rt-button", "aria-label": `${what}: ${text}`, text, onclick: act }))));
  return {
    node,
    showError(text, name) {
      if (!text) Object.values(controls).forEach((control) => control.showError(""));
      const control = controls[name];
      control ? control.showError(text) : showWrong(text);
    },
    focus: () => (Object.values(controls).find((control) => control.node.matches(".rt-wrong")) || controls.seconds || controls.rounds).focus(),
  };
}
