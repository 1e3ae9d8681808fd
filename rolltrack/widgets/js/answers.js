// What the effect panel and the experiment planner share: an answer as HTML.

import { el } from "./dom.js";

/** A picture in both themes; the stylesheet shows the one that fits. */
export function bothThemes(picture) {
  if (!picture?.light) return null;
  return el("div", { class: "rt-picture" },
    el("img", { class: "rt-light", alt: picture.words, src: picture.light }),
    el("img", { class: "rt-dark", alt: picture.words, src: picture.dark }));
}

/** "95 %" stays on one line. */
const whole = (text) => text.replaceAll(" %", "\u00a0%");
export const bullets = (texts) => el("ul", {}, texts.map((text) => el("li", { text: whole(text) })));

/** Conditions of an honest comparison: a mark and a word, so that nothing rests on colour. */
function conditions(gates) {
  return el("ul", { class: "rt-gates" }, gates.map(({ passed, reason }) => el("li", {}, el("strong", { text: passed ? "✓ fine: " : "▲ not met: " }), whole(reason))));
}

/** One answer: the sentence first, then the picture, then how it is known and what would make it wrong. */
export function answerBlock(answer) {
  const numbers = answer.asides.length ? el("details", {}, el("summary", { text: "Other numbers, which decide nothing" }), ...answer.asides.map(({ label, sentence }) => el("p", {}, el("strong", { text: `${label}. ` }), whole(sentence)))) : null;
  return el("section", { class: "rt-block", "data-source": answer.source, "data-verdict": answer.verdict },
    el("p", { class: "rt-from", text: answer.from }),
    el("h2", { text: whole(answer.sentence) }),
    answer.when ? el("p", { class: "rt-when", text: answer.when }) : null,
    bothThemes(answer.picture),
    answer.reasons.length ? bullets(answer.reasons) : null,
    el("details", {}, el("summary", { text: "How we know" }), bullets(answer.how), answer.gates.length ? conditions(answer.gates) : null,
      answer.days?.light ? el("p", { class: "rt-when", text: "The plain means of all days can differ more, or less, than the sentence says: it compares days that were alike." }) : null, bothThemes(answer.days)),
    el("details", {}, el("summary", { text: "What would make this wrong" }), bullets(answer.wrong)),
    numbers);
}
