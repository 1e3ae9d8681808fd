// Settings of one value each, saved together.

import { bodyMap } from "./body_map_svg.js";
import { button, el } from "./dom.js";
import { line } from "./field.js";
import { say } from "./language.js";
import { actions, asText } from "./section.js";
import { stepper } from "./stepper.js";

/** @param {Shared} shared @returns {Part} */
export function simpleSettings({ model, ask, labels, drafts, keep, values }) {
  /** @type {Record<string, string>} */
  let typed = drafts.simple || {};
  const now = (/** @type {string} */ name) => asText(values()[name]);
  const at = (/** @type {string} */ name) => typed[name] ?? now(name);
  /** @type {(name: string, help?: string) => Asked} */
  const asked = (name, help) => ({
    name, label: labels[name], help, value: at(name),
    changed: (value) => {
      typed = { ...typed, [name]: value };
      keep("simple", typed);
      controls[name].showError();
    },
  });
  const starting = say("What you log before counts for the day before.");
  const aim = { unit: say("min"), low: 0, high: 1260, first: 30 };
  /** @type {Record<string, Control>} */
  const controls = {
    goal: line({ ...asked("goal", say("What would you like to do again?")), longest: 500 }),
    activity: line({ ...asked("activity", say("One thing your back makes hard, such as tying shoes.")), longest: 500 }),
    hurts: bodyMap({ ...asked("hurts"), options: model.get("areas").pain }),
    weekly_aim_minutes: stepper({ ...asked("weekly_aim_minutes", say("Leave it empty for none.")), ...aim }),
    worthwhile_change: stepper({ ...asked("worthwhile_change"), unit: say("points of 10"), low: 1, high: 10 }),
    day_starts_at: line({ ...asked("day_starts_at", starting), type: "time" }),
  };
  const names = Object.keys(controls);
  const save = button(say("Save"), () => {
    const sent = typed;
    ask({ kind: "save", values: Object.fromEntries(names.map((name) => [name, at(name)])) }, () => forget(sent));
  }, "rt-button rt-primary rt-save");
  /** What is saved is no draft any more; what was typed since still is. @param {Record<string, string>} sent */
  function forget(sent) {
    const open = Object.entries(typed).filter(([name, value]) => value !== now(name) && value !== sent[name]);
    typed = Object.fromEntries(open);
    keep("simple", open.length ? typed : undefined);
    show();
  }
  const show = () => names.forEach((name) => controls[name].set(at(name)));
  const [goal, activity, hurts, weekly, change, starts] = names.map((name) => controls[name].node);
  return {
    node: el("section", {}, goal, activity, hurts, el("div", { class: "rt-row" }, weekly, change), starts,
      actions(save)),
    show,
    showErrors: (errors) => names.forEach((name) => controls[name].showError(errors[name])),
  };
}
