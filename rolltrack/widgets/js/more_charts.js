// The charts that one looks at now and then: a row of names, and the picture of the one that was chosen.

import { bothThemes, redraw } from "./answers.js";
import { oneOf } from "./choice.js";
import { el } from "./dom.js";
import { say } from "./language.js";
import { begin, follow } from "./widget.js";

/** @param {Widget} widget */
function render({ model, el: root }) {
  begin(model, root, "rt-answers");
  const shown = el("div", { role: "status", "aria-live": "polite" });
  const picker = oneOf({
    name: "chart", label: say("Show"), look: "rt-chips", options: model.get("charts"), value: model.get("chart"),
    changed: (chart) => {
      redraw(shown, [el("p", { class: "rt-soft", text: say("Drawing the picture …") })]);
      model.send({ kind: "draw", chart, width: Math.min(shown.clientWidth || 680, 680) });
    },
  });
  root.append(picker.node, shown);

  function showPicture() {
    const trouble = model.get("trouble");
    const picture = bothThemes(model.get("picture"));
    redraw(shown, trouble ? [el("p", { class: "rt-error", text: trouble })] : picture ? [picture] : []);
  }
  showPicture();
  return follow(model, { "change:picture": showPicture, "change:trouble": showPicture });
}

export default { render };
