// What belongs to a session only while it runs: its keys, and a screen that stays on.

/** @type {Record<string, Press>} */
const KEYS = { escape: "stop", s: "stop", p: "pause", arrowleft: "back", arrowright: "next" };
const TYPING = "input, textarea, select, [contenteditable=true], .cm-content";
const MOVING = "[role=radiogroup], [role=tablist], [role=menu], [role=slider]";
const OPEN = ".jp-Dialog, .lm-Menu, dialog[open]";

/**
 * The keys work wherever the cursor is, but where something is typed or chosen with them, in a dialog or a
 * menu, and while the session is not on screen. Gives a function that ends this.
 * @param {HTMLElement} root
 * @param {(name: Press) => void} press
 */
export function sessionKeys(root, press) {
  /** @param {KeyboardEvent} event */
  const onKey = (event) => {
    const name = KEYS[event.key.toLowerCase()];
    const at = event.target instanceof Element ? event.target : document.body;
    if (!name || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (!root.getClientRects().length || at.closest(TYPING) || document.querySelector(OPEN)) return;
    if (event.key.startsWith("Arrow") && !root.contains(at) && at.closest(MOVING)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    press(name);
  };
  window.addEventListener("keydown", onKey, true);
  return () => window.removeEventListener("keydown", onKey, true);
}

/** Keep the screen on, where the browser can. Gives a function that ends this. */
export function keepAwake() {
  /** @type {WakeLockSentinel | null | undefined} */
  let lock = null;
  let ended = false;
  const ask = async () => {
    if (ended || document.hidden) return;
    lock = await navigator.wakeLock?.request("screen").catch(() => null);
    if (ended) lock?.release();
  };
  ask();
  document.addEventListener("visibilitychange", ask);
  return () => {
    ended = true;
    document.removeEventListener("visibilitychange", ask);
    lock?.release();
  };
}
