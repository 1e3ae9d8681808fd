// The running session: large words, the time left, what comes next, and a way out at any moment.

import { two } from "./dates.js";
import { el } from "./dom.js";

const RING = 2 * Math.PI * 46;
const clockWords = (ms) => `${Math.floor(ms / 60000)}:${two(Math.floor(ms / 1000) % 60)}`;

/** `session` and `routine` as Python gives them; `press(name)` is called for every button and key. */
export function runningScreen({ routine, stints, stopWhen, press }) {
  const where = el("span", { class: "rt-where" });
  const sofar = el("span", { class: "rt-sofar" });
  const bars = stints.map((stint) => el("span", { class: "rt-bar", style: `flex-grow: ${stint.seconds}` }, el("span", { class: "rt-bar-fill" })));
  const title = el("h2", { class: "rt-step-words", "aria-live": "polite" });
  const more = el("p", { class: "rt-step-more" });
  const watch = el("p", { class: "rt-step-watch" });
  const next = el("p", { class: "rt-soft rt-step-next" });
  const left = el("span", { class: "rt-left", role: "timer", "aria-live": "off" });
  const leftWords = el("span", { class: "rt-left-words" });
  const ring = ringPicture();
  const ball = el("span", { class: "rt-ball", "aria-hidden": "true" });
  const cue = el("span", { class: "rt-cue" });
  const breath = el("div", { class: "rt-breath" }, ball, cue);
  const pause = button("Pause", "P", () => press(pause.dataset.press));
  const back = button("Back", "←", () => press("back"));
  const skip = button("Skip", "→", () => press("next"));
  const finish = el("button", { type: "button", class: "rt-link rt-finish", text: "Finish here", onclick: () => press("finish") });
  const stop = el("button", { type: "button", class: "rt-button rt-danger rt-stop", "aria-keyshortcuts": "Escape S", onclick: () => press("stop") },
    "It hurts: stop", el("kbd", { text: "Esc or S" }));

  const node = el("section", { class: "rt-running", "aria-label": `${routine.name}, running`, tabindex: "-1" },
    el("div", { class: "rt-top" }, where, sofar),
    el("div", { class: "rt-bars", "aria-hidden": "true" }, bars),
    el("div", { class: "rt-now" },
      el("div", {}, title, more, watch, next),
      el("div", { class: "rt-side" }, el("div", { class: "rt-ring" }, ring.picture, el("div", { class: "rt-ring-words" }, left, leftWords)), stop)),
    breath,
    el("p", { class: "rt-soft rt-stop-when", text: stopWhen }),
    el("div", { class: "rt-controls" }, pause, back, skip, finish));

  let shown = -1;
  function show(here) {
    const stint = stints[here.at];
    const step = routine.steps[stint.step - 1];
    const total = stints.reduce((sum, one) => sum + one.seconds, 0);
    const spent = here.spent.reduce((sum, one) => sum + one, 0);
    where.textContent = [routine.name, `step ${stint.step} of ${routine.steps.length}`, stint.rounds > 1 ? `round ${stint.round} of ${stint.rounds}` : ""].filter(Boolean).join(" · ");
    sofar.textContent = `${clockWords(spent)} of about ${Math.max(1, Math.round(total / 60))} min`;
    bars.forEach((bar, at) => {
      const share = at < here.at ? 1 : at > here.at ? 0 : Math.min(1, here.used / (stints[at].seconds * 1000));
      bar.firstChild.style.width = `${share * 100}%`;
    });
    if (shown !== here.at) {
      shown = here.at;
      const after = stints[here.at + 1];
      title.textContent = step.do;
      more.textContent = step.more;
      watch.textContent = step.watch;
      watch.hidden = !step.watch;
      next.textContent = after ? `Next: ${routine.steps[after.step - 1].do}` : "This is the last part.";
      skip.firstChild.textContent = stint.timed ? "Skip" : "Next";
    }
    showTime(here, stint, step);
    const paused = here.phase === "paused";
    pause.dataset.press = paused ? "resume" : "pause";
    pause.firstChild.textContent = paused ? "Go on" : "Pause";
    pause.classList.toggle("rt-primary", paused);
    node.classList.toggle("rt-paused", paused);
  }
  function showTime(here, stint, step) {
    const whole = stint.seconds * 1000;
    const rest = Math.max(0, whole - here.used);
    left.textContent = stint.timed ? clockWords(Math.ceil(rest / 1000) * 1000) : `${step.rounds}×`;
    leftWords.textContent = here.phase === "paused" ? "paused" : stint.timed ? "left in this step" : "at your own pace, then Next";
    ring.fill(stint.timed ? 1 - rest / whole : Math.min(1, here.used / whole));
    breath.classList.toggle("rt-no-cue", !step.breathing.length);
    if (!step.breathing.length) return;
    const direction = step.pace * 1000;
    const turn = Math.floor(here.used / direction) % 2;
    const share = (here.used % direction) / direction;
    cue.textContent = step.breathing[turn];
    ball.style.transform = `scale(${turn ? 1 - 0.4 * share : 0.6 + 0.4 * share})`;
  }
  return { node, show, stop, focus: () => node.focus({ preventScroll: true }) };
}

function button(text, key, onclick) {
  return el("button", { type: "button", class: "rt-button", "aria-keyshortcuts": key, onclick }, el("span", { text }), el("kbd", { "aria-hidden": "true", text: key }));
}

function ringPicture() {
  const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  picture.setAttribute("viewBox", "0 0 100 100");
  picture.setAttribute("aria-hidden", "true");
  const [track, done] = ["rt-track", "rt-done"].map((name) => {
    const circle = document.createElementNS("http://www.w3.org/2000/svg", "circle");
    for (const [key, value] of Object.entries({ cx: 50, cy: 50, r: 46, fill: "none", class: name })) circle.setAttribute(key, value);
    return circle;
  });
  done.setAttribute("transform", "rotate(-90 50 50)");
  done.setAttribute("stroke-dasharray", RING);
  picture.append(track, done);
  return { picture, fill: (share) => done.setAttribute("stroke-dashoffset", RING * (1 - share)) };
}

/**
 * Keys of a running session. Escape works wherever the cursor is, unless something is being typed
 * or a dialog is open; the other keys only inside the widget. Gives a function that ends this.
 */
export function sessionKeys(root, press) {
  const names = { Escape: "stop", s: "stop", p: "pause", ArrowLeft: "back", ArrowRight: "next" };
  const onKey = (event) => {
    const name = names[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!name || event.ctrlKey || event.metaKey || event.altKey || event.repeat || !root.isConnected) return;
    const inside = root.contains(event.target);
    const typing = event.target.closest?.("input, textarea, select, [contenteditable=true], .cm-content");
    const elsewhere = document.querySelector(".jp-Dialog, .lm-Menu, .jp-mod-searchable dialog[open]");
    if ((!inside && (event.key !== "Escape" || typing || elsewhere)) || (inside && typing)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    press(name);
  };
  window.addEventListener("keydown", onKey, true);
  return () => window.removeEventListener("keydown", onKey, true);
}

/** Keep the screen on while the session runs, where the browser can. Gives a function that ends this. */
export function keepAwake() {
  let lock = null;
  let ended = false;
  const ask = async () => {
    if (ended || document.hidden) return;
    try { lock = await navigator.wakeLock?.request("screen"); } catch { lock = null; }
    if (ended) lock?.release();
  };
  ask();
  document.addEventListener("visibilitychange", ask);
  return () => {
    ended = true;
    document.removeEventListener("visibilitychange", ask);
    lock?.release();
  };
}
