import assert from "node:assert/strict";
import { test } from "node:test";
import { press, show } from "./page.js";
import { anyOf, oneOf, ratings } from "../../../rolltrack/widgets/js/choice.js";

/** A rating of pain, and all that it told. */
function rating(more = {}) {
  const told = [];
  const control = oneOf({
    name: "pain", label: "Pain after", options: ratings(0, 10), clears: true,
    changed: (value) => told.push(value), ...more,
  });
  show(control.node);
  const option = (value) => control.node.querySelector(`[data-value="${value}"]`);
  return { control, told, option, clear: control.node.querySelector(".rt-clear") };
}

test("an answer that is chosen again stays", () => {
  const { control, told, option } = rating();
  option(0).focus();
  press("4");
  assert.equal(document.activeElement, option(4));
  option(4).click(); // what Enter and Space do to a button
  assert.equal(control.get(), "4");
  assert.equal(option(4).getAttribute("aria-checked"), "true");
  assert.deepEqual(told, ["4", "4"]);
});

test("a filled-in answer that is confirmed stays, and counts as answered", () => {
  const { control, told, option } = rating({ value: "3" });
  option(3).click();
  assert.equal(control.get(), "3");
  assert.deepEqual(told, ["3"]);
});

test("clearing is a button of its own that says what it clears, there while something is chosen", () => {
  const { control, told, option, clear } = rating();
  assert.equal(clear.style.visibility, "hidden");
  option(6).click();
  assert.equal(clear.style.visibility, "");
  assert.equal(clear.getAttribute("aria-label"), "Pain after: clear the answer");
  clear.click();
  assert.equal(control.get(), "");
  assert.deepEqual(told, ["6", ""]);
  assert.equal(document.activeElement, option(0));
});

test("the Delete key clears, but not where one must be chosen", () => {
  const open = rating({ value: "3" });
  press("Delete", open.option(3));
  assert.equal(open.control.get(), "");
  const fixed = rating({ value: "3", clears: false });
  assert.equal(fixed.clear, null);
  press("Delete", fixed.option(3));
  assert.equal(fixed.control.get(), "3");
});

test("1 and soon after 0 are ten; arrows go round", () => {
  const { control, option } = rating();
  option(0).focus();
  press("1");
  press("0");
  assert.equal(control.get(), "10");
  press("ArrowRight");
  assert.equal(control.get(), "0");
  press("ArrowLeft");
  assert.equal(control.get(), "10");
});

test("one place in the order of tabs: the chosen one, or else the first", () => {
  const { control, option } = rating();
  const places = () => ratings(0, 10).filter(([value]) => option(value).tabIndex === 0).map(([value]) => value);
  assert.deepEqual(places(), ["0"]);
  control.set("7");
  assert.deepEqual(places(), ["7"]);
});

test("keys that are chosen keep the order of the options, and one that is not offered stays", () => {
  const options = [["a", "A"], ["b", "B"]];
  const control = anyOf({ name: "areas", label: "Areas", options, value: "neck|b", changed() {} });
  control.node.querySelector("[data-value=a]").click();
  assert.equal(control.get(), "a|b|neck");
});
