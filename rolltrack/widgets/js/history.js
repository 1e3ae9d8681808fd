// The list of entries: find, correct, delete, undo; and the lines that could not be read.

import { asking } from "./asking.js";
import { el } from "./dom.js";
import { keepKeys } from "./keys.js";
import { questions, whenPicker } from "./questions.js";

function render({ model, el: root }) {
  root.classList.add("rt", "rt-history");
  const status = el("span", { class: "rt-status", role: "status", "aria-live": "polite", tabindex: "-1" });
  const { ask, answered } = asking(model, (text) => (status.textContent = text));
  const undo = el("button", { type: "button", class: "rt-button rt-undo", text: "Undo", onclick: () => ask({ kind: "undo" }) });
  const redo = el("button", { type: "button", class: "rt-button rt-redo", text: "Redo", onclick: () => ask({ kind: "redo" }) });
  const find = el("input", { class: "rt-text", type: "search", placeholder: "a word, a date, a routine …", "aria-label": "Find entries", style: "max-width: 320px", oninput: later(() => model.send({ kind: "find", text: find.value })) });
  const count = el("p", { class: "rt-soft", role: "status" });
  const list = el("div", { class: "rt-entries" });
  const more = el("button", { type: "button", class: "rt-button", text: "Show more", onclick: () => ask({ kind: "more" }) });
  const missing = el("div", { class: "rt-note rt-missing" });
  const unread = el("details", { class: "rt-unread" });
  root.append(
    el("div", { class: "rt-head" }, el("h2", { text: "Your entries" }), find),
    missing, count, el("div", { class: "rt-actions", style: "margin: 0 0 12px" }, undo, redo, status), list, more, unread,
  );
  keepKeys(root);

  let editing = null;
  function showRows() {
    const rows = model.get("rows");
    const kept = editing && list.querySelector(".rt-editing");
    holdFocus(() => list.replaceChildren(...rows.map((row) => (kept && row.id === editing ? kept : entryLine(row)))));
    const total = model.get("total");
    count.textContent = total ? `${rows.length} of ${total} ${total === 1 ? "entry" : "entries"}, newest first` : model.get("nothing");
    more.hidden = rows.length >= total;
  }
  /** Where a redrawn list takes the keyboard's place away, it goes to the same entry, or the next one. */
  function holdFocus(draw) {
    const held = list.contains(document.activeElement) ? document.activeElement : null;
    const line = held?.closest(".rt-entry");
    const at = [...list.children].indexOf(line);
    draw();
    if (!held) return;
    if (held.isConnected) return held.focus();
    const lines = [...list.children];
    const next = lines.find((one) => one.dataset.id === line.dataset.id) || lines[Math.min(at, lines.length - 1)];
    (next?.querySelector(".rt-edit") || status).focus();
  }
  function entryLine(row) {
    const line = el("article", { class: "rt-entry", "data-id": row.id, "aria-label": `${row.when}, ${row.what}` },
      el("div", { class: "rt-entry-words" }, el("strong", { text: row.what }), el("span", { class: "rt-soft", text: row.when }), row.more ? el("span", { text: row.more }) : null),
      el("div", { class: "rt-entry-buttons" },
        el("button", { type: "button", class: "rt-link rt-edit", "aria-label": `Edit ${row.what}, ${row.when}`, text: "Edit", onclick: () => edit(row, line) }),
        el("button", { type: "button", class: "rt-link rt-delete", "aria-label": `Delete ${row.what}, ${row.when}`, text: "Delete", onclick: () => ask({ kind: "delete", id: row.id }) })));
    return line;
  }
  function edit(row, line) {
    closeEditor();
    editing = row.id;
    const form = questions({ fields: model.get("fields"), testUnits: model.get("test_units"), moreWords: model.get("more_words"), values: row.values, answered: () => {} });
    let start = row.values.start;
    const when = whenPicker({ dayStartsMinutes: 0, value: start, canBeNow: false, picked: (text) => (start = text || row.values.start) });
    const save = el("button", { type: "button", class: "rt-button rt-primary rt-save-edit", text: "Save changes", onclick: () => ask({ kind: "edit", id: row.id, values: { ...form.shown(), kind: row.values.kind, start } }) });
    const editor = el("article", { class: "rt-entry rt-editing", "data-id": row.id },
      el("h3", { text: `Correct: ${row.when}` }), when.sentence, when.node, form.everyDay, form.details,
      el("div", { class: "rt-actions" }, save, el("button", { type: "button", class: "rt-button", text: "Cancel", onclick: () => { closeEditor(); showRows(); } })));
    editor.showErrors = (errors) => { when.showError(errors.start); form.showErrors(errors); };
    line.replaceWith(editor);
    editor.querySelector("[role=radio][tabindex='0']")?.focus();
  }
  function closeEditor() {
    editing = null;
  }
  function showProblems() {
    const lines = model.get("problems");
    const words = lines.length === 1 ? "1 thing to know about the file" : `${lines.length} things to know about the file`;
    unread.hidden = !lines.length;
    unread.replaceChildren(el("summary", { text: words }),
      el("p", { class: "rt-soft", text: "Lines that could not be read stay in the file as they are. Mend them there, in a text editor or a spreadsheet." }),
      el("ul", {}, lines.map((item) => el("li", {}, el("span", { text: `${item.where}${item.reason}` }), item.text ? el("code", { style: "display: block; overflow-wrap: anywhere", text: item.text }) : null))));
    const gone = model.get("missing");
    missing.hidden = !gone.length;
    missing.replaceChildren(el("p", { text: `${gone.length} ${gone.length === 1 ? "entry is" : "entries are"} missing from the file, or set back to older values. Another program may have saved older contents. Putting back empties no answer.` }),
      el("ul", {}, gone.map((words) => el("li", { text: words }))),
      el("button", { type: "button", class: "rt-button rt-restore", text: "Put them back", onclick: () => ask({ kind: "restore" }) }),
      el("button", { type: "button", class: "rt-link", text: "I removed them myself", onclick: () => ask({ kind: "forget" }) }));
  }
  function showStatus() {
    const now = model.get("status");
    answered();
    status.textContent = now.text || "";
    if (now.closed) { closeEditor(); showRows(); }
  }
  const follow = {
    "change:rows": () => { answered(); showRows(); },
    "change:total": showRows,
    "change:problems": showProblems,
    "change:missing": showProblems,
    "change:status": showStatus,
    "change:errors": () => list.querySelector(".rt-editing")?.showErrors(model.get("errors")),
  };
  Object.entries(follow).forEach(([name, act]) => model.on(name, act));
  showRows();
  showProblems();
  showStatus();
  return () => {
    answered();
    Object.entries(follow).forEach(([name, act]) => model.off(name, act));
  };
}

function later(act) {
  let timer = null;
  return () => { clearTimeout(timer); timer = setTimeout(act, 200); };
}

export default { render };
