// Guided session: choose and rate, roll, stop at any moment. Every press goes to Python with the whole session.

import { asking } from "./asking.js";
import { el, statusLine } from "./dom.js";
import { choosingScreen } from "./guided_choosing.js";
import { doneScreen, stoppedScreen } from "./guided_ending.js";
import { keepAwake, sessionKeys } from "./guided_keys.js";
import { runningScreen } from "./guided_running.js";
import { allowSound, readAloud, softTone } from "./guided_sound.js";
import { keptAt } from "./kept.js";
import { say } from "./language.js";
import { moment } from "./session_clock.js";
import { newEntryId, stamp } from "./stamp.js";
import { begin, follow } from "./widget.js";

const STALE = 12 * 3600 * 1000;

/** @param {Widget} widget */
function render({ model, el: root }) {
  begin(model, root, "rt-guided");
  const kept = keptAt(model.get("kept_as"));
  /** @type {Chosen} */
  const chosen = { roller: "", routine: "", pain_before: "", tension_before: "", rounds: "", setup: new Set() };
  /** @type {Session} */
  let session = model.get("session");
  /** @type {Moment | null} */
  let here = null;
  /** @type {Scene & { phase: string, id: string } | null} */
  let screen = null;
  let told = "";
  let leave = () => {};

  const stage = el("div");
  const status = statusLine();
  root.append(stage, el("p", {}, status));

  /** @type {(one: Session) => Guided | undefined} */
  const routineOf = (one) => model.get("routines").find((/** @type {Guided} */ { key }) => key === one.routine);
  const stintsOf = (/** @type {Session} */ one) => routineOf(one)?.plans[String(one.rounds || "")];
  const phaseOf = (/** @type {Session} */ one) => {
    const stints = one.id && stintsOf(one);
    return stints ? moment(stints, one.events, Date.now()) : null;
  };
  const tell = (/** @type {string} */ text) => (status.textContent = text);
  const { ask, answered } = asking(model, tell);

  function send() {
    kept.write(session);
    const then = say("This session is kept in the browser, not yet in your log: it comes back here.");
    ask({ kind: "session", session, now: Date.now() }, then);
  }
  /** @param {Press} name */
  function press(name) {
    const now = phaseOf(session);
    if (!now || !isUnderWay(now)) return;
    const wanted = name === "pause" && now.phase === "paused" ? "resume" : name;
    session = { ...session, events: [...session.events, [wanted, Date.now()]] };
    send();
    tick();
  }
  function start() {
    const { sound, speak } = model.get("options");
    if (sound || speak) allowSound();
    const { setup, rounds, ...answers } = chosen;
    session = {
      ...answers, rounds: Number(rounds) || null, id: newEntryId(), start: stamp(new Date()),
      events: [["start", Date.now()]],
    };
    Object.assign(chosen, { pain_before: "", tension_before: "" });
    setup.clear();
    send();
    tick();
  }
  const actions = {
    start,
    again: () => ask({ kind: "close" }),
    add: (/** @type {Record<string, string>} */ texts) => ask({ kind: "add", texts }),
    takeBack: () => ask({ kind: "take back" }),
    answer: (/** @type {object} */ answers) => ask({ kind: "questions", answers }),
    option(/** @type {string} */ name, /** @type {boolean} */ on) {
      model.set("options", { ...model.get("options"), [name]: on });
      allowSound();
      model.send({ kind: "options", ...model.get("options") });
    },
  };

  /** @type {Record<string, () => Scene>} */
  const screens = {
    choosing: () => choosingScreen({ model, chosen, actions }),
    running() {
      const ends = [sessionKeys(root, press), keepAwake()];
      leave = () => ends.forEach((end) => end());
      const routine = /** @type {Guided} */ (routineOf(session));
      const stints = /** @type {Stint[]} */ (stintsOf(session));
      return runningScreen({ routine, stints, stopWhen: model.get("stop_when"), press });
    },
    stopped: () => stoppedScreen({ model, actions }),
    done: () => doneScreen({ actions, saved: () => model.get("over") === session.id }),
  };
  /** Show where the session is now. Called by the clock, by every press, and when Python changed something. */
  function tick() {
    here = phaseOf(session);
    const phase = here ? (here.phase === "paused" ? "running" : here.phase) : "choosing";
    if (screen?.phase !== phase || screen.id !== session.id) {
      leave();
      leave = () => {};
      const pressed = Boolean(screen?.phase);
      screen = { phase, id: session.id, ...screens[phase]() };
      stage.replaceChildren(screen.node);
      screen.focus?.();
      if (pressed) root.scrollIntoView({ block: "start" });
    }
    if (here) screen.show?.(here);
    if (phase === "done" && told !== session.id) {
      told = session.id;
      send();
    }
    announce();
  }
  let lastStep = "";
  function announce() {
    if (here?.phase !== "running" || lastStep === `${session.id} ${here.at}`) return;
    lastStep = `${session.id} ${here.at}`;
    const { sound, speak } = model.get("options");
    if (sound) softTone();
    const stint = stintsOf(session)?.[here.at];
    if (speak && stint) readAloud(routineOf(session)?.steps[stint.step - 1].do ?? "");
  }
  const offered = () => {
    answered();
    if (screen?.phase === "choosing") screen.phase = "";
  };
  const unfollow = follow(model, {
    "change:session"() {
      answered();
      const now = model.get("session");
      if (now.id && now.id === session.id && now.events.length < session.events.length) return;
      session = now;
      tick();
    },
    "change:status"() {
      answered();
      tell(model.get("status").text);
    },
    "change:over"() {
      if (!model.get("over") && session.id) kept.write(session); // its entry was taken back
      else if (kept.read()?.id === model.get("over")) kept.forget();
    },
    "change:routines": offered,
    "change:rollers": offered,
    "change:carried": offered,
    "change:questions": offered,
    "change:note": offered,
  });
  const beat = setInterval(tick, 200);
  document.addEventListener("visibilitychange", tick);

  const found = kept.read();
  const where = !session.id && found?.id && found.id !== model.get("over") ? phaseOf(found) : null;
  if (where) {
    const last = found.events.at(-1)[1];
    const isStale = isUnderWay(where) && Date.now() - last > STALE;
    session = isStale ? { ...found, events: [...found.events, ["finish", last]] } : found;
    send();
  }
  tell(model.get("status").text);
  tick();
  return () => {
    leave();
    clearInterval(beat);
    answered();
    document.removeEventListener("visibilitychange", tick);
    unfollow();
  };
}

const isUnderWay = (/** @type {Moment} */ here) => ["running", "paused"].includes(here.phase);

export default { render };
