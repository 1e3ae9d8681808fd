// Where a guided session is: the same rules as rolltrack/entry/clock.py. Times are milliseconds.

const AWAY_MS = 600_000;

/**
 * @param {Stint[]} stints
 * @param {Pressed[]} events
 * @param {number} now
 */
export function moment(stints, events, now) {
  /** @type {Moment} */
  const here = { phase: "ready", at: 0, used: 0, spent: stints.map(() => 0), ended: null };
  let clock = 0;
  let before = 0;

  /** @param {number} at */
  function move(at) {
    if (at === stints.length) {
      here.phase = "done";
      here.ended = clock;
    } else {
      here.at = at;
      here.used = 0;
      before = here.spent[at];
    }
  }
  /** @param {number} time */
  function until(time) {
    let left = Math.max(0, time - clock);
    while (here.phase === "running" && left > 0) {
      const { seconds, timed } = stints[here.at];
      const step = timed ? Math.min(left, seconds * 1000 - here.used) : left;
      here.used += step;
      const away = !timed && here.used > seconds * 1000 + AWAY_MS;
      here.spent[here.at] = before + (away ? seconds * 1000 : here.used);
      clock += step;
      left -= step;
      if (timed && here.used === seconds * 1000) move(here.at + 1);
    }
    clock = Math.max(clock, time);
  }
  /** @param {Press} name */
  function press(name) {
    if (here.phase === "ready" && name === "start") here.phase = "running";
    if (here.phase !== "running" && here.phase !== "paused") return;
    if (name === "pause") here.phase = "paused";
    else if (name === "resume") here.phase = "running";
    else if (name === "next") move(here.at + 1);
    else if (name === "back") move(Math.max(0, here.at - 1));
    else if (name === "finish" || name === "stop") {
      here.phase = name === "finish" ? "done" : "stopped";
      here.ended = clock;
    }
  }
  for (const [name, at] of events) {
    until(at);
    press(name);
  }
  until(now);
  return here;
}
