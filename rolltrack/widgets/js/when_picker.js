// When an entry counts for, in a sentence, and a way to set the time back.

import { button, el } from "./dom.js";
import { field } from "./field.js";
import { dayInWords, say, timeInWords } from "./language.js";
import { stamp } from "./stamp.js";

/** The day that a time counts for; `starts`: minutes after midnight at which a day starts. */
const dayOf = (/** @type {Date} */ date, /** @type {number} */ starts) => new Date(date.getTime() - starts * 60000);

/** @param {Date} one @param {Date} other @param {number} starts */
export const isSameDay = (one, other, starts) =>
  dayOf(one, starts).toDateString() === dayOf(other, starts).toDateString();

/**
 * What is said of a time, and how its day is asked about.
 * @param {Date} date
 * @param {number} starts minutes after midnight at which a day starts
 */
export function timeSaid(date, starts, now = new Date()) {
  const counts = dayOf(date, starts);
  const values = { day: dayInWords(date, now), time: timeInWords(date), other: dayInWords(counts, now) };
  const late = counts.getDate() !== date.getDate();
  const when = late ? say("{day}, {time}, counts for {other}", values) : say("{day}, {time}", values);
  const today = isSameDay(date, now, starts);
  return {
    when: today ? say("Today, {when}", { when }) : when,
    how: today ? say("How is it today?") : say("How was it on {day}?", { day: values.other }),
  };
}

/**
 * `picked(stamp)` is called with the time as the log keeps it; an empty one is now.
 * @param {{
 *   dayStartsMinutes: () => number, value?: string, picked: (stamp: string) => void, canBeNow?: boolean,
 * }} asked
 */
export function whenPicker({ dayStartsMinutes, value = "", picked, canBeNow = true }) {
  const words = el("span");
  const input = el("input", { class: "rt-text", type: "datetime-local", oninput: typed });
  const parts = field({ name: "start", label: say("When"), control: input, role: null });
  const otherDay = button(say("another day"), open, "rt-link rt-other-day");
  const now = button(say("now"), () => set("", true), "rt-link");
  function typed() {
    if (input.value) set(stamp(new Date(input.value)), true);
    else parts.showError(say("The date is not complete yet."));
  }
  function open() {
    if (!input.value) input.value = stamp(new Date()).slice(0, 16);
    parts.node.hidden = false;
    input.focus();
  }
  /** @param {string} text @param {boolean} [tell] */
  function set(text, tell = false) {
    value = text;
    if (value.slice(0, 16) !== input.value) input.value = value.slice(0, 16);
    if (!value || !canBeNow) parts.node.hidden = true;
    show();
    if (!tell) return;
    parts.showError();
    picked(value);
  }
  const said = () => timeSaid(value ? new Date(value.slice(0, 19)) : new Date(), dayStartsMinutes());
  function show() {
    words.textContent = said().when;
    now.hidden = !value || !canBeNow;
  }
  set(value);
  return {
    node: parts.node,
    sentence: el("p", { class: "rt-soft" }, words, " · ", otherDay, now),
    set,
    show,
    /** How to ask about the day that is chosen. */
    how: () => said().how,
    /** @param {string} [text] */
    showError(text) {
      parts.showError(text);
      if (text) open();
    },
  };
}
