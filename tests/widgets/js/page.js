// A page without a browser, and a model without a kernel.

import { webcrypto } from "node:crypto";
import { Window } from "happy-dom";

const window = new Window();
const own = [
  "document", "Element", "HTMLElement", "Node", "MutationObserver", "Event", "KeyboardEvent", "localStorage",
];
for (const name of own) Object.defineProperty(globalThis, name, { value: window[name], configurable: true });
Object.defineProperty(globalThis, "window", { value: window, configurable: true });
// Nothing has a size here.
class Unsized {
  observe() {}
  disconnect() {}
}
Object.defineProperty(globalThis, "ResizeObserver", { value: Unsized });
if (!globalThis.crypto) Object.defineProperty(globalThis, "crypto", { value: webcrypto });

/** Show a node alone on the page. */
export function show(node) {
  document.body.replaceChildren(node);
  return node;
}

/** Press a key where the keyboard is; whether nobody kept it from the page. */
export function press(key, at = document.activeElement) {
  return at.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
}

/** A model with these traits that notes what is sent. */
export function model(traits) {
  const heard = {};
  const sent = [];
  return {
    sent,
    get: (name) => traits[name],
    set: (name, value) => (traits[name] = value),
    save_changes() {},
    send: (message) => sent.push(message),
    on: (name, act) => (heard[name] ??= new Set()).add(act),
    off: (name, act) => heard[name]?.delete(act),
    /** Say that Python has set these traits. */
    tell(changes) {
      Object.assign(traits, changes);
      for (const name of Object.keys(changes)) heard[`change:${name}`]?.forEach((act) => act());
    },
  };
}
