// The running session: large words, the time left, what comes next, and a way out at any moment.

import { button, el, svg } from "./dom.js";
import { say } from "./language.js";
import { two } from "./stamp.js";

const clockWords = (/** @type {number} */ ms) => `${Math.floor(ms / 60000)}:${two(Math.floor(ms / 1000) % 60)}`;
const sum = (/** @type {number[]} */ numbers) => numbers.reduce((total, one) => total + one, 0);

/**
 * `press(name)` is called for every button.
 * @param {{ routine: Pick<Guided, "name" | "steps">, stints: Stint[], stopWhen: string,
 *   press: (name: Press) => void }} asked
 */
export function runningScreen({ routine, stints, stopWhen, press }) {
  const where = el("span", { class: "rt-where" });
  const sofar = el("span", { class: "rt-sofar" });
  const fills = stints.map(() => el("span", { class: "rt-bar-fill" }));
  const bars = stints.map((stint, at) =>
    el("span", { class: "rt-bar", style: `flex-grow: ${stint.seconds}` }, fills[at]));
  const title = el("h2", { class: "rt-step-words", "aria-live": "polite" });
  const more = el("p", { class: "rt-step-more" });
  const watch = el("p", { class: "rt-step-watch" });
  const next = el("p", { class: "rt-soft rt-step-next" });
  const left = el("span", { class: "rt-left", role: "timer", "aria-live": "off" });
  const leftWords = el("span", { class: "rt-left-words" });
  const ring = ringPicture();
  const breath = breathing();
  const pause = keyButton(say("Pause"), "P", () => press(paused ? "resume" : "pause"));
  const back = keyButton(say("Back"), "←", () => press("back"));
  const skip = keyButton(say("Skip"), "→", () => press("next"));
  const finish = button(say("Finish here"), () => press("finish"), "rt-link rt-finish");
  const stop = button("", () => press("stop"), "rt-button rt-danger rt-stop", { "aria-keyshortcuts": "Escape S" });
  stop.append(say("It hurts: stop"), el("kbd", { text: say("Esc or S") }));

  const label = say("{routine}, running", { routine: routine.name });
  const node = el("section", { class: "rt-running", "aria-label": label, tabindex: "-1" },
    el("div", { class: "rt-top" }, where, sofar),
    el("div", { class: "rt-bars", "aria-hidden": "true" }, bars),
    el("div", { class: "rt-now" },
      el("div", {}, title, more, watch, next, breath.node),
      el("div", { class: "rt-side" },
        el("div", { class: "rt-ring" }, ring.picture, el("div", { class: "rt-ring-words" }, left, leftWords)), stop)),
    el("p", { class: "rt-stop-when", text: stopWhen }),
    el("div", { class: "rt-controls" }, pause.node, back.node, skip.node, finish));

  let paused = false;
  let shown = -1;
  /** @param {Moment} here */
  function show(here) {
    const stint = stints[here.at];
    const step = routine.steps[stint.step - 1];
    paused = here.phase === "paused";
    if (shown !== here.at) showStep(here.at, stint, step);
    shown = here.at;
    const total = Math.max(1, Math.round(sum(stints.map((one) => one.seconds)) / 60));
    sofar.textContent = say("{time} of about {total} min", { time: clockWords(sum(here.spent)), total });
    fills.forEach((fill, at) => {
      const share = at < here.at ? 1 : at > here.at ? 0 : Math.min(1, here.used / (stints[at].seconds * 1000));
      fill.style.width = `${share * 100}%`;
    });
    showTime(here, stint, step);
    breath.show(step, here.used);
    pause.name(paused ? say("Go on") : say("Pause"));
    pause.node.classList.toggle("rt-primary", paused);
    node.classList.toggle("rt-paused", paused);
  }
  /** @param {number} at @param {Stint} stint @param {Step} step */
  function showStep(at, stint, step) {
    const after = stints[at + 1];
    const parts = [routine.name, say("step {number} of {all}", { number: at + 1, all: stints.length })];
    if (stint.rounds > 1) parts.push(say("round {number} of {all}", { number: stint.round, all: stint.rounds }));
    where.textContent = parts.join(" · ");
    title.textContent = step.do;
    more.textContent = step.more;
    watch.textContent = step.watch;
    watch.hidden = !step.watch;
    next.textContent = after
      ? say("Next: {step}", { step: routine.steps[after.step - 1].do })
      : say("This is the last part.");
    skip.name(stint.timed ? say("Skip") : say("Next"));
  }
  /** @param {Moment} here @param {Stint} stint @param {Step} step */
  function showTime(here, { seconds, timed }, step) {
    const whole = seconds * 1000;
    const rest = Math.max(0, whole - here.used);
    left.textContent = timed ? clockWords(Math.ceil(rest / 1000) * 1000) : `${step.rounds}×`;
    const running = timed ? say("left in this step") : say("at your own pace, then Next");
    leftWords.textContent = paused ? say("paused") : running;
    ring.fill(timed ? 1 - rest / whole : Math.min(1, here.used / whole));
  }
  return { node, show, focus: () => node.focus({ preventScroll: true }) };
}

/** Two cues that take turns, with a ball that grows and shrinks. */
function breathing() {
  const ball = el("span", { class: "rt-ball", "aria-hidden": "true" });
  const cue = el("span", { class: "rt-cue" });
  const node = el("div", { class: "rt-breath" }, ball, cue);
  return {
    node,
    /** @param {Step} step @param {number} used milliseconds of the step */
    show(step, used) {
      node.classList.toggle("rt-no-cue", !step.breathing.length);
      if (!step.breathing.length) return;
      const turn = Math.floor(used / (step.pace * 1000)) % 2;
      const share = (used % (step.pace * 1000)) / (step.pace * 1000);
      cue.textContent = step.breathing[turn];
      ball.style.transform = `scale(${turn ? 1 - 0.4 * share : 0.6 + 0.4 * share})`;
    },
  };
}

/** @param {string} text @param {string} key @param {() => void} act */
function keyButton(text, key, act) {
  const words = el("span", { text });
  const node = button("", act, "rt-button", { "aria-keyshortcuts": key });
  node.append(words, el("kbd", { "aria-hidden": "true", text: key }));
  return { node, name: (/** @type {string} */ other) => (words.textContent = other) };
}

function ringPicture() {
  const around = 2 * Math.PI * 46;
  const circle = { cx: 50, cy: 50, r: 46, fill: "none" };
  const track = svg("circle", { ...circle, class: "rt-track" });
  const done = svg("circle", {
    ...circle, class: "rt-done", transform: "rotate(-90 50 50)", "stroke-dasharray": around,
  });
  return {
    picture: svg("svg", { viewBox: "0 0 100 100", "aria-hidden": "true" }, track, done),
    /** @param {number} share */
    fill: (share) => done.setAttribute("stroke-dashoffset", String(around * (1 - share))),
  };
}
