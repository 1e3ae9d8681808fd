// The settings: a form for the simple ones, and a short list with its own buttons for each other kind.

import { asking } from "./asking.js";
import { bullets, button, el } from "./dom.js";
import { keptAt } from "./kept.js";
import { say } from "./language.js";
import { pauseSettings } from "./pause_settings.js";
import { questionSettings } from "./question_settings.js";
import { rollerSettings } from "./roller_settings.js";
import { routineSettings } from "./routine_settings.js";
import { simpleSettings } from "./simple_settings.js";
import { testSettings } from "./test_settings.js";
import { begin, follow } from "./widget.js";

/** @param {Widget} widget */
function render({ model, el: root }) {
  begin(model, root, "rt-settings");
  const kept = keptAt(model.get("kept_as"));
  const drafts = kept.read() || {};
  /** @type {Shared["keep"]} */
  const keep = (name, draft) => {
    if (draft === undefined) delete drafts[name];
    else drafts[name] = draft;
    kept.write(drafts);
  };
  const problems = el("div", { class: "rt-note", role: "status" });
  const newLine = () =>
    el("p", { class: "rt-status rt-said", role: "status", "aria-live": "polite", tabindex: "-1" });
  const undo = button(say("Undo"), () => ask({ kind: "undo" }), "rt-link rt-undo");
  undo.hidden = true;
  const above = newLine();
  let said = above; // the line of the section whose button was pressed
  /** @type {HTMLElement | null} */
  let pressed = null;
  const notebook = asking(model, (text) => (said.textContent = text));
  let whenDone = () => {};
  /** @type {Shared["ask"]} */
  const ask = (message, done = () => {}) => {
    whenDone = done;
    said.textContent = "";
    said = [...lines].find(([node]) => node.contains(pressed))?.[1] || above;
    notebook.ask(message);
  };
  /** @type {Shared} */
  const shared = { model, ask, drafts, keep, values: () => model.get("values"), labels: model.get("labels") };
  const kinds = [questionSettings, simpleSettings, testSettings, rollerSettings, pauseSettings, routineSettings];
  /** @type {Part[]} */
  const parts = kinds.map((make) => make(shared));
  root.append(el("div", { class: "rt-head" }, el("h2", { text: say("Settings") })), problems, above,
    ...parts.map((part) => part.node),
    el("p", {
      class: "rt-soft", text: say("A page that is open already shows a new setting when it is opened again."),
    }));
  const lines = new Map(parts.map((part) => [part.node, newLine()]));
  lines.forEach((line, node) => node.append(line));

  root.addEventListener("keydown", (event) => (pressed = /** @type {HTMLElement} */ (event.target)), true);
  root.addEventListener("click", (event) => {
    pressed = /** @type {HTMLElement} */ (event.target);
    if (!pressed.closest("button")) return;
    said.textContent = "";
    if (pressed !== undo) undo.hidden = true;
  }, true);
  // What was wrong is no longer said once it is being mended.
  root.addEventListener("input", () => {
    if (!model.get("status").done) said.textContent = "";
  });

  function showProblems() {
    const texts = model.get("problems");
    const begins = () => ask({ kind: "afresh" });
    const afresh = button(say("Start with a fresh file, keep the old one"), begins, "rt-button rt-afresh");
    const what = [
      say("Some lines of rolltrack.toml could not be used."),
      say("They stay in the file; defaults are used meanwhile."),
      say("Mend them in a text editor, or set them here."),
    ];
    problems.hidden = !texts.length;
    problems.replaceChildren(
      el("p", { text: what.join(" ") }), bullets(texts), model.get("unreadable") ? afresh : "");
  }
  function showStatus() {
    const { text, done, undo: canUndo } = model.get("status");
    notebook.answered();
    said.textContent = text;
    said.after(undo);
    undo.hidden = !canUndo;
    if (done) whenDone();
    whenDone = () => {};
    const gone = pressed && !pressed.getClientRects().length;
    if (gone && [document.body, pressed].some((node) => node === document.activeElement)) said.focus();
  }
  const show = () => parts.forEach((part) => part.show());
  const unfollow = follow(model, {
    "change:values": show,
    "change:tests": show,
    "change:problems": showProblems,
    "change:errors"() {
      parts.forEach((part) => part.showErrors?.(model.get("errors")));
      parts.forEach((part) => part.focusWrong?.());
    },
    "change:status": showStatus,
  });
  showProblems();
  return () => {
    notebook.answered();
    unfollow();
  };
}

export default { render };
