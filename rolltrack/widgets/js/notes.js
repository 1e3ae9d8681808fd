// Notes, and when to get help.

import { el } from "./dom.js";

/** Put one note into its box: the text, where it comes from, and *get help* where it belongs. */
export function fillNote(box, note) {
  box.hidden = !note?.text;
  if (box.hidden) return;
  const help = note.get_help.flatMap(([title, items]) => [el("strong", { text: title }), el("ul", {}, items.map((item) => el("li", { text: item })))]);
  box.replaceChildren(el("p", { text: note.text }), ...help, el("p", { class: "rt-source", text: `Source: ${note.source}` }));
}

/** *Get help* as [title, items] pairs. */
export const helpLists = (lists) =>
  el("div", { class: "rt-help-lists" }, lists.map(([title, items]) => el("div", {}, el("h3", { text: title }), el("ul", {}, items.map((item) => el("li", { text: item }))))));
