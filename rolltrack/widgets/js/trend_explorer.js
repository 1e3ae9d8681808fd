// One outcome over time: the controls, the picture that follows them, its words, its numbers.

import { asking } from "./asking.js";
import { oneOf } from "./choice.js";
import { button, el, folded, freshId } from "./dom.js";
import { errorLine, field } from "./field.js";
import { keptAt } from "./kept.js";
import { say, several } from "./language.js";
import { begin, follow } from "./widget.js";

/** @param {Widget} widget */
function render({ model, el: root }) {
  begin(model, root, "rt-trends");
  const view = freshId("view");
  const kept = keptAt(`rolltrack:trends:${model.get("place")}`);
  /** @type {Choice} */
  let choice = { ...model.get("choice"), ...kept.read() };
  let asked = 0; // number of the newest request
  let wanted = false; // something changed while waiting: one request at a time, as fast as the kernel can draw
  let address = "";
  let seen = ""; // the outcome that is shown
  /** @type {Record<string, string>} */
  let answers = {}; // whether it is helping, by outcome

  const controls = choosing(model, () => choice, set);
  const picture = el("div", { class: "rt-trends-picture", "data-waiting": say("Drawing the picture …") });
  const wrong = errorLine();
  const meaning = el("p");
  const answer = el("p", { class: "rt-soft" });
  const spoken = el("p", { class: "rt-hidden", role: "status", "aria-live": "polite" });
  const status = el("span", { class: "rt-status", role: "status" });
  const numbers = el("div", { class: "rt-trends-table", tabindex: 0 });
  const table = folded(say("Show the numbers"), numbers);
  table.addEventListener("toggle", () => table.open && model.send({ kind: "table", view }));
  const save = (/** @type {string} */ format) =>
    button(say("Save {format}", { format: format.toUpperCase() }),
      () => model.send({ kind: "save", view, format, look: look() }), "rt-button", { "data-format": format });
  root.append(controls.node, controls.dates, wrong.node, picture,
    el("div", { class: "rt-trends-words" }, meaning, answer), spoken,
    el("div", { class: "rt-actions" }, save("png"), save("svg"), status), table);

  /** @param {Partial<Choice>} changes */
  function set(changes) {
    choice = { ...choice, ...changes };
    kept.write(choice);
    controls.show();
    ask();
  }
  function showOutcomes() {
    /** @type {string[]} */
    const known = model.get("outcomes").map((/** @type {string[]} */ [key]) => key);
    if (known.length && !known.includes(choice.outcome)) choice = { ...choice, outcome: known[0] };
    controls.showOutcomes();
  }
  const look = () => ({
    width: Math.round(picture.clientWidth) || 860,
    theme: root.closest("[data-jp-theme-light='false']") ? "dark" : "light",
    scale: window.devicePixelRatio || 1,
  });
  const notebook = asking(model, (text) => (status.textContent = text), next);
  function ask() {
    wanted = true;
    if (notebook.isWaiting()) return;
    wanted = false;
    asked += 1;
    showWaiting(true);
    notebook.ask({ kind: "show", view, number: asked, choice, look: look() });
  }
  function next() {
    notebook.answered();
    showWaiting(false);
    if (wanted) ask();
  }
  /** @param {any} buffer @param {string} type */
  const addressOf = (buffer, type) => URL.createObjectURL(new Blob([buffer], { type }));
  async function showPicture(/** @type {any} */ message, /** @type {DataView} */ buffer) {
    const fresh = addressOf(buffer, "image/png");
    const image = el("img", { src: fresh, alt: message.words });
    wrong.show();
    await image.decode().catch(() => {}); // only then is it put in place: no blank frame
    picture.replaceChildren(image);
    if (address) URL.revokeObjectURL(address);
    address = fresh;
    Object.assign(picture.dataset, { number: message.number, smoothing: message.choice.smoothing });
    meaning.textContent = message.meaning;
    controls.smooth.classList.toggle("rt-idle", !message.smoothed);
    seen = message.choice.outcome;
    if (message.answer) answers[seen] = message.answer;
    showAnswer();
    if (spoken.textContent !== message.finding) spoken.textContent = message.finding;
    if (table.open) model.send({ kind: "table", view });
    next();
  }
  /** @param {boolean} on */
  function showWaiting(on) {
    picture.classList.toggle("rt-waiting", on);
    picture.setAttribute("aria-busy", String(on));
  }
  function showAnswer() {
    answer.textContent = seen ? say("Is it helping? {answer}", { answer: answers[seen] || say("One moment …") }) : "";
  }
  /** @type {Record<string, (message: any, buffer: DataView) => void>} */
  const news = {
    picture: showPicture,
    answer({ outcome, text }) {
      answers[outcome] = text; // it may come while its picture is being decoded
      showAnswer();
    },
    table({ head, rows }) {
      const cells = (/** @type {string[]} */ row) => el("tr", {}, row.map((text) => el("td", { text })));
      numbers.replaceChildren(el("table", { class: "rt-table" },
        el("thead", {}, el("tr", {}, head.map((/** @type {string} */ text) => el("th", { scope: "col", text })))),
        el("tbody", {}, rows.map(cells))));
    },
    file({ name, format }, buffer) {
      const made = addressOf(buffer, format === "png" ? "image/png" : "image/svg+xml");
      el("a", { href: made, download: name }).click();
      setTimeout(() => URL.revokeObjectURL(made), 10000);
      status.textContent = say("Saved as {name}, where your browser keeps downloads.", { name });
    },
    wrong({ text }) {
      wrong.show(text);
      next();
    },
  };
  const unfollow = follow(model, {
    "msg:custom": (message, buffers) => {
      if (message.view === view) (news[message.kind] ?? news.wrong)(message, buffers?.[0]);
    },
    "change:version": () => {
      answers = {};
      showOutcomes();
      ask();
    },
  });
  let width = 0;
  const resized = new ResizeObserver(() => {
    if (Math.abs(picture.clientWidth - width) < 12) return;
    width = picture.clientWidth;
    ask();
  });
  const themed = new MutationObserver(ask);
  themed.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });
  showOutcomes();
  controls.show();
  ask();
  resized.observe(picture);
  return () => {
    unfollow();
    resized.disconnect();
    themed.disconnect();
    notebook.answered();
    if (address) URL.revokeObjectURL(address);
  };
}

