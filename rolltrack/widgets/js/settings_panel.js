// The settings: a form for the simple ones, and a short list with its own buttons for each other kind.

import { asking } from "./asking.js";
import { bodyMap } from "./body_map_svg.js";
import { oneOf } from "./choice.js";
import { el } from "./dom.js";
import { field, line } from "./field.js";
import { keptAt } from "./kept.js";
import { keepKeys } from "./keys.js";
import { helpLists } from "./notes.js";
import { routineSettings } from "./routine_editor.js";
import { press, section } from "./section.js";
import { stepper } from "./stepper.js";

const DENSITIES = [["soft", "Soft"], ["medium", "Medium"], ["firm", "Firm"]];
const SIMPLE = ["goal", "activity", "hurts", "flexibility_test", "weekly_aim_minutes", "day_starts_at", "worthwhile_change"];

function render({ model, el: root }) {
  root.classList.add("rt", "rt-settings");
  const kept = keptAt(model.get("kept_as"));
  const drafts = kept.read() || {};
  const keep = (name, value) => {
    if (value === undefined) delete drafts[name];
    else drafts[name] = value;
    kept.write(drafts);
  };
  const values = () => model.get("values");
  const problems = el("div", { class: "rt-note", role: "status" });
  const newLine = () => el("p", { class: "rt-status rt-said", role: "status", "aria-live": "polite", tabindex: "-1" });
  const undo = el("button", { type: "button", class: "rt-link rt-undo", text: "Undo", hidden: true, onclick: () => ask({ kind: "undo" }) });
  const above = newLine();
  let said = above; // the line of the section whose button was pressed
  let pressed = null;
  const asked = asking(model, (text) => (said.textContent = text));
  const ask = (message) => {
    said.textContent = "";
    said = [...lines].find(([node]) => node.contains(pressed))?.[1] || above;
    asked.ask(message);
  };
  const shared = { model, ask, drafts, keep, values };
  const parts = [questionSettings(shared), simpleSettings(shared), testSettings(shared), rollerSettings(shared), pauseSettings(shared), routineSettings(shared)];
  root.append(el("div", { class: "rt-head" }, el("h2", { text: "Settings" })), problems, above, ...parts.map((part) => part.node),
    el("p", { class: "rt-soft", text: "A notebook that is open takes a new setting up when you run it again." }));
  const lines = new Map(parts.map((part) => [part.node, newLine()]));
  lines.forEach((line, node) => node.append(line));
  root.addEventListener("keydown", (event) => (pressed = event.target), true);
  root.addEventListener("click", (event) => {
    pressed = event.target;
    if (!pressed.closest("button")) return;
    said.textContent = "";
    if (pressed !== undo) undo.hidden = true;
  }, true);
  // What was wrong is no longer said once it is being mended.
  root.addEventListener("input", () => { if (!model.get("status").done) said.textContent = ""; });
  keepKeys(root);

  function showProblems() {
    const texts = model.get("problems");
    problems.hidden = !texts.length;
    problems.replaceChildren(
      el("p", { text: texts.length ? "Some lines of rolltrack.toml could not be used. They stay in the file; defaults are used meanwhile. Mend them in a text editor, or set them here." : "" }),
      el("ul", {}, texts.map((text) => el("li", { text }))),
      model.get("unreadable") ? el("button", { type: "button", class: "rt-button rt-afresh", text: "Start with a fresh file, keep the old one", onclick: () => ask({ kind: "afresh" }) }) : "");
  }
  const follow = {
    "change:values": () => parts.forEach((part) => part.show()),
    "change:tests": () => parts.forEach((part) => part.show()),
    "change:problems": showProblems,
    "change:errors": () => parts.forEach((part) => part.showErrors?.(model.get("errors"))),
    "change:status": () => {
      const { text, done, undo: canUndo } = model.get("status");
      asked.answered();
      said.textContent = text;
      said.after(undo);
      undo.hidden = !canUndo;
      if (done) parts.forEach((part) => part.done?.());
      else parts.forEach((part) => part.focusWrong?.());
      const gone = pressed && !pressed.getClientRects().length;
      if (gone && [document.body, pressed].includes(document.activeElement)) said.focus();
    },
  };
  Object.entries(follow).forEach(([name, act]) => model.on(name, act));
  showProblems();
  return () => {
    asked.answered();
    Object.entries(follow).forEach(([name, act]) => model.off(name, act));
  };
}

const shownAs = (value) => (Array.isArray(value) ? value.join("|") : value === null || value === undefined ? "" : String(value));

