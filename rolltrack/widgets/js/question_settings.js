// The questions before rolling, and when to get help, in the settings.

import { button, folded } from "./dom.js";
import { say } from "./language.js";
import { helpLists } from "./notes.js";
import { safetyQuestions } from "./safety_questions.js";
import { actions, section } from "./section.js";

/** @param {Shared} shared @returns {Part} */
export function questionSettings({ model, ask, labels, values }) {
  const { get_help: getHelp, ...words } = model.get("questions");
  const asked = safetyQuestions(words);
  const show = () => asked.set(values().safety || {});
  show();
  const send = () => ask({ kind: "questions", answers: asked.get() });
  const keep = button(say("Keep my answers"), send, "rt-button rt-answered");
  return {
    node: section(labels.safety, !values().safety, asked.nodes, folded(say("When to get help"), helpLists(getHelp)),
      actions(keep)),
    show,
  };
}
