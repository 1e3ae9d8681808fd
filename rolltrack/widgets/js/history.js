// The list of entries: find, correct, delete, undo; and the lines that could not be read.

import { asking } from "./asking.js";
import { bullets, button, el, statusLine } from "./dom.js";
import { say, several } from "./language.js";
import { questions } from "./questions.js";
import { whenPicker } from "./when_picker.js";
import { begin, follow, later } from "./widget.js";

/** @param {Widget} widget */
function render({ model, el: root }) {
  begin(model, root, "rt-history");
  const status = statusLine({ tabindex: "-1" });
  const { ask, answered } = asking(model, (text) => (status.textContent = text));
  const undo = button(say("Undo"), () => ask({ kind: "undo" }), "rt-button rt-undo");
  const redo = button(say("Redo"), () => ask({ kind: "redo" }), "rt-button rt-redo");
  const find = el("input", {
    class: "rt-text", type: "search", style: "max-width: 320px", "aria-label": say("Find entries"),
    placeholder: say("a word, a date, a routine …"),
    oninput: later(() => model.send({ kind: "find", text: find.value }), 200),
  });
  const count = el("p", { class: "rt-soft", role: "status" });
  const list = el("div", { class: "rt-entries" });
  const more = button(say("Show more"), () => ask({ kind: "more" }));
  const missing = el("div", { class: "rt-note rt-missing" });
  const unread = el("details", { class: "rt-unread" });
  root.append(
    el("div", { class: "rt-head" }, el("h2", { text: say("Your entries") }), find), missing, count,
    el("div", { class: "rt-actions", style: "margin: 0 0 12px" }, undo, redo, status), list, more, unread,
  );

  /** @type {{ id: string, node: HTMLElement, showErrors: (errors: Answers) => void } | null} */
  let editor = null;
  function showRows() {
    /** @type {Row[]} */
    const rows = model.get("rows");
    holdFocus(() => list.replaceChildren(...rows.map((row) => (row.id === editor?.id ? editor.node : entryLine(row)))));
    count.textContent = model.get("count");
    more.hidden = !model.get("can_show_more");
  }
  /** Where a redrawn list takes the keyboard's place away, it goes to the same entry, or the next one. */
  function holdFocus(/** @type {() => void} */ draw) {
    const lines = () => /** @type {HTMLElement[]} */ ([...list.children]);
    const held = /** @type {HTMLElement | null} */ (list.querySelector(":focus"));
    const at = lines().findIndex((one) => one.contains(held));
    const id = lines()[at]?.dataset.id;
    draw();
    if (!held) return;
    if (held.isConnected) return held.focus();
    const next = lines().find((one) => one.dataset.id === id) || lines()[Math.min(at, lines().length - 1)];
    /** @type {HTMLElement} */ (next?.querySelector(".rt-edit") || status).focus();
  }
  /** @param {Row} row */
  function entryLine({ id, when, what, more: rest, values }) {
    const edit = button(say("Edit"), () => correct(id, when, values), "rt-link rt-edit", {
      "aria-label": say("Edit {what}, {when}", { what, when }),
    });
    const remove = button(say("Delete"), () => ask({ kind: "delete", id }), "rt-link rt-delete", {
      "aria-label": say("Delete {what}, {when}", { what, when }),
    });
    return el("article", { class: "rt-entry", "data-id": id, "aria-label": `${what}, ${when}` },
      el("div", { class: "rt-entry-words" },
        el("strong", { text: what }), el("span", { class: "rt-soft", text: when }), el("span", { text: rest })),
      el("div", { class: "rt-entry-buttons" }, edit, remove));
  }
  /**
   * Open the questions of an entry in the place of its line.
   * @param {string} id @param {string} when @param {Answers} values
   */
  function correct(id, when, values) {
    let start = values.start;
    const form = questions({
      fields: model.get("fields"), testUnits: model.get("test_units"), moreWords: model.get("more_words"), values,
    });
    const picked = (/** @type {string} */ text) => (start = text || values.start);
    const picker = whenPicker({ dayStartsMinutes: () => 0, value: start, canBeNow: false, picked });
    const send = () => ask({ kind: "edit", id, values: { ...form.shown(), kind: values.kind, start } });
    const save = button(say("Save changes"), send, "rt-button rt-primary rt-save-edit");
    const node = el("article", { class: "rt-entry rt-editing", "data-id": id },
      el("h3", { text: say("Correct: {when}", { when }) }), picker.sentence, picker.node, form.everyDay, form.details,
      el("div", { class: "rt-actions" }, save, button(say("Cancel"), close)));
    editor = {
      id,
      node,
      showErrors(errors) {
        picker.showError(errors.start);
        form.showErrors(errors);
      },
    };
    showRows();
    /** @type {HTMLElement | null} */ (node.querySelector("[role=radio][tabindex='0']"))?.focus();
  }
  function close() {
    editor = null;
    showRows();
  }
  function showProblems() {
    /** @type {{ where: string, reason: string, text?: string }[]} */
    const lines = model.get("problems");
    const code = (/** @type {string} */ text) => el("code", { style: "display: block; overflow-wrap: anywhere", text });
    unread.hidden = !lines.length;
    const stay = say("Lines that could not be read stay in the file as they are.");
    const mend = say("Mend them there, in a text editor or a spreadsheet.");
    unread.replaceChildren(
      el("summary", {
        text: several(lines.length, "{number} thing to know about the file", "{number} things to know about the file"),
      }),
      el("p", { class: "rt-soft", text: `${stay} ${mend}` }),
      el("ul", {}, lines.map(({ where, reason, text }) =>
        el("li", {}, el("span", { text: where + reason }), text ? code(text) : null))));
  }
  function showMissing() {
    /** @type {string[]} */
    const gone = model.get("missing");
    const what = several(
      gone.length,
      "{number} entry is missing from the file, or set back to older values.",
      "{number} entries are missing from the file, or set back to older values.",
    );
    const why = say("Another program may have saved older contents. Putting back empties no answer.");
    missing.hidden = !gone.length;
    missing.replaceChildren(el("p", { text: `${what} ${why}` }), bullets(gone),
      button(say("Put them back"), () => ask({ kind: "restore" }), "rt-button rt-restore"),
      button(say("I removed them myself"), () => ask({ kind: "forget" }), "rt-link"));
  }
  function showStatus() {
    answered();
    status.textContent = model.get("status").text || "";
    if (model.get("status").closed) close();
  }
  const unfollow = follow(model, {
    "change:rows": () => {
      answered();
      showRows();
    },
    "change:count": showRows,
    "change:problems": showProblems,
    "change:missing": showMissing,
    "change:status": showStatus,
    "change:errors": () => editor?.showErrors(model.get("errors")),
  });
  showRows();
  showProblems();
  showMissing();
  showStatus();
  return () => {
    answered();
    unfollow();
  };
}

export default { render };