/**
 * The controls: `set(changes)` is called with what was chosen, `choice()` says what is chosen now.
 * @param {Model} model
 * @param {() => Choice} choice
 * @param {(changes: Partial<Choice>) => void} set
 */
function choosing(model, choice, set) {
  const what = el("div");
  const period = oneOf({
    name: "period", label: say("Period"), options: model.get("periods"), value: choice().period, look: "rt-chips",
    changed: (key) => set({ period: key }),
  });
  const by = oneOf({
    name: "by", label: say("Dots"), options: [["weeks", say("Weeks")], ["days", say("Days")]], value: choice().by,
    look: "rt-chips",
    changed: (unit) => unit !== choice().by && set({ by: /** @type {Choice["by"]} */ (unit), smoothing: asLong(unit) }),
  });
  /** @type {["first" | "last", string][]} */
  const ends = [["first", say("First day")], ["last", say("Last day")]];
  const dates = ends.map(([name, label]) => {
    const input = el("input", {
      class: "rt-text", type: "date", "aria-label": label, "data-name": name, value: choice()[name],
      onchange: () => set({ [name]: input.value }),
    });
    return input;
  });
  const own = el("div", { class: "rt-trends-dates" }, dates);
  const slider = el("input", {
    type: "range", min: 1, step: 1, class: "rt-smoothing", "aria-label": say("Length of the mean"),
    oninput: () => set({ smoothing: Number(slider.value) }),
  });
  const length = el("span", { class: "rt-soft" });
  const mean = el("div", { class: "rt-trends-smooth" }, slider, length);
  const smooth = field({ name: "smoothing", label: say("Mean of"), control: mean }).node;

  /** The same length of the mean in days or in weeks, so that the line stays where it is. @param {string} unit */
  function asLong(unit) {
    const number = choice().smoothing;
    return Math.min(Math.max(unit === "days" ? 7 * number : Math.round(number / 7), 1), model.get("longest")[unit]);
  }
  return {
    node: el("div", { class: "rt-trends-controls" }, what, period.node, by.node, smooth),
    dates: own,
    smooth,
    show() {
      const now = choice();
      period.set(now.period);
      by.set(now.by);
      own.hidden = now.period !== "own";
      dates.forEach((input, at) => {
        if (document.activeElement !== input) input.value = now[ends[at][0]] || "";
      });
      slider.max = model.get("longest")[now.by];
      slider.value = String(now.smoothing);
      length.textContent = now.by === "weeks"
        ? several(now.smoothing, "{number} week", "{number} weeks")
        : several(now.smoothing, "{number} day", "{number} days");
      slider.setAttribute("aria-valuetext", length.textContent);
    },
    showOutcomes() {
      const outcomes = model.get("outcomes");
      const picker = oneOf({
        name: "outcome", label: say("What"), options: outcomes, value: choice().outcome, look: "rt-chips",
        changed: (key) => set({ outcome: key }),
      });
      what.replaceChildren(picker.node);
      what.hidden = outcomes.length < 2;
    },
  };
}

export default { render };
