// The experiment: plan it, see what today asks for, read its answer.

import { answerBlock, bothThemes, bullets } from "./answers.js";
import { asking } from "./asking.js";
import { oneOf } from "./choice.js";
import { el } from "./dom.js";
import { field } from "./field.js";
import { keepKeys } from "./keys.js";

function render({ model, el: root }) {
  root.classList.add("rt", "rt-answers");
  const shown = el("div", {});
  const status = el("p", { class: "rt-status", role: "status", "aria-live": "polite" });
  root.append(shown, status);
  keepKeys(root);
  let start = "";
  let ending = false;

  const { ask, answered } = asking(model, (text) => (status.textContent = text));
  const say = () => { answered(); status.textContent = model.get("status").text || ""; };
  const button = (text, act, look = "rt-button") => el("button", { type: "button", class: look, text, onclick: act });

  function planForm() {
    const outcomes = model.get("outcomes").length ? model.get("outcomes") : [["pain", "Pain"]];
    if (start < model.get("earliest")) start = model.get("earliest");
    const power = el("div", { class: "rt-tip", role: "status", text: model.get("power") });
    const what = oneOf({
      name: "outcome", label: "What should it be about?", options: outcomes, value: model.get("outcome"), look: "rt-chips",
      changed: (key) => { what.set(key || model.get("outcome")); if (key) model.send({ kind: "choose", outcome: key }); },
    });
    const first = el("input", { type: "date", min: model.get("earliest"), value: start, onchange: () => (start = first.value) });
    const when = field({ name: "start", label: "First day", help: "Tomorrow or later: the schedule is fixed before it begins.", control: first, role: null });
    return el("section", { class: "rt-block rt-plan-form" },
      el("h2", { text: "Find out with an experiment" }),
      el("p", { text: "For 28 days a coin decides, two days at a time, whether you roll or rest. Rate every morning at the same time, before any rolling. Only the current pair of blocks is shown, so that the rest cannot sway you." }),
      el("p", { class: "rt-when", text: "It asks for a rating every day because a missing morning is a missing piece. That is also why it ends: a daily pain diary is no habit to keep for ever." }),
      el("div", { class: "rt-plan-form" }, what.node, power, when.node),
      el("div", { class: "rt-actions" }, button("Draw the schedule", () => ask({ kind: "plan", start: first.value }), "rt-button rt-primary rt-draw")));
  }

  function running() {
    const actions = [];
    if (model.get("can_extend")) actions.push(button("Go on for 28 more days", () => ask({ kind: "extend" }), "rt-button rt-primary rt-extend"));
    if (!ending) actions.push(button("End the experiment …", () => { ending = true; show(); root.querySelector(".rt-keep")?.focus(); }, "rt-link rt-end"));
    const sure = ending
      ? el("div", { class: "rt-note" }, el("p", { text: model.get("cost") }),
          el("div", { class: "rt-actions" }, button("Keep going", () => { ending = false; show(); root.querySelector(".rt-end")?.focus(); }, "rt-button rt-keep"), button("End it", () => { ending = false; ask({ kind: "end" }); }, "rt-button rt-end-now")))
      : null;
    return el("section", { class: "rt-block" }, el("p", { class: "rt-from", text: "Your experiment" }), el("p", { class: "rt-today", text: model.get("today") }),
      bothThemes(model.get("schedule")), bullets(model.get("progress")), el("div", { class: "rt-actions" }, actions), sure);
  }

  function show() {
    const open = [...shown.querySelectorAll("details")].map((node) => node.open);
    const stage = model.get("stage");
    const answer = model.get("answer").sentence ? model.get("answer") : null;
    const parts = [];
    if (answer) parts.push(answerBlock(answer));
    if (stage === "running") parts.push(running());
    if (stage === "over") parts.push(el("section", { class: "rt-block" }, el("p", { class: "rt-from", text: "Your experiment" }), answer ? null : el("p", { text: model.get("today") }), bothThemes(model.get("schedule")), bullets(model.get("progress"))));
    if (stage !== "running") parts.push(planForm());
    shown.replaceChildren(...parts);
    shown.querySelectorAll("details").forEach((node, at) => (node.open = open[at] ?? false));
  }
  const names = ["stage", "outcomes", "outcome", "power", "earliest", "today", "progress", "schedule", "answer", "can_extend", "cost"];
  let planned = false;
  const later = () => {
    if (planned) return;
    planned = true;
    queueMicrotask(() => { planned = false; show(); });
  };
  names.forEach((name) => model.on(`change:${name}`, later));
  model.on("change:status", say);
  show();
  say();
  return () => {
    names.forEach((name) => model.off(`change:${name}`, later));
    answered();
    model.off("change:status", say);
  };
}

export default { render };
