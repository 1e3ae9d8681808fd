// The page as it will be, in a frame of its own that can neither run nor load anything.

import { el } from "./dom.js";
import { field } from "./field.js";

export function preview() {
  const frame = el("iframe", { class: "rt-page", sandbox: "", title: "The page as it will be", referrerpolicy: "no-referrer" });
  let shown = "";
  return {
    node: frame,
    show(html) {
      if (html !== shown) frame.srcdoc = shown = html;
    },
  };
}

/** Boxes to tick for what is shown; `hidden` lists the names of those that are not ticked. */
export function shownOrHidden({ label, options, hidden, changed }) {
  const boxes = options.map(([name, text]) => [name, el("input", { type: "checkbox", checked: !hidden.includes(name), onchange: () => changed(left()) }), text]);
  const left = () => boxes.filter(([, box]) => !box.checked).map(([name]) => name);
  const rows = boxes.map(([, box, text]) => el("label", { class: "rt-tick" }, box, text));
  return field({ name: "hidden", label, control: el("div", { class: "rt-shown" }, ...rows) });
}
