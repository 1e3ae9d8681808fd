// Own routines in the settings: a list, and the editor of the one that is being made or changed.

import { button, el } from "./dom.js";
import { say } from "./language.js";
import { newStep, routineEditor } from "./routine_editor.js";
import { actions, items, section } from "./section.js";

/** A routine as the file takes it: without what was left empty. @param {Routine} routine */
export function cleaned({ key: _, ...routine }) {
  const full = (/** @type {object} */ item) =>
    Object.fromEntries(Object.entries(item).filter(([, value]) => value !== null && value.length !== 0));
  return { ...full(routine), steps: routine.steps.map(full) };
}

/** @param {Shared} shared @returns {Part} */
export function routineSettings({ model, ask, labels, values, drafts, keep }) {
  const list = el("ul", { class: "rt-list" });
  const place = el("div");
  /** @type {ReturnType<typeof routineEditor> | null} */
  let editor = null;
  /** @param {Routine} routine @param {string} replaces the key of the one that is changed */
  function open(routine, replaces) {
    keep("routine", { routine, replaces });
    editor = routineEditor({
      routine, labels, areas: model.get("areas").rolled,
      changed: (next) => keep("routine", { routine: next, replaces }),
      save: (next) => ask({ kind: "routine", routine: cleaned(next), replaces }, close),
      close,
    });
    place.replaceChildren(editor.node);
  }
  function close() {
    keep("routine", undefined);
    editor = null;
    place.replaceChildren();
  }
  /** @param {Routine} routine */
  function edit(routine, replaces = "") {
    open(structuredClone(routine), replaces);
    editor?.focus();
  }
  const copyOf = (/** @type {Routine} */ one) =>
    edit({ ...one, name: say("My {routine}", { routine: one.name }), source: "" });
  const fresh = () => edit({ key: "", name: "", about: "", setup: [], steps: [newStep()] });
  function show() {
    list.replaceChildren(
      ...items(values().routines.map((/** @type {Routine} */ one) => [one.name,
        button(say("Change"), () => edit(one, one.key)),
        button(say("Remove"), () => ask({ kind: "remove routine", key: one.key }))])),
      ...items(model.get("built_in").map((/** @type {Routine} */ one) => [
        say("{routine} (built in)", { routine: one.name }), button(say("Copy and change"), () => copyOf(one))])));
  }
  show();
  if (drafts.routine) open(drafts.routine.routine, drafts.routine.replaces);
  return {
    node: section(labels.routines, Boolean(drafts.routine), list,
      actions(button(say("New routine"), fresh, "rt-button rt-new-routine")), place),
    show,
    showErrors: (errors) => editor?.showErrors(errors),
    focusWrong: () => editor?.focusWrong(),
  };
}
