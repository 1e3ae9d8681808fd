// The questions of an entry, built from the columns that Python declares: used by the form and by corrections.

import { bodyMap } from "./body_map_svg.js";
import { oneOf, ratings } from "./choice.js";
import { el } from "./dom.js";
import { line } from "./field.js";
import { say } from "./language.js";
import { longTime, stepper } from "./stepper.js";

/**
 * One control for one column.
 * @param {Item} item
 * @param {string} value
 * @param {(value: string) => void} changed
 */
function question({ name, label, help, control, options, ends, unit, low, high, first, hours }, value, changed) {
  const asked = { name, label, help, value, changed };
  switch (control) {
    case "rating": return oneOf({ ...asked, options: ratings(low, high), ends, clears: true });
    case "choice": return oneOf({ ...asked, options, look: "rt-chips", clears: true });
    case "choices": return bodyMap({ ...asked, options });
    case "whole": return stepper({ ...asked, unit, low, high, first, kind: hours ? longTime : undefined });
    default: return line(asked);
  }
}

/**
 * All questions: those of every day, and the rest behind "More". `answered(values, name)` is called with
 * all answers whenever one changes, and which. `moreWords` is by kind.
 * @param {{ fields: Item[], testUnits: Answers, moreWords: Answers, values: Answers,
 *   answered?: (values: Answers, name: string) => void }} given
 */
export function questions({ fields, testUnits, moreWords, values, answered = () => {} }) {
  /** @type {Record<string, Control>} */
  const controls = {};
  const everyDay = el("div");
  const pair = el("div", { class: "rt-row" });
  const more = el("div", { class: "rt-row" });
  for (const item of fields) {
    const control = question(item, values[item.name] || "", (value) => {
      values = { ...values, [item.name]: value };
      control.showError();
      arrange();
      answered(values, item.name);
    });
    controls[item.name] = control;
    const home = item.ask !== "every day" ? more : item.control === "rating" ? everyDay : pair;
    home.append(control.node);
  }
  everyDay.append(pair);
  const summary = el("summary");
  const details = el("details", { class: "rt-more" }, summary, more);

  function arrange() {
    const rest = values.kind === "check-in";
    for (const item of fields) {
      const control = controls[item.name];
      control.node.hidden = (rest && item.sessions_only) || (item.by_test && !values.flexibility_test);
      const label = item.rest_label;
      const onRest = values.start ? say("{label} then", { label }) : say("{label} now", { label });
      if (label) control.relabel(rest ? onRest : item.label);
      if (item.by_test) control.reunit?.(testUnits[values.flexibility_test] || "");
    }
    summary.textContent = say("More: {questions}", { questions: moreWords[rest ? "check-in" : "session"] });
  }
  arrange();
  return {
    everyDay,
    details,
    values: () => values,
    /** Answers that are on screen: what a hidden question holds does not count. */
    shown: () => Object.fromEntries(
      Object.entries(values).filter(([name, value]) => value && !controls[name]?.node.hidden)),
    /** @param {Answers} next */
    set(next) {
      values = { ...next };
      fields.forEach((item) => controls[item.name].set(values[item.name]));
      arrange();
    },
    /** Put each sentence beside its control, and the cursor at the first one. @param {Answers} errors */
    showErrors(errors) {
      Object.entries(controls).forEach(([name, control]) => control.showError(errors[name]));
      const first = fields.find((item) => errors[item.name]);
      if (!first) return;
      if (first.ask !== "every day") details.open = true;
      controls[first.name].focus();
    },
  };
}