function simpleSettings({ model, ask, drafts, keep, values }) {
  const now = () => Object.fromEntries(SIMPLE.map((name) => [name, shownAs(values()[name])]));
  let typed = drafts.simple || {};
  const at = (name) => typed[name] ?? now()[name];
  const changed = (name) => (value) => { typed = { ...typed, [name]: value }; keep("simple", typed); controls[name].showError(""); };
  const item = (make, name, more) => make({ name, value: at(name), changed: changed(name), ...more });
  const time = el("input", { class: "rt-text rt-time", type: "time", value: at("day_starts_at"), oninput: () => changed("day_starts_at")(time.value) });
  const controls = {
    goal: item(line, "goal", { label: "Your goal, in your words", help: "What would you like to do again?", longest: 500 }),
    activity: item(line, "activity", { label: "The activity you rate", help: "One thing your back makes hard, such as tying shoes.", longest: 500 }),
    hurts: item(bodyMap, "hurts", { label: "Where does it hurt?", options: model.get("areas").pain }),
    weekly_aim_minutes: item(stepper, "weekly_aim_minutes", { label: "Weekly aim", help: "Leave it empty for none.", unit: "min", low: 0, high: 1260, first: 30 }),
    worthwhile_change: item(stepper, "worthwhile_change", { label: "A change of pain that would be worth it to you", unit: "points of 10", low: 1, high: 10 }),
    day_starts_at: { ...field({ name: "day_starts_at", label: "Your day starts at", help: "What you log before counts for the day before.", control: time, role: null }), set: (text) => (time.value = text) },
  };
  let sent = {};
  const save = press("Save", () => { sent = { ...typed }; ask({ kind: "save", values: { ...now(), ...sent } }); }, "rt-primary rt-save");
  const show = () => Object.entries(controls).forEach(([name, control]) => control.set(at(name)));
  return {
    node: el("section", {}, controls.goal.node, controls.activity.node, controls.hurts.node,
      el("div", { class: "rt-row" }, controls.weekly_aim_minutes.node, controls.worthwhile_change.node), controls.day_starts_at.node,
      el("div", { class: "rt-actions" }, save)),
    show,
    showErrors: (errors) => Object.entries(controls).forEach(([name, control]) => control.showError(errors[name])),
    done() {
      const open = Object.entries(typed).filter(([name, value]) => value !== now()[name] && value !== sent[name]);
      typed = Object.fromEntries(open);
      sent = {};
      keep("simple", open.length ? typed : undefined);
      show();
    },
  };
}

function testSettings({ model, ask, values, drafts, keep }) {
  const tests = () => model.get("tests");
  const how = el("div");
  const choice = oneOf({ name: "flexibility_test", label: "Which test", look: "rt-chips", value: shownAs(values().flexibility_test), options: tests().map((test) => [test.key, test.label]), changed: (key) => { ask({ kind: "save", values: { flexibility_test: key } }); show(key); } });
  const three = drafts.tries || ["", "", ""];
  const inputs = three.map((text, at) => el("input", { class: "rt-number", inputmode: "numeric", "aria-label": `Try ${at + 1}`, value: text, oninput: () => { three[at] = inputs[at].value; keep("tries", three); middle(); } }));
  const row = el("div", { class: "rt-stepper" }, inputs, el("span", { class: "rt-unit" }));
  const tries = field({ name: "tries", label: "Three tries, before rolling", control: row });
  const kept = el("p", { class: "rt-soft", "aria-live": "polite" });
  const save = press("Log the middle one", () => ask({ kind: "tries", test: choice.get(), values: three }), "rt-keep-tries");
  function middle() {
    const numbers = three.map((text) => text.trim()).filter((text) => /^-?\d+$/.test(text)).map(Number).sort((a, b) => a - b);
    kept.textContent = numbers.length === 3 ? `The middle one: ${numbers[1]}` : "";
  }
  function show(key = shownAs(values().flexibility_test)) {
    choice.set(key);
    const test = tests().find((one) => one.key === key);
    tries.node.hidden = save.hidden = kept.hidden = !test;
    if (!test) return how.replaceChildren(el("p", { class: "rt-soft", text: "Choose one and stay with it, to compare like with like." }));
    row.querySelector(".rt-unit").textContent = test.unit;
    how.replaceChildren(
      el("p", { class: "rt-tip", text: `${test.how} Same time of day, before rolling, three tries; the middle one counts.` }),
      el("p", { text: test.noise ? `A change below ${test.noise} ${test.unit} can be measurement error, even with trained testers.` : "No published measurement error was found for this test." }),
      test.source ? el("p", { class: "rt-source", text: `Source: ${test.source}` }) : "",
      el("p", { class: "rt-own-error", text: test.error }), el("p", { class: "rt-source", text: `Source: ${test.error_source}` }));
    middle();
  }
  show();
  const clear = (errors) => tries.showError(errors.tries);
  return {
    node: section("Flexibility test", false, choice.node, how, tries.node, kept, el("div", { class: "rt-actions" }, save)),
    show: () => show(),
    showErrors: clear,
    done() {
      if (!model.get("status").text.includes("the middle of three")) return;
      inputs.forEach((input, at) => (input.value = three[at] = ""));
      keep("tries", undefined);
      middle();
    },
  };
}

