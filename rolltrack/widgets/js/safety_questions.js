// The questions before the first roll, with the advice that some answers bring. An offer: nothing is blocked.

import { el, tick } from "./dom.js";

/** @param {SafetyWords} words */
export function safetyQuestions({ questions, do_not_roll: list, ask_first: askFirst }) {
  const advice = el("p", { class: "rt-note", role: "status", text: askFirst });
  const long = tick(questions.long_standing_pain, false, show);
  const unsure = tick(questions.unsure, false, show);
  const listed = list.map(([, text]) => tick(text, false, show));
  function show() {
    advice.hidden = ![long, unsure, ...listed].some(({ box }) => box.checked);
  }
  show();
  return {
    nodes: [long.node, unsure.node, el("fieldset", { class: "rt-setup" }, el("legend", { text: questions.do_not_roll }),
      el("div", { class: "rt-columns" }, listed.map(({ node }) => node))), advice],
    /** @returns {Safety} */
    get: () => ({
      long_standing_pain: long.box.checked,
      unsure: unsure.box.checked,
      do_not_roll: list.filter((_, at) => listed[at].box.checked).map(([key]) => key),
    }),
    /** @param {Partial<Safety>} given */
    set({ long_standing_pain: isLong = false, unsure: isUnsure = false, do_not_roll: keys = [] }) {
      long.box.checked = isLong;
      unsure.box.checked = isUnsure;
      list.forEach(([key], at) => (listed[at].box.checked = keys.includes(key)));
      show();
    },
  };
}
