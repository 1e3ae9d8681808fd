import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { model, press, show } from "./page.js";
import { firstQuestions, routineInWords } from "../../../rolltrack/widgets/js/guided_choosing.js";
import { stoppedScreen } from "../../../rolltrack/widgets/js/guided_ending.js";
import { sessionKeys } from "../../../rolltrack/widgets/js/guided_keys.js";
import { runningScreen } from "../../../rolltrack/widgets/js/guided_running.js";
import { routineEditor } from "../../../rolltrack/widgets/js/routine_editor.js";
import { cleaned } from "../../../rolltrack/widgets/js/routine_settings.js";
import { moment } from "../../../rolltrack/widgets/js/session_clock.js";

const ends = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

/** A page with a session that listens and a place outside it; gives what was pressed. */
function listening(outside, rects = [{}]) {
  ends.splice(0).forEach((end) => end());
  const root = document.createElement("div");
  root.getClientRects = () => rects;
  document.body.innerHTML = outside;
  document.body.append(root);
  const pressed = [];
  ends.push(sessionKeys(root, (name) => pressed.push(name)));
  return pressed;
}

test("the keys of a running session work after a click outside it", () => {
  const pressed = listening("<p tabindex='0'>another cell</p>");
  const elsewhere = document.querySelector("p");
  for (const key of ["s", "P", "ArrowLeft", "ArrowRight", "Escape"]) assert.ok(!press(key, elsewhere), key);
  assert.deepEqual(pressed, ["stop", "pause", "back", "next", "stop"]);
});

test("they are left alone where something is typed or chosen with them, and in a dialog", () => {
  const fields = "<input><textarea></textarea><select></select><div class='cm-content'><b>s</b></div>";
  const pressed = listening(fields);
  for (const field of document.querySelectorAll("input, textarea, select, b")) assert.ok(press("s", field));
  assert.deepEqual(pressed, []);
  const chosen = listening("<div role='radiogroup'><button role='radio'>4</button></div>");
  assert.ok(press("ArrowRight", document.querySelector("button")));
  assert.ok(!press("s", document.querySelector("button")));
  assert.deepEqual(chosen, ["stop"]);
  const asked = listening("<div class='jp-Dialog'></div><p></p>");
  assert.ok(press("Escape", document.querySelector("p")));
  assert.deepEqual(asked, []);
});

test("other keys, keys with Control, and those of a session that is over or not on screen are not taken", () => {
  const pressed = listening("<p></p>");
  const elsewhere = document.querySelector("p");
  assert.ok(press("d", elsewhere));
  const control = new KeyboardEvent("keydown", { key: "s", ctrlKey: true, bubbles: true, cancelable: true });
  assert.ok(elsewhere.dispatchEvent(control));
  ends.splice(0).forEach((end) => end());
  assert.ok(press("s", elsewhere));
  const hidden = listening("<p></p>", []);
  assert.ok(press("s", document.querySelector("p")));
  assert.deepEqual([...pressed, ...hidden], []);
});

const STEP = { do: "Roll", more: "", watch: "", breathing: [], pace: 4, areas: [] };
const stint = (step, round = 1, rounds = 1) => ({ step, round, rounds, seconds: 30, timed: true });

test("the steps that are counted are those that are shown as bars", () => {
  const stints = [stint(1), ...[1, 2, 3].flatMap((round) => [stint(2, round, 3), stint(3, round, 3)])];
  const steps = [STEP, { ...STEP, do: "Arch" }, STEP, STEP];
  const screen = runningScreen({ routine: { name: "Mine", steps }, stints, stopWhen: "", press() {} });
  screen.show(moment(stints, [["start", 0]], 100_000));
  show(screen.node);
  const bars = screen.node.querySelectorAll(".rt-bar").length;
  assert.equal(bars, 7);
  assert.equal(screen.node.querySelector(".rt-where").textContent, "Mine · step 4 of 7 · round 2 of 3");
});

test("a step is announced as the person wrote it", () => {
  const steps = [{ ...STEP, do: "Mitte" }, { ...STEP, do: "Pause" }];
  const routine = { name: "Mine", steps };
  const screen = runningScreen({ routine, stints: [stint(1), stint(2)], stopWhen: "", press() {} });
  screen.show({ phase: "running", at: 0, used: 0, spent: [0, 0], ended: null });
  assert.equal(screen.node.querySelector(".rt-step-next").textContent, "Next: Pause");
});

