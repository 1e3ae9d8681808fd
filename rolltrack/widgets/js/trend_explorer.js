// One outcome over time: the controls, the picture that follows them, its words, its numbers.

import { oneOf } from "./choice.js";
import { el, freshId } from "./dom.js";
import { field } from "./field.js";
import { keepKeys } from "./keys.js";

function render({ model, el: root }) {
  root.classList.add("rt", "rt-trends");
  const view = freshId("view");
  const place = `rolltrack:trends:${model.get("place")}`;
  let choice = { ...model.get("choice"), ...remembered(place) };
  let asked = 0; // number of the newest request
  let waiting = false; // one request at a time: the picture follows as fast as the kernel can draw
  let wanted = false; // something changed while waiting
  let lost = null;
  let address = "";
  let seen = ""; // the outcome that is shown
  let answers = {}; // whether it is helping, by outcome

  const known = () => model.get("outcomes").some(([key]) => key === choice.outcome);
  const picture = el("div", { class: "rt-trends-picture" });
  const wrong = el("p", { class: "rt-error", role: "alert", hidden: true });
  const meaning = el("p", {});
  const answer = el("p", { class: "rt-soft" });
  const spoken = el("p", { class: "rt-hidden", role: "status", "aria-live": "polite" });
  const status = el("span", { class: "rt-status", role: "status" });

  const what = el("div", {});
  const options = { periods: model.get("periods"), by: [["weeks", "Weeks"], ["days", "Days"]] };
  const span = oneOf({ name: "period", label: "Period", options: options.periods, value: choice.period, look: "rt-chips", changed: (key) => set({ period: key || choice.period }) });
  const by = oneOf({ name: "by", label: "Dots", options: options.by, value: choice.by, look: "rt-chips", changed: (key) => (!key || key === choice.by ? by.set(choice.by) : set({ by: key, smoothing: asLong(key) })) });
  const dates = ["first", "last"].map((name) =>
    el("input", { type: "date", "aria-label": name === "first" ? "First day" : "Last day", "data-name": name, value: choice[name], onchange: (event) => set({ [name]: event.target.value }) }));
  const own = el("div", { class: "rt-trends-dates" }, ...dates);
  const slider = el("input", { type: "range", min: 1, step: 1, class: "rt-smoothing", oninput: () => set({ smoothing: Number(slider.value) }) });
  const length = el("span", { class: "rt-soft" });
  const smooth = field({ name: "smoothing", label: "Mean of", control: el("div", { class: "rt-trends-smooth" }, slider, length) });
  const table = el("details", {}, el("summary", { text: "Show the numbers" }), el("div", { class: "rt-trends-table", tabindex: 0 }));
  table.addEventListener("toggle", () => table.open && model.send({ kind: "table", view }));
  const save = (format) => el("button", { type: "button", class: "rt-button", "data-format": format, text: `Save ${format.toUpperCase()}`, onclick: () => model.send({ kind: "save", view, format, look: look() }) });

  root.append(
    el("div", { class: "rt-trends-controls" }, what, span.node, by.node, smooth.node), own, wrong, picture,
    el("div", { class: "rt-trends-words" }, meaning, answer), spoken,
    el("div", { class: "rt-actions" }, save("png"), save("svg"), status), table);
  keepKeys(root);

  /** The same length of the mean in days or in weeks, so that the line stays where it is. */
  function asLong(unit) {
    const length = unit === "days" ? 7 * choice.smoothing : Math.round(choice.smoothing / 7);
    return Math.min(Math.max(length, 1), model.get("longest")[unit]);
  }
  function set(changes) {
    choice = { ...choice, ...changes };
    remember(place, choice);
    showControls();
    ask();
  }
  function showControls() {
    span.set(choice.period);
    by.set(choice.by);
    own.hidden = choice.period !== "own";
    dates.forEach((input) => { if (document.activeElement !== input) input.value = choice[input.dataset.name] || ""; });
    slider.max = model.get("longest")[choice.by];
    slider.value = choice.smoothing;
    const unit = choice.smoothing === 1 ? choice.by.slice(0, -1) : choice.by;
    length.textContent = `${choice.smoothing} ${unit}`;
    slider.setAttribute("aria-label", "Length of the mean");
    slider.setAttribute("aria-valuetext", length.textContent);
  }
  function showOutcomes() {
    const outcomes = model.get("outcomes");
    if (outcomes.length && !known()) choice = { ...choice, outcome: outcomes[0][0] };
    const picker = oneOf({ name: "outcome", label: "What", options: outcomes, value: choice.outcome, look: "rt-chips", changed: (key) => { picker.set(key || choice.outcome); set({ outcome: key || choice.outcome }); } });
    what.replaceChildren(picker.node);
    what.hidden = outcomes.length < 2;
  }
  const light = () => root.closest("[data-jp-theme-light]")?.dataset.jpThemeLight ?? document.body.dataset.jpThemeLight;
  const look = () => ({ width: Math.round(picture.clientWidth) || 860, theme: light() === "false" ? "dark" : "light", scale: window.devicePixelRatio || 1 });

  function ask() {
    wanted = true;
    if (waiting) return;
    waiting = true;
    wanted = false;
    asked += 1;
    model.send({ kind: "show", view, number: asked, choice, look: look() });
    clearTimeout(lost);
    lost = setTimeout(answered, 8000); // a kernel that was restarted never answers
  }
  function answered() {
    clearTimeout(lost);
    waiting = false;
    if (wanted) ask();
  }
  async function showPicture(message, buffer) {
    wrong.hidden = true;
    const next = new Image();
    const fresh = URL.createObjectURL(new Blob([buffer], { type: "image/png" }));
    next.src = fresh;
    next.alt = message.words;
    await next.decode().catch(() => {}); // only then is it put in place: no blank frame
    picture.replaceChildren(next);
    if (address) URL.revokeObjectURL(address);
    address = fresh;
    picture.dataset.number = message.number;
    picture.dataset.smoothing = message.choice.smoothing;
    meaning.textContent = message.meaning;
    smooth.node.classList.toggle("rt-idle", !message.smoothed);
    seen = message.choice.outcome;
    if (message.answer) answers[seen] = message.answer;
    showAnswer();
    if (spoken.textContent !== message.finding) spoken.textContent = message.finding;
    if (table.open) model.send({ kind: "table", view });
    answered();
  }
  function showAnswer() {
    answer.textContent = seen ? `Is it helping? ${answers[seen] || "One moment …"}` : "";
  }
  function showTable({ head, rows }) {
    table.lastChild.replaceChildren(el("table", { class: "rt-table" },
      el("thead", {}, el("tr", {}, head.map((text) => el("th", { scope: "col", text })))),
      el("tbody", {}, rows.map((row) => el("tr", {}, row.map((text) => el("td", { text })))))));
  }
  function saveFile({ name, format }, buffer) {
    const made = URL.createObjectURL(new Blob([buffer], { type: format === "png" ? "image/png" : "image/svg+xml" }));
    el("a", { href: made, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(made), 10000);
    status.textContent = `Saved as ${name}, where your browser keeps downloads.`;
  }
  function received(message, buffers) {
    if (message.view !== view) return;
    if (message.kind === "picture") showPicture(message, buffers[0]);
    else if (message.kind === "answer") {
      answers[message.outcome] = message.text; // it may come while its picture is being decoded
      showAnswer();
    }
    else if (message.kind === "table") showTable(message);
    else if (message.kind === "file") saveFile(message, buffers[0]);
    else {
      wrong.textContent = message.text;
      wrong.hidden = false;
      answered();
    }
  }
  const followLog = () => { answers = {}; showOutcomes(); ask(); };
  model.on("msg:custom", received);
  model.on("change:version", followLog);
  let width = 0;
  const resized = new ResizeObserver(() => {
    if (Math.abs(picture.clientWidth - width) < 12) return;
    width = picture.clientWidth;
    ask();
  });
  const themed = new MutationObserver(ask);
  themed.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });
  showOutcomes();
  showControls();
  ask();
  resized.observe(picture);
  return () => {
    model.off("msg:custom", received);
    model.off("change:version", followLog);
    resized.disconnect();
    themed.disconnect();
    clearTimeout(lost);
    if (address) URL.revokeObjectURL(address);
  };
}

/** What was chosen here last time; browsers that keep nothing start with the defaults. */
function remembered(place) {
  try {
    return JSON.parse(localStorage.getItem(place)) || {};
  } catch {
    return {};
  }
}
function remember(place, choice) {
  try {
    localStorage.setItem(place, JSON.stringify(choice));
  } catch {
    // private windows may refuse
  }
}

export default { render };
