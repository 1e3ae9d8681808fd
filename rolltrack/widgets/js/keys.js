// Keys that belong to a widget and not to the notebook around it.

/** Keep JupyterLab's shortcuts (d d deletes a cell) away from every control inside a node, also later ones. */
export function keepKeys(root) {
  root.addEventListener("focusin", (event) => event.target.setAttribute("data-lm-suppress-shortcuts", "true"));
  const mark = () =>
    root
      .querySelectorAll("button, input, select, textarea, summary, a, [tabindex]")
      .forEach((node) => node.setAttribute("data-lm-suppress-shortcuts", "true"));
  mark();
  new MutationObserver(mark).observe(root, { childList: true, subtree: true });
  for (const kind of ["keydown", "keyup", "keypress"]) root.addEventListener(kind, (event) => event.stopPropagation());
}
