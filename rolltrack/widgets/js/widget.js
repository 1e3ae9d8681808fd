// What every widget begins with: its look, its language, its keys, what it follows of its model, and when.

import { speak } from "./language.js";

/**
 * Make a node the widget of a model. Later controls in it are covered as well.
 * @param {Model} model
 * @param {HTMLElement} root
 * @param {...string} looks classes
 */
export function begin(model, root, ...looks) {
  speak(model.get("language"));
  root.classList.add("rt", ...looks);
  keepKeys(root);
}

/**
 * Keep JupyterLab's shortcuts (d d deletes a cell) away from every control inside a node.
 * @param {HTMLElement} root
 */
function keepKeys(root) {
  const own = (/** @type {Element} */ node) => node.setAttribute("data-lm-suppress-shortcuts", "true");
  root.addEventListener("focusin", (event) => own(/** @type {Element} */ (event.target)));
  const all = "button, input, select, textarea, summary, a, [tabindex]";
  new MutationObserver(() => root.querySelectorAll(all).forEach(own)).observe(root, { childList: true, subtree: true });
  for (const kind of ["keydown", "keyup", "keypress"]) root.addEventListener(kind, (event) => event.stopPropagation());
}

/**
 * Call what is named by an event of the model, and ask for what is new where the log has changed;
 * gives a function that ends this.
 * @param {Model} model
 * @param {Record<string, (...news: any[]) => void>} acts
 */
export function follow(model, acts) {
  const look = () => model.send({ kind: "look" });
  const all = Object.entries({ "change:version": look, ...acts });
  all.forEach(([name, act]) => model.on(name, act));
  if (model.get("version")) look();
  return () => all.forEach(([name, act]) => model.off(name, act));
}

/**
 * Does it once, when nothing more came for so many milliseconds; `cancel()` does not do it at all.
 * @template {any[]} T
 * @param {(...values: T) => void} act
 * @param {number} pause
 */
export function later(act, pause) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const cancel = () => clearTimeout(timer);
  /** @param {T} values */
  const soon = (...values) => {
    cancel();
    timer = setTimeout(act, pause, ...values);
  };
  return Object.assign(soon, { cancel });
}
