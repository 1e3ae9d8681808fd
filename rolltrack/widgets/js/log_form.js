// The form that logs a session. Everything a person answered goes to Python in one message on Save.

import { oneOf } from "./choice.js";
import { stamp } from "./dates.js";
import { el } from "./dom.js";
import { newEntryId } from "./entry_id.js";
import { keepKeys } from "./keys.js";
import { fillNote } from "./notes.js";
import { questions, whenPicker } from "./questions.js";

const NO_ANSWER_AFTER = 8000;
const ONE_DAY = 24 * 3600 * 1000;

function render({ model, el: root }) {
  root.classList.add("rt", "rt-log-form");
  const draft = draftAt(`rolltrack-draft:${model.get("draft_name")}`);
  const drafted = draft.read();
  const values = withId(drafted?.values || model.get("values"));
  let typed = new Set((drafted || model.get("fresh")).typed);

  const title = el("h2");
  const kind = oneOf({
    name: "kind", label: "What are you logging?", look: "rt-switch",
    options: [["session", "I rolled"], ["check-in", "Check-in (no rolling)"]],
    changed: (value) => (value ? change({ kind: value }) : kind.set(form.values().kind)),
  });
  kind.node.querySelector(".rt-label").classList.add("rt-hidden");
  const start = whenPicker({ dayStartsMinutes: model.get("day_starts_minutes"), picked: (text) => change({ start: text }) });
  const form = questions({ fields: model.get("fields"), testUnits: model.get("test_units"), moreWords: model.get("more_words"), values, answered });

  const note = el("div", { class: "rt-note", role: "status" });
  const tip = el("p", { class: "rt-tip" });
  const status = el("span", { class: "rt-status", role: "status", "aria-live": "polite" });
  const undo = el("button", { type: "button", class: "rt-link rt-undo", text: "Undo", hidden: true, onclick: takeBack });
  const save = el("button", { type: "button", class: "rt-button rt-primary rt-save", text: "Save", onclick: send });
  root.append(
    el("div", { class: "rt-head" }, el("div", {}, title, start.sentence), kind.node),
    tip, start.node, form.everyDay, note, el("hr", { class: "rt-rule" }), form.details,
    el("div", { class: "rt-actions" }, save, status, undo),
  );
  root.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send();
  });
  keepKeys(root);

  /** Another routine brings its usual minutes and areas, but for what the person has answered. */
  function answered(next, name) {
    typed.add(name);
    if (name !== "routine") return remember(next);
    const usual = Object.entries(model.get("usual")[next.routine] || {});
    change(Object.fromEntries(usual.filter(([other]) => !typed.has(other))));
  }
  function change(some) {
    form.set({ ...form.values(), ...some });
    showKind();
    remember(form.values());
  }
  function fill(next) {
    form.set(withId(next));
    start.set(next.start || "");
    showKind();
  }
  function showKind() {
    kind.set(form.values().kind);
    title.textContent = form.values().kind === "check-in" ? start.how() : "How did it go?";
  }

  let soon = null;
  function remember(next) {
    draft.write({ values: next, typed: [...typed] });
    clearTimeout(soon);
    soon = setTimeout(() => { model.set("values", next); model.save_changes(); }, 250);
  }

  let waiting = null;
  function send() {
    if (waiting) return;
    save.setAttribute("aria-disabled", "true"); // and not disabled: the keyboard keeps its place
    say("Saving …");
    wait("then Save again");
    model.send({ kind: "save", values: { ...form.shown(), start: form.values().start || stamp(new Date()) } });
  }
  function takeBack() {
    if (waiting) return;
    say("Undoing …");
    wait("then look at the list of entries");
    model.send({ kind: "undo" });
  }
  function wait(next) {
    waiting = setTimeout(() => {
      settle();
      say(`No answer from the notebook yet. What you typed stays here. If this stays: choose Kernel, then Restart Kernel and Run All Cells, ${next}.`);
    }, NO_ANSWER_AFTER);
  }
  function settle() {
    clearTimeout(waiting);
    waiting = null;
    save.removeAttribute("aria-disabled");
  }
  function say(text, canUndo = false) {
    status.textContent = text;
    if (!canUndo && document.activeElement === undo) save.focus();
    undo.hidden = !canUndo;
  }

  const follow = {
    "change:status": () => { settle(); say(model.get("status").text, model.get("status").undo); },
    "change:errors": () => { start.showError(model.get("errors").start); form.showErrors(model.get("errors")); },
    "change:note": showNotes,
    "change:assignment": showNotes,
    "change:fresh": () => { clearTimeout(soon); draft.forget(); typed = new Set(model.get("fresh").typed); fill(model.get("fresh").values); },
  };
  function showNotes() {
    fillNote(note, model.get("note"));
    tip.textContent = model.get("assignment");
    tip.hidden = !tip.textContent;
  }
  Object.entries(follow).forEach(([name, act]) => model.on(name, act));
  const clock = setInterval(() => { start.say(); showKind(); }, 20000);
  fill(values);
  showNotes();
  say(drafted ? "What you typed before is still here." : model.get("status").text || "", !drafted && model.get("status").undo);
  return () => {
    clearInterval(clock);
    Object.entries(follow).forEach(([name, act]) => model.off(name, act));
  };
}

const withId = (values) => ({ ...values, id: values.id || newEntryId() });

/** What was typed and not yet saved, kept by the browser so that it outlives the kernel and a reload. */
function draftAt(key) {
  const quietly = (act) => { try { return act(); } catch { return null; } };
  return {
    read: () => quietly(() => {
      const kept = JSON.parse(localStorage.getItem(key));
      return kept && Date.now() - kept.at < ONE_DAY ? kept : null;
    }),
    write: (draft) => quietly(() => localStorage.setItem(key, JSON.stringify({ at: Date.now(), ...draft }))),
    forget: () => quietly(() => localStorage.removeItem(key)),
  };
}

export default { render };
