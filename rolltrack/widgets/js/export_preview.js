// The page as it will be, in a frame of its own that can neither run nor load anything.

import { el, tick } from "./dom.js";
import { field } from "./field.js";
import { say } from "./language.js";

export function preview() {
  const title = say("The page as it will be");
  const frame = el("iframe", { class: "rt-page", sandbox: "", title, referrerpolicy: "no-referrer" });
  let shown = "";
  return {
    node: frame,
    /** @param {string} html */
    show(html) {
      if (html !== shown) frame.srcdoc = shown = html;
    },
  };
}

/**
 * Boxes to tick for what is shown; `hidden` lists the names of those that are not ticked.
 * @param {{ label: string, options: Options, hidden: string[], changed: (hidden: string[]) => void }} asked
 */
export function shownOrHidden({ label, options, hidden, changed }) {
  const left = () => options.filter((_, at) => !ticks[at].box.checked).map(([name]) => name);
  const ticks = options.map(([name, text]) => tick(text, !hidden.includes(name), () => changed(left())));
  return field({ name: "hidden", label, control: el("div", { class: "rt-shown" }, ticks.map((one) => one.node)) });
}
