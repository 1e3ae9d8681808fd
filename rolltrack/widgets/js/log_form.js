// The form that logs a session. Everything a person answered goes to Python in one message on Save.

import { asking } from "./asking.js";
import { oneOf } from "./choice.js";
import { button, el, statusLine } from "./dom.js";
import { restored, withId } from "./draft.js";
import { keptAt } from "./kept.js";
import { say } from "./language.js";
import { fillNote } from "./notes.js";
import { questions } from "./questions.js";
import { stamp } from "./stamp.js";
import { whenPicker } from "./when_picker.js";
import { begin, follow, later } from "./widget.js";

/** @param {Widget} widget */
function render({ model, el: root }) {
  begin(model, root, "rt-log-form");
  const kept = keptAt(`rolltrack-draft:${model.get("draft_name")}`);
  const dayStartsMinutes = () => model.get("day_starts_minutes");
  const draft = restored(kept.read(), dayStartsMinutes());
  const values = withId(draft?.values || model.get("values"));
  let typed = new Set((draft || model.get("fresh")).typed);

  const title = el("h2");
  const kind = oneOf({
    name: "kind", label: say("What are you logging?"), look: "rt-switch",
    options: [["session", say("I rolled")], ["check-in", say("Check-in (no rolling)")]],
    changed: (value) => change({ kind: value }),
  });
  kind.node.querySelector(".rt-label")?.classList.add("rt-hidden");
  const start = whenPicker({ dayStartsMinutes, picked: (text) => change({ start: text }) });
  const asked = (/** @type {Answers} */ answers) => questions({
    fields: model.get("fields"), testUnits: model.get("test_units"), moreWords: model.get("more_words"),
    values: answers, answered,
  });
  let form = asked(values);
  const note = el("div", { class: "rt-note", role: "status" });
  const tip = el("p", { class: "rt-tip" });
  const status = statusLine();
  const undo = button(say("Undo"), takeBack, "rt-link rt-undo");
  const save = button(say("Save"), send, "rt-button rt-primary rt-save");
  root.append(
    el("div", { class: "rt-head" }, el("div", {}, title, start.sentence), kind.node),
    tip, start.node, form.everyDay, note, el("hr", { class: "rt-rule" }), form.details,
    el("div", { class: "rt-actions" }, save, status, undo),
  );
  root.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send();
  });

  /** Another routine brings its usual minutes and areas, but for what the person has answered. */
  function answered(/** @type {Answers} */ next, /** @type {string} */ name) {
    typed.add(name);
    if (name !== "routine") return remember(next);
    const usual = Object.entries(model.get("usual")[next.routine] || {});
    change(Object.fromEntries(usual.filter(([other]) => !typed.has(other))));
  }
  /** @param {Answers} some */
  function change(some) {
    form.set({ ...form.values(), ...some });
    showKind();
    remember(form.values());
  }
  /** @param {Answers} next */
  function fill(next) {
    form.set(withId(next));
    start.set(next.start || "");
    showKind();
  }
  function showKind() {
    kind.set(form.values().kind);
    title.textContent = form.values().kind === "check-in" ? start.how() : say("How did it go?");
  }

  const tellPython = later((/** @type {Answers} */ next) => {
    model.set("values", next);
    model.save_changes();
  }, 250);
  /** @param {Answers} next */
  function remember(next) {
    kept.write({ values: next, typed: [...typed], at: Date.now() });
    tellPython(next);
  }

  const notebook = asking(model, tell, settle);
  function send() {
    if (notebook.isWaiting()) return;
    save.setAttribute("aria-disabled", "true"); // and not disabled: the keyboard keeps its place
    const answers = { ...form.shown(), start: form.values().start || stamp(new Date()) };
    const then = say("What you typed stays here; then Save again.");
    notebook.ask({ kind: "save", values: answers, typed: [...typed] }, then);
    tell(say("Saving …"));
  }
  function takeBack() {
    if (notebook.isWaiting()) return;
    notebook.ask({ kind: "undo" }, say("What you typed stays here. Then look at the list of entries."));
    tell(say("Undoing …"));
  }
  function settle() {
    notebook.answered();
    save.removeAttribute("aria-disabled");
  }
  /** @param {string} text */
  function tell(text, canUndo = false) {
    status.textContent = text;
    if (!canUndo && document.activeElement === undo) save.focus();
    undo.hidden = !canUndo;
  }
  function showNotes() {
    fillNote(note, model.get("note"));
    tip.textContent = model.get("assignment");
    tip.hidden = !tip.textContent;
  }
  const unfollow = follow(model, {
    "change:status": () => {
      settle();
      tell(model.get("status").text, model.get("status").undo);
    },
    "change:errors": () => {
      start.showError(model.get("errors").start);
      form.showErrors(model.get("errors"));
    },
    "change:fields"() {
      const before = form;
      form = asked(before.values());
      form.details.open = before.details.open;
      before.everyDay.replaceWith(form.everyDay);
      before.details.replaceWith(form.details);
    },
    "change:day_starts_minutes": start.show,
    "change:note": showNotes,
    "change:assignment": showNotes,
    "change:fresh": () => {
      tellPython.cancel();
      kept.forget();
      typed = new Set(model.get("fresh").typed);
      fill(model.get("fresh").values);
    },
  });
  const clock = setInterval(() => {
    start.show();
    showKind();
  }, 20000);
  fill(values);
  showNotes();
  if (draft) tell(say("What you typed before is still here."));
  else tell(model.get("status").text, model.get("status").undo);
  return () => {
    clearInterval(clock);
    unfollow();
  };
}

export default { render };
