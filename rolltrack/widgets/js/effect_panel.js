// "Is it helping?": the answer of the experiment, if there is one, and that of the log.

import { answerBlock, redraw } from "./answers.js";
import { oneOf } from "./choice.js";
import { el } from "./dom.js";
import { say } from "./language.js";
import { begin, follow } from "./widget.js";

/** @param {Widget} widget */
function render({ model, el: root }) {
  begin(model, root, "rt-answers");
  const what = el("div");
  const shown = el("div", { role: "status", "aria-live": "polite" });
  root.append(what, shown);

  function showOutcomes() {
    const outcomes = model.get("outcomes");
    what.hidden = outcomes.length < 2;
    const picker = oneOf({
      name: "outcome", label: say("Is it helping with"), look: "rt-chips", options: outcomes,
      value: model.get("outcome"), changed: (outcome) => model.send({ kind: "ask", outcome }),
    });
    what.replaceChildren(picker.node);
  }
  function showAnswers() {
    const trouble = model.get("trouble");
    redraw(shown, trouble ? [el("p", { class: "rt-error", text: trouble })] : model.get("answers").map(answerBlock));
  }
  showOutcomes();
  showAnswers();
  return follow(model, {
    "change:outcomes": showOutcomes, "change:answers": showAnswers, "change:trouble": showAnswers,
  });
}

export default { render };
