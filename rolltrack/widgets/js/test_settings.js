// Which flexibility test, how it is done, and three tries of it.

import { oneOf } from "./choice.js";
import { button, el, sourceLine } from "./dom.js";
import { field } from "./field.js";
import { say } from "./language.js";
import { actions, asText, section } from "./section.js";

/** The middle one of three whole numbers as text, once there are three. @param {string[]} tries */
export function middleOf(tries) {
  const numbers = tries.map((text) => text.trim()).filter((text) => /^-?\d+$/.test(text)).map(Number);
  return numbers.length === 3 ? numbers.sort((a, b) => a - b)[1] : undefined;
}

/** @param {Test} test */
const inWords = ({ how, unit, noise, source, error, error_source: from }) => [
  el("p", { class: "rt-tip" }, `${how} `, say("Same time of day, before rolling, three tries; the middle one counts.")),
  el("p", { text: noise
    ? say("A change below {noise} {unit} can be measurement error, even with trained testers.", { noise, unit })
    : say("No published measurement error was found for this test.") }),
  source ? sourceLine(source) : "",
  el("p", { class: "rt-own-error", text: error }), sourceLine(from)];

/** @param {Shared} shared @returns {Part} */
export function testSettings({ model, ask, labels, values, drafts, keep }) {
  /** @type {() => Test[]} */
  const tests = () => model.get("tests");
  const chosen = () => asText(values().flexibility_test);
  const how = el("div");
  const choice = oneOf({
    name: "flexibility_test", label: labels.flexibility_test, look: "rt-chips", value: chosen(), clears: true,
    options: tests().map((test) => [test.key, test.label]),
    changed: (key) => {
      ask({ kind: "save", values: { flexibility_test: key } });
      show(key);
    },
  });
  /** @type {string[]} */
  const three = drafts.tries || ["", "", ""];
  const inputs = three.map((value, at) => {
    const input = el("input", {
      class: "rt-number", inputmode: "numeric", "aria-label": say("Try {number}", { number: at + 1 }), value,
      oninput() {
        three[at] = input.value;
        keep("tries", three);
        showMiddle();
      },
    });
    return input;
  });
  const unit = el("span", { class: "rt-unit" });
  const row = el("div", { class: "rt-stepper" }, inputs, unit);
  const tries = field({ name: "tries", label: labels.tries, help: say("Before rolling"), control: row });
  const kept = el("p", { class: "rt-soft", "aria-live": "polite" });
  const log = () => ask({ kind: "tries", test: choice.get(), values: three }, () => {
    inputs.forEach((input, at) => (input.value = three[at] = ""));
    keep("tries", undefined);
    showMiddle();
  });
  const save = button(say("Log the middle one"), log, "rt-button rt-keep-tries");
  function showMiddle() {
    const middle = middleOf(three);
    kept.textContent = middle === undefined ? "" : say("The middle one: {middle}", { middle });
  }
  function show(key = chosen()) {
    choice.set(key);
    const test = tests().find((one) => one.key === key);
    tries.node.hidden = save.hidden = kept.hidden = !test;
    const stay = say("Choose one and stay with it, to compare like with like.");
    how.replaceChildren(...(test ? inWords(test) : [el("p", { class: "rt-soft", text: stay })]));
    unit.textContent = test?.unit ?? "";
    showMiddle();
  }
  show();
  return {
    node: section(say("Flexibility test"), false, choice.node, how, tries.node, kept, actions(save)),
    show: () => show(),
    showErrors: (errors) => tries.showError(errors.tries),
  };
}
