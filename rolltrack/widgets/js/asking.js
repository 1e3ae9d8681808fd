// What a button asks of the notebook, and what is said where it does not answer.

import { say } from "./language.js";

const PATIENCE = 8000;

/**
 * `ask(message, then)` sends a message; `answered()` is for whoever hears the answer. `then` is
 * what to do where none comes. `silent()` is called then, before it is said.
 * @param {Model} model
 * @param {(text: string) => void} tell
 * @param {() => void} [silent]
 */
export function asking(model, tell, silent = () => {}) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  const answered = () => {
    clearTimeout(waiting);
    waiting = undefined;
  };
  /** @param {object} message @param {string} [then] */
  function ask(message, then = say("Then try again.")) {
    answered();
    tell("");
    waiting = setTimeout(() => {
      answered();
      silent();
      const what = say(
        "No answer from the notebook yet. If this stays: choose Kernel, then Restart Kernel and Run All Cells.",
      );
      tell(`${what} ${then}`);
    }, PATIENCE);
    model.send(message);
  }
  return { ask, answered, isWaiting: () => waiting !== undefined };
}