function rollerSettings({ model, ask, values }) {
  const list = el("ul", { class: "rt-list" });
  const roller = { name: "", density: "", length_cm: "", diameter_cm: "", material: "" };
  const set = (name) => (value) => {
    roller[name] = /^\d+$/.test(value) && name.endsWith("_cm") ? Number(value) : value;
    controls[name].showError("");
  };
  const controls = {
    name: line({ name: "roller_name", label: "Name", longest: 80, changed: set("name") }),
    density: oneOf({ name: "density", label: "Density", look: "rt-chips", options: DENSITIES, changed: set("density") }),
    length_cm: stepper({ name: "length_cm", label: "Length", unit: "cm", low: 1, high: 200, first: 45, changed: set("length_cm") }),
    diameter_cm: stepper({ name: "diameter_cm", label: "Diameter", unit: "cm", low: 1, high: 60, first: 15, changed: set("diameter_cm") }),
    material: line({ name: "material", label: "Material", longest: 500, changed: set("material") }),
  };
  const add = press("Add roller", () => { sent = true; ask({ kind: "add roller", roller }); }, "rt-add-roller");
  let sent = false;
  const words = (one) => [one.name, one.density, one.length_cm ? `${one.length_cm} cm long` : "", one.diameter_cm ? `${one.diameter_cm} cm thick` : "", one.material].filter(Boolean).join(", ");
  function show() {
    list.replaceChildren(...values().rollers.map((one) => el("li", {}, el("span", { text: words(one) }), press("Remove", () => ask({ kind: "remove roller", name: one.name })))));
  }
  show();
  return {
    node: section("Rollers", false, list, el("div", { class: "rt-row" }, Object.values(controls).map((control) => control.node)), el("div", { class: "rt-actions" }, add)),
    show,
    showErrors: (errors) => Object.entries(controls).forEach(([name, control]) => control.showError(errors[`rollers.${name}`])),
    focusWrong: () => Object.values(controls).find((control) => control.node.classList.contains("rt-wrong"))?.focus(),
    done() {
      if (!sent) return;
      sent = false;
      Object.keys(roller).forEach((name) => { roller[name] = ""; controls[name].set(""); });
    },
  };
}

function pauseSettings({ model, ask, values }) {
  const list = el("ul", { class: "rt-list" });
  const now = el("div", { class: "rt-actions" });
  const [first, last] = ["First day", "Last day"].map((label) => el("input", { class: "rt-text rt-time", type: "date", "aria-label": label, oninput: () => showErrors({}) }));
  const error = el("p", { class: "rt-error", role: "alert", hidden: true });
  const send = (from, to) => ask({ kind: "pause", first: from, last: to });
  const showErrors = (errors) => {
    error.textContent = errors.pauses || errors["pauses.first"] || errors["pauses.last"] || "";
    error.hidden = !error.textContent;
  };
  function add() {
    if (first.value && !last.validity.badInput) {
      showErrors({});
      return send(first.value, last.value);
    }
    showErrors({ pauses: first.value ? "The last day is not complete yet." : "The first day is missing. The last day may stay empty." });
    (first.value ? last : first).focus();
  }
  function show() {
    const paused = values().paused;
    now.replaceChildren(paused ? press("I am back", () => ask({ kind: "come back" }), "rt-primary rt-come-back") : press("Pause from today", () => send("", ""), "rt-pause"));
    list.replaceChildren(...values().pauses.map((one) => el("li", {}, el("span", { text: `${one.first} to ${one.last || "when you come back"}` }), press("Remove", () => ask({ kind: "remove pause", first: one.first })))));
  }
  show();
  return {
    node: section("Pause", false, el("p", { text: "A holiday, an illness, or enough for now: nothing is lost, nothing nags." }), now, list,
      el("div", { class: "rt-stepper rt-dates" }, el("label", {}, "First day ", first), el("label", {}, "Last day ", last), press("Add a pause", add)), error),
    show,
    showErrors,
  };
}

function questionSettings({ model, ask, values }) {
  const { questions, do_not_roll: list, ask_first: askFirst, get_help: getHelp } = model.get("questions");
  const advice = el("p", { class: "rt-note", text: askFirst });
  const box = (text) => {
    const input = el("input", { type: "checkbox", onchange: warn });
    return { input, node: el("label", { class: "rt-tick" }, input, el("span", { text })) };
  };
  const long = box(questions.long_standing_pain);
  const unsure = box(questions.unsure);
  const listed = list.map(([key, text]) => ({ key, ...box(text) }));
  function warn() {
    advice.hidden = ![long, unsure, ...listed].some((one) => one.input.checked);
  }
  function show() {
    const safety = values().safety || {};
    long.input.checked = Boolean(safety.long_standing_pain);
    unsure.input.checked = Boolean(safety.unsure);
    listed.forEach((one) => (one.input.checked = (safety.do_not_roll || []).includes(one.key)));
    warn();
  }
  show();
  const send = () => ask({ kind: "questions", answers: { long_standing_pain: long.input.checked, unsure: unsure.input.checked, do_not_roll: listed.filter((one) => one.input.checked).map((one) => one.key) } });
  return {
    node: section("Before you roll", !values().safety, long.node, unsure.node, el("p", { class: "rt-label", text: questions.do_not_roll }), el("div", { class: "rt-columns" }, listed.map((one) => one.node)), advice,
      el("details", { class: "rt-get-help" }, el("summary", { text: "When to get help" }), helpLists(getHelp)),
      el("div", { class: "rt-actions" }, press("Keep my answers", send, "rt-answered"))),
    show,
  };
}

export default { render };
