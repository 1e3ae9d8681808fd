// What the effect panel and the experiment planner share: an answer as HTML.

import { bullets, el, folded } from "./dom.js";
import { say } from "./language.js";

/** The stylesheet shows the one that fits. @param {Picture} [picture] */
export function bothThemes(picture) {
  if (!picture?.light) return null;
  return el("div", { class: "rt-picture" },
    el("img", { class: "rt-light", alt: picture.words, src: picture.light }),
    el("img", { class: "rt-dark", alt: picture.words, src: picture.dark }));
}

/** "95 %" stays on one line. @param {string} text */
const whole = (text) => text.replaceAll(" %", "\u00a0%");
/** @param {string[]} texts */
export const reasons = (texts) => bullets(texts.map(whole));

/** A mark and a word each, so that nothing rests on colour. @param {Answer["gates"]} gates */
const conditions = (gates) => el("ul", { class: "rt-gates" }, gates.map(({ passed, reason }) =>
  el("li", {}, el("strong", { text: passed ? say("✓ fine:") : say("▲ not met:") }), ` ${whole(reason)}`)));

/**
 * One answer: in plain words, in numbers, why the averages differ; then the picture, how it is known
 * and what would make it wrong.
 * @param {Answer} answer
 */
export function answerBlock(answer) {
  const soft = (/** @type {string} */ text) => el("p", { class: "rt-when", text });
  const asides = answer.asides.map(({ label, sentence }) =>
    el("p", {}, el("strong", { text: `${label}. ` }), whole(sentence)));
  const means = say(
    "The plain means of all days can differ more, or less, than the sentence says: it compares days that were alike.",
  );
  return el("section", { class: "rt-block", "data-source": answer.source, "data-verdict": answer.verdict },
    el("p", { class: "rt-from", text: answer.from }),
    el("h2", { text: whole(answer.plain) }),
    ...[answer.numbers, answer.why].filter(Boolean).map((text) => el("p", { text: whole(text) })),
    answer.when ? soft(answer.when) : null,
    bothThemes(answer.picture),
    answer.reasons.length ? reasons(answer.reasons) : null,
    folded(say("How we know"), reasons(answer.how), answer.gates.length ? conditions(answer.gates) : null,
      answer.days?.light ? soft(means) : null, bothThemes(answer.days)),
    folded(say("What would make this wrong"), reasons(answer.wrong)),
    asides.length ? folded(say("Other numbers, which decide nothing"), ...asides) : null);
}

/** Draw anew; what was folded open stays open. @param {HTMLElement} place @param {HTMLElement[]} parts */
export function redraw(place, parts) {
  const open = [...place.querySelectorAll("details")].map((node) => node.open);
  place.replaceChildren(...parts);
  place.querySelectorAll("details").forEach((node, at) => (node.open = open[at] ?? false));
}
