// What a button asks of the notebook.

/** Sends what a button asks for; says so where the notebook does not answer. */
export function asking(model, say) {
  let waiting = null;
  const answered = () => clearTimeout(waiting);
  function ask(message) {
    answered();
    say("");
    waiting = setTimeout(() => say("No answer from the notebook yet. If this stays: choose Kernel, then Restart Kernel and Run All Cells, then try again."), 8000);
    model.send(message);
  }
  return { ask, answered };
}
