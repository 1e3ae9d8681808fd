import assert from "node:assert/strict";
import { test } from "node:test";
import { model } from "./page.js";
import { asking } from "../../../rolltrack/widgets/js/asking.js";
import { keptAt } from "../../../rolltrack/widgets/js/kept.js";

test("a notebook that does not answer is said, with what to do", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const said = [];
  const asked = asking(model({}), (text) => said.push(text));
  asked.ask({ kind: "save" }, "Then save again.");
  assert.ok(asked.isWaiting());
  t.mock.timers.tick(8000);
  assert.match(said.at(-1), /^No answer from the notebook yet\. .* Then save again\.$/);
  assert.ok(!asked.isWaiting());
});

test("an answer in time is enough", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const said = [];
  const here = model({});
  const asked = asking(here, (text) => said.push(text));
  asked.ask({ kind: "save" });
  asked.answered();
  t.mock.timers.tick(60000);
  assert.deepEqual(said, [""]);
  assert.deepEqual(here.sent, [{ kind: "save" }]);
});

test("what a browser keeps comes back, and is nothing where it refuses", () => {
  const kept = keptAt("here");
  assert.equal(kept.read(), null);
  kept.write({ a: 1 });
  assert.deepEqual(kept.read(), { a: 1 });
  localStorage.setItem("here", "{torn");
  assert.equal(kept.read(), null);
  kept.forget();
  assert.equal(localStorage.getItem("here"), null);
});
