import assert from "node:assert/strict";
import { test } from "node:test";
import { restored } from "../../../rolltrack/widgets/js/draft.js";
import { stamp } from "../../../rolltrack/widgets/js/stamp.js";
import { timeSaid } from "../../../rolltrack/widgets/js/when_picker.js";

const at = (day, hour, minute = 0) => new Date(2026, 10, day, hour, minute);
const THREE = 180; // the day starts at 03:00

test("the time of an entry is said with the day that it counts for", () => {
  assert.equal(timeSaid(at(21, 18, 30), THREE, at(21, 20)).when, "Today, 21 November, 18:30");
  assert.equal(timeSaid(at(21, 1), THREE, at(21, 1)).when, "Today, 21 November, 01:00, counts for 20 November");
  assert.equal(timeSaid(at(19, 7, 15), THREE, at(21, 20)).when, "19 November, 07:15");
});

test("an earlier day is asked about as one", () => {
  assert.equal(timeSaid(at(21, 8), THREE, at(21, 20)).how, "How is it today?");
  assert.equal(timeSaid(at(20, 8), THREE, at(21, 20)).how, "How was it on 20 November?");
  assert.equal(timeSaid(at(21, 2), THREE, at(21, 9)).how, "How was it on 20 November?");
});

test("what the log keeps has the local time and its offset", () => {
  assert.match(stamp(at(21, 18, 30)), /^2026-11-21T18:30:00[+-]\d\d:\d\d$/);
  assert.equal(new Date(stamp(at(1, 0))).getTime(), at(1, 0).getTime());
});

test("a draft of yesterday counts for yesterday", () => {
  const kept = { values: { pain_before: "6" }, typed: ["pain_before"], at: at(20, 22).getTime() };
  assert.equal(restored(kept, THREE, at(21, 9)).values.start, stamp(at(20, 22)));
  assert.equal(restored(kept, THREE, at(21, 9)).values.pain_before, "6");
});

test("a draft of the same day counts for now, also past midnight", () => {
  const kept = { values: {}, typed: [], at: at(20, 22).getTime() };
  assert.equal(restored(kept, THREE, at(21, 2)).values.start, "");
});

test("a draft keeps the time that the person chose, and goes after a day", () => {
  const chosen = "2026-11-18T07:00:00+01:00";
  const kept = { values: { start: chosen }, typed: [], at: at(20, 22).getTime() };
  assert.equal(restored(kept, THREE, at(21, 9)).values.start, chosen);
  assert.equal(restored(kept, THREE, at(21, 23)), null);
  assert.equal(restored(null, THREE), null);
});
