// The experiment: plan it, see what today asks for, read its answer.

import { answerBlock, bothThemes, reasons, redraw } from "./answers.js";
import { asking } from "./asking.js";
import { oneOf } from "./choice.js";
import { button, el, statusLine } from "./dom.js";
import { line } from "./field.js";
import { say } from "./language.js";
import { begin, follow } from "./widget.js";

/** @param {Widget} widget */
function render({ model, el: root }) {
  begin(model, root, "rt-answers");
  const shown = el("div");
  const status = statusLine();
  root.append(shown, status);
  let start = "";
  let ending = false;

  const { ask, answered } = asking(model, (text) => (status.textContent = text));
  const showStatus = () => {
    answered();
    status.textContent = model.get("status").text || "";
  };

  function planForm() {
    const earliest = model.get("earliest");
    const outcomes = model.get("outcomes");
    if (start < earliest) start = earliest;
    const what = oneOf({
      name: "outcome", label: say("What should it be about?"), value: model.get("outcome"), look: "rt-chips",
      options: outcomes.length ? outcomes : [["pain", say("Pain")]],
      changed: (outcome) => model.send({ kind: "choose", outcome }),
    });
    const when = line({
      name: "start", label: say("First day"), type: "date", value: start, changed: (day) => (start = day),
      help: say("Tomorrow or later: the schedule is fixed before it begins."),
    });
    const plan = () => ask({ kind: "plan", start });
    const asks = [
      say("For 28 days a coin decides, two days at a time, whether you roll or rest."),
      say("Rate every morning at the same time, before any rolling."),
      say("Only the current pair of blocks is shown, so that the rest cannot sway you."),
    ];
    const ends = [
      say("It asks for a rating every day because a missing morning is a missing piece."),
      say("That is also why it ends: a daily pain diary is no habit to keep for ever."),
    ];
    return el("section", { class: "rt-block rt-plan-form" },
      el("h2", { text: say("Find out with an experiment") }),
      el("p", { text: asks.join(" ") }),
      el("p", { class: "rt-when", text: ends.join(" ") }),
      el("div", { class: "rt-plan-form" },
        what.node, el("div", { class: "rt-tip", role: "status", text: model.get("power") }), when.node),
      el("div", { class: "rt-actions" }, button(say("Draw the schedule"), plan, "rt-button rt-primary rt-draw")));
  }

  /** Ask once more before the end, or no longer; the keyboard follows. @param {boolean} now */
  function askWhetherToEnd(now) {
    ending = now;
    show();
    /** @type {HTMLElement | null} */ (root.querySelector(now ? ".rt-keep" : ".rt-end"))?.focus();
  }
  function end() {
    ending = false;
    ask({ kind: "end" });
  }
  function running() {
    const extend = model.get("can_extend")
      ? button(say("Go on for 28 more days"), () => ask({ kind: "extend" }), "rt-button rt-primary rt-extend")
      : null;
    const ends = button(say("End the experiment …"), () => askWhetherToEnd(true), "rt-link rt-end");
    const sure = () => el("div", { class: "rt-note" }, el("p", { text: model.get("cost") }),
      el("div", { class: "rt-actions" },
        button(say("Keep going"), () => askWhetherToEnd(false), "rt-button rt-keep"),
        button(say("End it"), end, "rt-button rt-end-now")));
    return [...schedule(el("p", { class: "rt-today", text: model.get("today") })),
      el("div", { class: "rt-actions" }, extend, ending ? null : ends), ending ? sure() : null];
  }
  /** @param {HTMLElement | null} today */
  const schedule = (today) => [el("p", { class: "rt-from", text: say("Your experiment") }), today,
    bothThemes(model.get("schedule")), reasons(model.get("progress"))];

  function show() {
    const stage = model.get("stage");
    const answer = model.get("answer").sentence ? model.get("answer") : null;
    const parts = answer ? [answerBlock(answer)] : [];
    if (stage === "running") parts.push(el("section", { class: "rt-block" }, running()));
    if (stage === "over") {
      parts.push(el("section", { class: "rt-block" }, schedule(answer ? null : el("p", { text: model.get("today") }))));
    }
    if (stage !== "running") parts.push(planForm());
    redraw(shown, parts);
  }
  let planned = false;
  const later = () => {
    if (planned) return;
    planned = true;
    queueMicrotask(() => {
      planned = false;
      show();
    });
  };
  const names = [
    "stage", "outcomes", "outcome", "power", "earliest", "today", "progress", "schedule", "answer", "can_extend",
    "cost",
  ];
  const unfollow = follow(model, {
    ...Object.fromEntries(names.map((name) => [`change:${name}`, later])), "change:status": showStatus,
  });
  show();
  showStatus();
  return () => {
    unfollow();
    answered();
  };
}

export default { render };
