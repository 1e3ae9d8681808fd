// A part of the settings, folded away behind its title.

import { el } from "./dom.js";

/**
 * @param {string} title
 * @param {boolean} open
 * @param {...(Node | Node[])} children
 */
export const section = (title, open, ...children) =>
  el("details", { class: "rt-section", open }, el("summary", { text: title }), ...children.flat());

/** @param {...Node} buttons */
export const actions = (...buttons) => el("div", { class: "rt-actions" }, buttons);

/** A list of what was set, each with its buttons. @param {[text: string, ...buttons: Node[]][]} all */
export const items = (all) =>
  all.map(([text, ...buttons]) => el("li", {}, el("span", { text }), buttons));

/** A setting as text; several joined by `|`. @param {any} value */
export const asText = (value) => (Array.isArray(value) ? value.join("|") : String(value ?? ""));

/** The first of these controls that is wrong. @param {{ node: HTMLElement, focus: () => void }[]} controls */
export const firstWrong = (controls) => controls.find(({ node }) => node.matches(".rt-wrong, :has(.rt-wrong)"));
