import assert from "node:assert/strict";
import { test } from "node:test";
import { press, show } from "./page.js";
import { longTime, stepper } from "../../../rolltrack/widgets/js/stepper.js";

test("a long time is read as minutes, or as hours and minutes", () => {
  const read = { 450: 450, "7:30": 450, "7 h 30": 450, "7h30": 450, "8 h": 480, "7 h 5 min": 425, 0: 0 };
  for (const [text, minutes] of Object.entries(read)) assert.equal(longTime.number(text), minutes, text);
});

test("what is no time is not a number", () => {
  for (const text of ["", "7:", "7:3", "7:75", "long", "-5"]) assert.ok(Number.isNaN(longTime.number(text)), text);
});

test("a long time is shown in the other way too", () => {
  assert.equal(longTime.readout("450"), "min = 7 h 30");
  assert.equal(longTime.readout("7:30"), "= 450 min");
  assert.equal(longTime.readout("45"), "min");
});

test("stepping stays within the range, starts at the usual number, and arrows do it too", () => {
  const told = [];
  const control = stepper({
    name: "minutes", label: "Minutes", low: 0, high: 10, first: 5, changed: (text) => told.push(text),
  });
  show(control.node);
  const [less, more] = control.node.querySelectorAll("button");
  less.click();
  more.click();
  for (let at = 0; at < 9; at += 1) more.click();
  press("ArrowDown", control.node.querySelector("input"));
  assert.deepEqual(told.slice(0, 2), ["5", "6"]);
  assert.equal(told.at(-2), "10");
  assert.equal(control.get(), "9");
});

test("whatever is typed stays, right or wrong", () => {
  const control = stepper({ name: "minutes", label: "Minutes", low: 0, high: 10, changed() {} });
  control.set("lots");
  assert.equal(control.get(), "lots");
});
