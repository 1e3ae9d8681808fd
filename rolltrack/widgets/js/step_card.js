// One step of a routine in the editor: what to do, how long, what is rolled, how to breathe.

import { anyOf, oneOf } from "./choice.js";
import { button, el } from "./dom.js";
import { errorLine, line } from "./field.js";
import { say } from "./language.js";
import { actions, firstWrong } from "./section.js";
import { stepper } from "./stepper.js";

/** @type {Options} */
const PACES = [["2", "2"], ["3", "3"], ["4", "4"]];

/** Pairs of cues, joined by `|`, and how each is called. @returns {Options} */
const breathing = () => [
  ["", say("No cue")],
  [`${say("Breathe in … up")}|${say("Breathe out … down")}`, say("In going up, out going down")],
  [`${say("Breathe in")}|${say("Breathe out")}`, say("In and out")],
];

const number = (/** @type {string} */ text) => (/^-?\d+$/.test(text) ? Number(text) : text);
const keys = (/** @type {string} */ joined) => joined.split("|").filter(Boolean);

/**
 * `showError(text, control)` shows it at the control, or at the times where it names none.
 * @param {{ step: Step, at: number, last: number, areas: Options, labels: Record<string, string>, tell: () => void,
 *   move: (at: number, by: number) => void, remove: (at: number) => void }} asked
 */
export function stepCard({ step, at, last, areas, labels, tell, move, remove }) {
  const what = say("Step {number}", { number: at + 1 });
  const fields = el("div", { class: "rt-row" });
  const error = errorLine();
  const times = el("div", {}, fields, error.node);
  const showWrong = (text = "") => {
    error.show(text);
    times.classList.toggle("rt-wrong", Boolean(text));
  };
  /** @type {(name: keyof Step, value: string, read: (text: string) => any) => Asked} */
  const asked = (name, value, read) => ({
    name, value, label: labels[name],
    changed(text) {
      Object.assign(step, { [name]: read(text) });
      controls[name].showError();
      showWrong();
      showPace();
      tell();
    },
  });
  /** @param {"do" | "more" | "watch"} name @param {number} longest */
  const words = (name, longest) => line({ ...asked(name, step[name], String), longest });
  /** @param {"seconds" | "rounds" | "repeat_from"} name @param {number} high @param {number} first */
  const amount = (name, high, first) =>
    stepper({ ...asked(name, String(step[name] ?? ""), number), low: 1, high, first });

  let lasts = step.repeat_from ? "repeat" : step.rounds ? "rounds" : "seconds";
  function showTimes() {
    const shown = lasts === "seconds" ? [amount("seconds", 1800, 30)] : [amount("rounds", 50, 3)];
    if (lasts === "repeat") shown.unshift(amount("repeat_from", Math.max(1, at), 1));
    for (const name of ["seconds", "rounds", "repeat_from"]) delete controls[name];
    shown.forEach((control) => (controls[control.name] = control));
    fields.replaceChildren(...shown.map((control) => control.node));
    showWrong();
    showPace();
  }
  // The pace turns the cues; where a step lasts in rounds, it also says how long they take.
  const showPace = () => (controls.pace.node.hidden = !step.breathing.length && lasts !== "rounds");
  /** @type {Options} */
  const ways = [["seconds", labels.seconds], ["rounds", say("Rounds, at my pace")]];
  if (at) ways.push(["repeat", say("Repeat steps above")]);
  const kind = oneOf({
    name: "lasts", label: say("Lasts"), look: "rt-chips", value: lasts, options: ways,
    changed(value) {
      lasts = value;
      const timed = lasts === "seconds";
      Object.assign(step, {
        seconds: timed ? step.seconds || 30 : null,
        rounds: timed ? null : step.rounds || 3,
        repeat_from: lasts === "repeat" ? step.repeat_from || 1 : null,
      });
      showTimes();
      tell();
    },
  });
  const own = step.breathing.join("|");
  const cues = breathing();
  if (!cues.some(([key]) => key === own)) cues.push([own, step.breathing.join(" / ")]);
  /** @type {Record<string, Control>} */
  const controls = {
    do: words("do", 120),
    more: words("more", 600),
    areas: anyOf({
      ...asked("areas", step.areas.join("|"), keys), help: say("None: it does not count as rolling."), options: areas,
    }),
    breathing: oneOf({ ...asked("breathing", own, keys), look: "rt-chips", options: cues }),
    pace: oneOf({ ...asked("pace", String(step.pace), Number), look: "rt-chips", options: PACES }),
    watch: words("watch", 600),
  };
  showTimes();
  /** @type {[text: string, on: boolean, act: () => void][]} */
  const tools = [
    [say("Up"), at > 0, () => move(at, -1)],
    [say("Down"), at < last, () => move(at, 1)],
    [say("Remove"), last > 0, () => remove(at)],
  ];
  const node = el("li", { class: "rt-card", "aria-label": what },
    controls.do.node, controls.more.node, kind.node, times, controls.areas.node, controls.breathing.node,
    controls.pace.node, controls.watch.node,
    actions(...tools.filter(([, on]) => on).map(([text, , act]) =>
      button(text, act, "rt-button", { "aria-label": say("{step}: {what}", { step: what, what: text }) }))));
  return {
    node,
    /** @param {string} [text] @param {string} [name] */
    showError(text, name = "") {
      if (!text) Object.values(controls).forEach((control) => control.showError());
      if (controls[name]) controls[name].showError(text);
      else showWrong(text);
    },
    focus: () => (firstWrong(Object.values(controls)) || controls.seconds || controls.rounds).focus(),
  };
}