/** What is on screen after a stop, and how to tap. */
function stopped() {
  const did = [];
  const actions = { again() {}, add: (texts) => did.push(texts), takeBack: () => did.push("take back") };
  const screen = stoppedScreen({ model: model({ get_help: [["An emergency", ["numbness"]]] }), actions });
  show(screen.node);
  screen.focus();
  return { node: screen.node, did, tap: (look) => screen.node.querySelector(look).click() };
}

test("a stop first asks what it was; the emergency list is not there yet", () => {
  const { node } = stopped();
  assert.equal(document.activeElement.textContent, "Stopped. What did you feel?");
  assert.doesNotMatch(node.textContent, /An emergency/);
});

test("after sharp, spreading or numb the emergency list stands first", () => {
  const { node, tap } = stopped();
  tap(".rt-sharp");
  assert.equal(document.activeElement.textContent, "Stopped. Get help");
  const order = [...node.querySelectorAll("h2, h3, .rt-field")].map((part) => part.dataset.name ?? part.textContent);
  assert.deepEqual(order, ["Stopped. Get help", "An emergency", "pain_after", "side_effect"]);
  assert.equal(node.querySelector("details"), null);
});

test("after an ordinary ache it is rated, with the list folded away", () => {
  const { node, did, tap } = stopped();
  tap(".rt-ache");
  assert.equal(node.querySelector("details").open, false);
  tap("[data-name=pain_after] [data-value='5']");
  tap(".rt-add");
  assert.deepEqual(did, [{ pain_after: "5", side_effect: "" }]);
});

test("a stop pressed by mistake is taken back at once or later", () => {
  const { did, tap } = stopped();
  tap(".rt-take-back");
  tap(".rt-sharp");
  tap(".rt-take-back");
  assert.deepEqual(did, ["take back", "take back"]);
});

test("questions asked again are kept as they were but for what was changed", () => {
  const kept = [];
  const node = firstQuestions({
    why: "Once more:", ask_first: "Ask a doctor",
    questions: { long_standing_pain: "Long?", unsure: "Unsure?", do_not_roll: "Any of these?" },
    do_not_roll: [["pregnancy", "Pregnancy"], ["osteoporosis", "Osteoporosis"]],
    given: { long_standing_pain: true, unsure: false, do_not_roll: ["pregnancy"] },
  }, (given) => kept.push(given));
  show(node);
  assert.equal([...node.querySelectorAll("input")].filter((box) => box.checked).length, 2);
  assert.equal(node.querySelector(".rt-note").hidden, false);
  [...node.querySelectorAll("input")].at(-1).click();
  node.querySelector(".rt-answered").click();
  assert.deepEqual(kept, [{ long_standing_pain: true, unsure: false, do_not_roll: ["pregnancy", "osteoporosis"] }]);
});

test("what a routine is for is a sentence, and one minute is one", () => {
  const plans = { 1: [{ seconds: 40 }], 2: [{ seconds: 120 }] };
  const words = (about, rounds) =>
    routineInWords({ about, steps: [], setup: [], plans, rounds: "" }, { rounds, setup: new Set() })[0].textContent;
  assert.equal(words("Für steife Morgen", "1"), "Für steife Morgen. About 1 minute.");
  assert.equal(words("Hilft das?", "2"), "Hilft das? About 2 minutes.");
  assert.equal(words("(kurz.)", "1"), "(kurz.) About 1 minute.");
  assert.equal(words("", "2"), "About 2 minutes.");
});

test("a routine goes to the file without what was left empty, but with a nought", () => {
  const step = { do: "Roll", more: "", areas: [], seconds: 0, rounds: null, breathing: [], pace: 4, watch: "" };
  assert.deepEqual(cleaned({ key: "mine", name: "Mine", about: "", source: "", setup: [], steps: [step] }), {
    name: "Mine", steps: [{ do: "Roll", seconds: 0, pace: 4 }],
  });
});

test("the pace is asked only where it says something", () => {
  const routine = { key: "", name: "", about: "", setup: [], steps: [{ ...STEP, seconds: 30 }] };
  const { node } = routineEditor({ routine, areas: [], labels: {}, changed() {}, save() {}, close() {} });
  const pace = () => !node.querySelector("[data-name=pace]").hidden;
  const choose = (name, key) => node.querySelector(`[data-name=${name}] [data-value="${key}"]`).click();
  assert.ok(!pace());
  choose("breathing", "Breathe in|Breathe out");
  assert.ok(pace());
  choose("breathing", "");
  assert.ok(!pace());
  choose("lasts", "rounds");
  assert.ok(pace());
});
