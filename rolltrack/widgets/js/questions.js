// The questions of an entry, built from the columns that Python declares: used by the form and by corrections.

import { bodyMap } from "./body_map_svg.js";
import { oneOf } from "./choice.js";
import { dayInWords, stamp, timeInWords, two } from "./dates.js";
import { el } from "./dom.js";
import { field, line } from "./field.js";
import { stepper } from "./stepper.js";

/** A long time, typed as minutes or as hours and minutes: 450, 7:30, 7 h 30. */
const longTime = {
  by: 15,
  number(text) {
    const found = /^(\d{1,2}) ?(?:h|:(?=\d\d$)) ?([0-5]?\d)? ?(?:m|min)?$/i.exec(text);
    return found ? 60 * Number(found[1]) + Number(found[2] || 0) : /^\d+$/.test(text) ? Number(text) : NaN;
  },
  readout(text) {
    const minutes = longTime.number(text);
    if (Number.isNaN(minutes)) return "min";
    if (!/^\d+$/.test(text)) return `= ${minutes} min`;
    return minutes < 60 ? "min" : `min = ${Math.floor(minutes / 60)} h ${two(minutes % 60)}`;
  },
};

/** One control for one column. */
function question(item, value, changed) {
  const base = { name: item.name, label: item.label, help: item.help, value: value || "", changed };
  switch (item.control) {
    case "rating": {
      const options = Array.from({ length: item.high - item.low + 1 }, (_, at) => [String(item.low + at), String(item.low + at)]);
      return oneOf({ ...base, options, ends: item.ends });
    }
    case "choice": return oneOf({ ...base, options: item.options, look: "rt-chips" });
    case "choices": return bodyMap({ ...base, options: item.options });
    case "whole": return stepper({ ...base, unit: item.unit, low: item.low, high: item.high, first: item.first, ...(item.hours ? longTime : {}) });
    default: return line(base);
  }
}

/**
 * All questions: those of every day, and the rest behind "More". `answered(values, name)` is called with
 * all answers whenever one changes, and which; values are texts by column name. `moreWords` is by kind.
 */
export function questions({ fields, testUnits, moreWords, values, answered }) {
  const controls = {};
  const everyDay = el("div");
  const pair = el("div", { class: "rt-row" });
  const more = el("div", { class: "rt-row" });
  for (const item of fields) {
    const control = question(item, values[item.name], (value) => {
      values = { ...values, [item.name]: value };
      controls[item.name].showError("");
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
      if (item.rest_label) control.relabel(rest ? `${item.rest_label} ${values.start ? "then" : "now"}` : item.label);
      if (item.by_test) control.reunit(testUnits[values.flexibility_test] || "");
    }
    summary.textContent = `More: ${moreWords[rest ? "check-in" : "session"]}`;
  }
  arrange();
  return {
    everyDay,
    details,
    values: () => values,
    /** Answers that are on screen: what a hidden question holds does not count. */
    shown: () => Object.fromEntries(Object.entries(values).filter(([name, value]) => value && !controls[name]?.node.hidden)),
    set(next) {
      values = { ...next };
      fields.forEach((item) => controls[item.name].set(values[item.name]));
      arrange();
    },
    /** Put each sentence beside its control, and the cursor at the first one. */
    showErrors(errors) {
      Object.entries(controls).forEach(([name, control]) => control.showError(errors[name]));
      const first = fields.find((item) => errors[item.name]);
      if (!first) return;
      if (first.ask !== "every day") details.open = true;
      controls[first.name].focus();
    },
  };
}

/** A sentence that says when the entry counts for, and a way to set the time back; an empty time is now. */
export function whenPicker({ dayStartsMinutes, value, picked, canBeNow = true }) {
  const words = el("span");
  const input = el("input", { class: "rt-text", type: "datetime-local", style: "max-width: 260px", oninput: typed });
  const parts = field({ name: "start", label: "When", control: input, role: null });
  const otherDay = el("button", { type: "button", class: "rt-link rt-other-day", text: "another day", onclick: open });
  const now = el("button", { type: "button", class: "rt-link", text: "now", onclick: () => set("", true) });
  function typed() {
    if (input.value) set(stamp(new Date(input.value)), true);
    else parts.showError("The date is not complete yet.");
  }
  function open() {
    if (!input.value) input.value = stamp(new Date()).slice(0, 16);
    parts.node.hidden = false;
    input.focus();
  }
  function set(text, tell = false) {
    value = text || "";
    if (value.slice(0, 16) !== input.value) input.value = value.slice(0, 16);
    if (!value || !canBeNow) parts.node.hidden = true;
    say();
    if (tell) { parts.showError(""); picked(value); }
  }
  const shift = dayStartsMinutes * 60000;
  const chosen = () => (value ? new Date(value.slice(0, 19)) : new Date());
  const countsFor = () => new Date(chosen().getTime() - shift);
  const isToday = () => countsFor().toDateString() === new Date(Date.now() - shift).toDateString();
  function say() {
    const date = chosen();
    const counts = countsFor();
    const today = isToday() ? "Today, " : "";
    const year = date.getFullYear() === new Date().getFullYear() ? "" : ` ${date.getFullYear()}`;
    const late = counts.getDate() === date.getDate() ? "" : `, counts for ${dayInWords(counts)}`;
    words.textContent = `${today}${dayInWords(date)}${year}, ${timeInWords(date)}${late}`;
    now.hidden = !value || !canBeNow;
  }
  set(value);
  return {
    node: parts.node,
    sentence: el("p", { class: "rt-soft" }, words, " · ", otherDay, now),
    set,
    say,
    /** How to ask about the day that is chosen. */
    how: () => (isToday() ? "How is it today?" : `How was it on ${dayInWords(countsFor())}?`),
    showError(text) {
      parts.showError(text);
      if (text) open();
    },
  };
}
