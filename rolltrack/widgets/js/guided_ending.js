// After rolling: stopped because it hurt, or done.

import { button, el, folded, statusLine } from "./dom.js";
import { line } from "./field.js";
import { painNow } from "./guided_choosing.js";
import { say } from "./language.js";
import { helpLists } from "./notes.js";

/**
 * After "It hurts: stop" one tap says what it was. For what may need help, that stands first; an ordinary
 * ache is rated and has it within reach.
 * @param {{ model: Model, actions: SceneActions }} asked
 */
export function stoppedScreen({ model, actions }) {
  const node = el("section", { class: "rt-stopped" });
  const takeBack = button(say("Pressed by mistake: take it back"), actions.takeBack, "rt-link rt-take-back");
  /** @param {string} text @param {...(Node | null)} parts */
  function show(text, ...parts) {
    const title = el("h2", { text, tabindex: "-1" });
    node.replaceChildren(title, ...parts.filter((part) => part !== null));
    title.focus();
  }
  function ask() {
    const answers = el("div", { class: "rt-felt" },
      button(say("An ordinary ache"), () => rate(say("Stopped"), null), "rt-button rt-ache"),
      button(say("Sharp, spreading, numb or tingling"), getHelp, "rt-button rt-sharp"));
    show(say("Stopped. What did you feel?"), answers, takeBack);
  }
  const lists = () => helpLists(model.get("get_help"));
  const getHelp = () => rate(say("Stopped. Get help"), el("div", {},
    el("p", { text: say("Please read this first: get help with any of these.") }), lists(),
    el("hr", { class: "rt-rule" })));
  /** @param {string} title @param {HTMLElement | null} first */
  function rate(title, first) {
    const texts = { pain_after: "", side_effect: "" };
    const pain = painNow("pain_after", "", (value) => (texts.pain_after = value));
    const effect = line({
      name: "side_effect", label: say("Anything you feel, in your words"),
      changed: (value) => (texts.side_effect = value),
    });
    show(title, first, pain.node, effect.node, first ? null : folded(say("Signs that need medical help"), lists()),
      el("div", { class: "rt-actions" },
        button(say("Add to the entry"), () => actions.add(texts), "rt-button rt-primary rt-add"),
        button(say("Close"), actions.again), takeBack));
  }
  return { node, focus: ask };
}

/**
 * Above the form; `saved()` says whether what was rolled is in the log.
 * @param {{ saved: () => boolean, actions: SceneActions }} asked
 */
export function doneScreen({ saved, actions }) {
  const title = el("h2");
  const words = statusLine();
  /** @type {boolean | undefined} */
  let shown;
  return {
    node: el("section", {}, el("div", { class: "rt-head" }, title,
      button(say("Back to the routines"), actions.again, "rt-button rt-again")), el("p", {}, words)),
    show() {
      if (shown === saved()) return;
      shown = saved();
      title.textContent = shown ? say("Saved") : say("Done");
      words.textContent = shown
        ? say("This session is saved. To start another one, press “Back to the routines”.")
        : say("How is it now? The form below is filled in with what you rolled; rate it and press Save.");
    },
  };
}
