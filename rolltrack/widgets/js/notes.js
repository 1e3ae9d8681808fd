// Notes, and when to get help.

import { bullets, el, sourceLine } from "./dom.js";

/** @typedef {[title: string, items: string[]][]} HelpLists */

/**
 * Put one note into its box: the text, where it comes from, and *get help* where it belongs.
 * @param {HTMLElement} box
 * @param {{ text?: string, source: string, get_help: HelpLists }} note
 */
export function fillNote(box, note) {
  box.hidden = !note.text;
  if (!note.text) return;
  const help = note.get_help.flatMap(([title, items]) => [el("strong", { text: title }), bullets(items)]);
  box.replaceChildren(el("p", { text: note.text }), ...help, sourceLine(note.source));
}

/** @param {HelpLists} lists */
export const helpLists = (lists) =>
  el("div", { class: "rt-help-lists" },
    lists.map(([title, items]) => el("div", {}, el("h3", { text: title }), bullets(items))));
