// "Is it helping?": the answer of the experiment, if there is one, and that of the log.

import { answerBlock } from "./answers.js";
import { oneOf } from "./choice.js";
import { el } from "./dom.js";
import { keepKeys } from "./keys.js";

function render({ model, el: root }) {
  root.classList.add("rt", "rt-answers");
  const what = el("div", {});
  const shown = el("div", { role: "status", "aria-live": "polite" });
  root.append(what, shown);
  keepKeys(root);

  function showOutcomes() {
    const outcomes = model.get("outcomes");
    what.hidden = outcomes.length < 2;
    const picker = oneOf({
      name: "outcome", label: "Is it helping with", options: outcomes, value: model.get("outcome"), look: "rt-chips",
      changed: (key) => {
        picker.set(key || model.get("outcome"));
        if (key) model.send({ kind: "ask", outcome: key });
      },
    });
    what.replaceChildren(picker.node);
  }
  function showAnswers() {
    const open = [...shown.querySelectorAll("details")].map((node) => node.open);
    shown.replaceChildren(...model.get("answers").map(answerBlock));
    if (model.get("trouble")) shown.replaceChildren(el("p", { class: "rt-error", text: model.get("trouble") }));
    shown.querySelectorAll("details").forEach((node, at) => (node.open = open[at] ?? false));
  }
  const follow = { "change:outcomes": showOutcomes, "change:answers": showAnswers, "change:trouble": showAnswers };
  Object.entries(follow).forEach(([name, act]) => model.on(name, act));
  showOutcomes();
  showAnswers();
  return () => Object.entries(follow).forEach(([name, act]) => model.off(name, act));
}

export default { render };
