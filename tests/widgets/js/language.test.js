import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { dayInWords, say, several, speak, timeInWords } from "../../../rolltrack/widgets/js/language.js";

const NOW = new Date(2026, 10, 21, 18, 30);

afterEach(() => speak({ locale: "en_GB", words: {} }));

test("a sentence stands in English, with its values", () => {
  assert.equal(say("Next: {step}", { step: "Breathe {in}" }), "Next: Breathe {in}");
  assert.equal(several(1, "{number} day", "{number} days"), "1 day");
  assert.equal(several(12, "{number} day", "{number} days"), "12 days");
});

test("another language has its own words and its own plural forms", () => {
  const days = { one: "{number} dzień", few: "{number} dni", many: "{number} dni", other: "{number} dnia" };
  speak({ locale: "pl_PL", words: { "Next: {step}": "{step} potem", "{number} day": days } });
  assert.equal(say("Next: {step}", { step: "Oddech" }), "Oddech potem");
  assert.equal(several(1, "{number} day", "{number} days"), "1 dzień");
  assert.equal(several(22, "{number} day", "{number} days"), "22 dni");
});

test("days are written as the language does, with the year where it is another one", () => {
  assert.equal(dayInWords(NOW, NOW), "21 November");
  assert.equal(dayInWords(new Date(2025, 0, 2), NOW), "2 January 2025");
  assert.equal(timeInWords(new Date(2026, 0, 1, 7, 5)), "07:05");
  speak({ locale: "de_DE", words: {} });
  assert.equal(dayInWords(NOW, NOW), "21. November");
});
