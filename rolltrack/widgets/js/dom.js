// Elements of a page.

import { say } from "./language.js";

/**
 * An element with attributes, event handlers (`onclick: ...`) and children (nodes or text).
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Attributes} [attributes]
 * @param {...(Child | Child[])} children
 */
export function el(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children.flat());
}

/**
 * An element of a drawing.
 * @template {keyof SVGElementTagNameMap} T
 * @param {T} tag
 * @param {Attributes} attributes
 * @param {...Child} children
 */
export function svg(tag, attributes, ...children) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

/**
 * @template {Element} E
 * @param {E} node
 * @param {Attributes} attributes
 * @param {Child[]} children
 */
function filled(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else if (name === "text") node.textContent = String(value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/**
 * @param {string} text
 * @param {(event: MouseEvent) => void} onclick
 * @param {string} [look] classes; `rt-link` looks like a link
 * @param {Attributes} [attributes]
 */
export function button(text, onclick, look = "rt-button", attributes = {}) {
  return el("button", { type: "button", class: look, text, onclick, ...attributes });
}

/**
 * A box to tick; `box.checked` says whether it is.
 * @param {string} text
 * @param {boolean} on
 * @param {(on: boolean) => void} changed
 */
export function tick(text, on, changed) {
  const box = el("input", { type: "checkbox", checked: on, onchange: () => changed(box.checked) });
  return { box, node: el("label", { class: "rt-tick" }, box, el("span", { text })) };
}

/** @param {string[]} texts */
export const bullets = (texts) => el("ul", {}, texts.map((text) => el("li", { text })));

/**
 * What is folded away behind its title.
 * @param {string} title
 * @param {...Child} children
 */
export const folded = (title, ...children) => el("details", {}, el("summary", { text: title }), ...children);

/** @param {string} source */
export const sourceLine = (source) => el("p", { class: "rt-source", text: say("Source: {source}", { source }) });

/** A line that tells what happened, also to those who hear the page. */
export const statusLine = (attributes = {}) =>
  el("span", { class: "rt-status", role: "status", "aria-live": "polite", ...attributes });

let lastNumber = 0;
/**
 * An id that no other element on the page has.
 * @param {string} stem
 */
export function freshId(stem) {
  lastNumber += 1;
  return `rt-${stem}-${lastNumber}-${Math.random().toString(36).slice(2, 8)}`;
}
