// Guided session: choose and rate, roll, stop at any moment. Every press goes to Python with the whole session.

import { asking } from "./asking.js";
import { stamp } from "./dates.js";
import { el } from "./dom.js";
import { newEntryId } from "./entry_id.js";
import { keepAwake, runningScreen, sessionKeys } from "./guided_running.js";
import { choosingScreen, doneScreen, stoppedScreen } from "./guided_screens.js";
import { allowSound, softTone, speak } from "./guided_sound.js";
import { keptAt } from "./kept.js";
import { keepKeys } from "./keys.js";
import { moment } from "./session_clock.js";

const NO_ANSWER_AFTER = 5000;
const STALE = 12 * 3600 * 1000;

function render({ model, el: root }) {
  root.classList.add("rt", "rt-guided");
  const kept = keptAt(model.get("kept_as"));
  const chosen = { roller: "", routine: "", pain_before: "", tension_before: "", rounds: "", setup: new Set() };
  let session = model.get("session");
  let here = null;
  let screen = null;
  let told = "";
  let leave = () => {};
  let waiting = null;

  const stage = el("div");
  const status = el("p", { class: "rt-status", role: "status", "aria-live": "polite" });
  root.append(stage, status);
  keepKeys(root);

  const routineOf = (one) => model.get("routines").find((routine) => routine.key === one.routine);
  const stintsOf = (one) => routineOf(one)?.plans[String(one.rounds || "")];
  const phaseOf = (one) => (one.id && stintsOf(one) ? moment(stintsOf(one), one.events, Date.now()) : null);

  function send() {
    kept.write(session);
    clearTimeout(waiting);
    waiting = setTimeout(() => say("No answer from the notebook. This session is kept in the browser, not yet in your log. Choose Kernel, then Restart Kernel and Run All Cells: it comes back here."), NO_ANSWER_AFTER);
    model.send({ kind: "session", session, now: Date.now() });
  }
  function press(name) {
    const now = phaseOf(session);
    if (!now || (now.phase !== "running" && now.phase !== "paused")) return;
    const wanted = name === "pause" && now.phase === "paused" ? "resume" : name;
    session = { ...session, events: [...session.events, [wanted, Date.now()]] };
    send();
    tick();
  }
  function start() {
    const options = model.get("options");
    if (options.sound || options.speak) allowSound();
    const { setup, ...answers } = chosen;
    const rounds = Number(answers.rounds) || null;
    session = { ...answers, rounds, id: newEntryId(), start: stamp(new Date()), events: [["start", Date.now()]] };
    Object.assign(chosen, { pain_before: "", tension_before: "" });
    chosen.setup.clear();
    send();
    tick();
  }
  const actions = {
    start,
    again: () => ask({ kind: "close" }),
    add: (texts) => ask({ kind: "add", texts }),
    takeBack: () => ask({ kind: "take back" }),
    answer: (answers) => ask({ kind: "questions", answers }),
    option: (name, value) => {
      model.set("options", { ...model.get("options"), [name]: value });
      allowSound();
      model.send({ kind: "options", ...model.get("options") });
    },
  };

  /** Show where the session is now. Called by the clock, by every press, and when Python changed something. */
  function tick() {
    here = phaseOf(session);
    const phase = here ? (here.phase === "paused" ? "running" : here.phase) : "choosing";
    if (screen?.phase !== phase || screen?.id !== session.id) {
      leave();
      leave = () => {};
      const pressed = Boolean(screen?.phase);
      screen = { phase, id: session.id, ...screens[phase]() };
      stage.replaceChildren(screen.node);
      screen.focus?.();
      if (pressed) root.scrollIntoView({ block: "start" });
    }
    screen.show?.(here);
    if (phase === "done" && told !== session.id) {
      told = session.id;
      send();
    }
    announce();
  }
  let lastStep = "";
  function announce() {
    const step = here?.phase === "running" ? `${session.id} ${here.at}` : lastStep;
    if (step === lastStep) return;
    lastStep = step;
    const { sound, speak: aloud } = model.get("options");
    if (sound) softTone();
    if (aloud) speak(routineOf(session).steps[stintsOf(session)[here.at].step - 1].do);
  }
  const screens = {
    choosing: () => choosingScreen({ model, chosen, actions }),
    running: () => {
      const ends = [sessionKeys(root, press), keepAwake()];
      leave = () => ends.forEach((end) => end());
      return runningScreen({ routine: routineOf(session), stints: stintsOf(session), stopWhen: model.get("stop_when"), press });
    },
    stopped: () => stoppedScreen({ model, actions }),
    done: () => doneScreen({ actions, saved: () => model.get("over") === session.id }),
  };
  function say(text) {
    status.textContent = text;
  }
  const { ask, answered } = asking(model, say);
  const follow = {
    "change:session": () => {
      answered();
      clearTimeout(waiting);
      const now = model.get("session");
      if (now.id && now.id === session.id && now.events.length < session.events.length) return;
      session = now;
      tick();
    },
    "change:status": () => { answered(); clearTimeout(waiting); say(model.get("status").text); screen.said?.(model.get("status")); },
    "change:over": () => {
      if (!model.get("over") && session.id) kept.write(session); // its entry was taken back
      else if (kept.read()?.id === model.get("over")) kept.forget();
    },
  };
  for (const name of ["routines", "rollers", "carried", "questions", "note"]) {
    follow[`change:${name}`] = () => { answered(); if (screen.phase === "choosing") screen = { ...screen, phase: "" }; };
  }
  Object.entries(follow).forEach(([name, act]) => model.on(name, act));
  const beat = setInterval(tick, 200);
  document.addEventListener("visibilitychange", tick);

  const found = kept.read();
  if (!session.id && found?.id && found.id !== model.get("over") && stintsOf(found)) {
    session = stale(found, phaseOf(found)) ? { ...found, events: [...found.events, ["finish", found.events.at(-1)[1]]] } : found;
    send();
  }
  say(model.get("status").text);
  tick();
  return () => {
    leave();
    clearInterval(beat);
    answered();
    clearTimeout(waiting);
    document.removeEventListener("visibilitychange", tick);
    Object.entries(follow).forEach(([name, act]) => model.off(name, act));
  };
}

const stale = (session, here) => ["running", "paused"].includes(here.phase) && Date.now() - session.events.at(-1)[1] > STALE;

export default { render };
