// What goes out: choices on the left, the page as it will be on the right, one button that writes it.

import { asking } from "./asking.js";
import { anyOf, oneOf } from "./choice.js";
import { button, el, freshId, statusLine, tick } from "./dom.js";
import { preview, shownOrHidden } from "./export_preview.js";
import { errorLine, line } from "./field.js";
import { keptAt } from "./kept.js";
import { say } from "./language.js";
import { begin, follow, later } from "./widget.js";

const FIRST = {
  format: ".pdf", period: "all", first: "", last: "", name: "", hidden: [], every_entry: false, roll_on: "",
  roll_at: "18:30", rate_at: "07:30",
};

/** @param {Widget} widget */
function render({ model, el: root }) {
  begin(model, root, "rt-export");
  const view = freshId("view");
  const kept = keptAt(`rolltrack-export:${model.get("place")}`);
  let typed = kept.read() || {}; // only what the person changed: the settings may change elsewhere
  const values = () => ({ ...FIRST, ...model.get("given"), ...typed });
  /** @type {() => Format[]} */
  const formats = () => model.get("formats");
  const format = () => formats().find((each) => each.suffix === values().format) || formats()[0];
  let number = 0;
  let address = "";

  const box = preview();
  const input = (/** @type {string} */ name, /** @type {string} */ label, help = "", type = "text") => line({
    name, label, help, type, longest: 500, value: values()[name], changed: (text) => set({ [name]: text }),
  }).node;
  const day = (/** @type {string} */ name, /** @type {string} */ label) => input(name, label, "", "date");
  const time = (/** @type {string} */ name, /** @type {string} */ label) => input(name, label, "", "time");
  const chips = (/** @type {string} */ name, /** @type {string} */ label, /** @type {Options} */ options) =>
    oneOf({ name, label, options, look: "rt-chips", changed: (key) => set({ [name]: key }) });
  /** @type {(page: boolean) => Options} */
  const ofKind = (page) => formats().filter((each) => each.page === page).map((each) => [each.suffix, each.label]);

  const kinds = [
    chips("format", say("The page, as"), ofKind(true)),
    chips("format", say("Or all data, for other programs"), ofKind(false)),
  ];
  const period = chips("period", say("Period"), model.get("periods"));
  const dates = el("div", { class: "rt-whens" }, day("first", say("First day")), day("last", say("Last day")));
  const appointment = day("appointment", say("My last appointment"));
  const about = el("p", { class: "rt-soft" });
  const shown = el("div");
  const asked = {
    period: period.node,
    name: input("name", say("Name (optional)"), say("Empty: no name goes out.")),
    goal: input("goal", say("My goal")),
    question: input("question", say("My question")),
    hidden: shown,
    every_entry: tick(say("A list of every entry, on pages of its own"), values().every_entry,
      (on) => set({ every_entry: on })).node,
    roll_on: anyOf({
      name: "roll_on", label: say("Remind me to roll on"), options: model.get("weekdays"), value: values().roll_on,
      changed: (keys) => set({ roll_on: keys }),
    }).node,
    roll_at: el("div", { class: "rt-whens" },
      time("roll_at", say("Rolling at")), time("rate_at", say("Morning rating at"))),
  };
  const { period: _, ...rest } = asked;

  const wrong = errorLine();
  const where = el("p", { class: "rt-soft rt-where" });
  const make = button("", () => begins("ask"), "rt-button rt-primary rt-make");
  const stop = button(say("Stop"), () => model.send({ kind: "stop" }));
  const bar = el("progress", { class: "rt-bar", "aria-label": say("How much is done") });
  const status = statusLine();
  const more = el("div", { class: "rt-actions rt-more" });
  root.append(
    el("div", { class: "rt-choices" },
      ...kinds.map((kind) => kind.node), about, period.node, dates, appointment, ...Object.values(rest)),
    el("div", { class: "rt-result" },
      box.node, wrong.node, where, el("div", { class: "rt-actions" }, make, stop, bar, status), more));

  const showSoon = later(show, 200);
  /** @param {object} changes */
  function set(changes) {
    typed = { ...typed, ...changes };
    kept.write(typed);
    more.replaceChildren();
    status.textContent = "";
    showControls();
    showSoon();
  }
  function show() {
    number += 1;
    model.send({ kind: "show", view, number, values: values() });
  }
  function showControls() {
    [period, ...kinds].forEach((group) => group.set(values()[group.name]));
    const { asks, help, page } = format();
    dates.hidden = !asks.includes("period") || values().period !== "own";
    appointment.hidden = !asks.includes("period") || values().period !== "appointment";
    Object.entries(asked).forEach(([what, node]) => (node.hidden = !asks.includes(what)));
    about.textContent = help;
    box.node.hidden = !page || !wrong.node.hidden;
    make.textContent = page ? say("Make the page") : say("Make the file");
  }
  function showRows() {
    const ticks = (/** @type {string} */ label, /** @type {Options} */ options) => {
      /** @type {string[]} */
      const hidden = values().hidden;
      const others = hidden.filter((name) => !options.some(([key]) => key === name));
      return shownOrHidden({ label, options, hidden, changed: (left) => set({ hidden: [...others, ...left] }) }).node;
    };
    const parts = [ticks(say("On the page"), model.get("sections"))];
    if (model.get("measures").length) parts.push(ticks(say("Rows of the table"), model.get("measures")));
    const open = shown.querySelector("details")?.open;
    shown.replaceChildren(el("details", { open }, el("summary", { text: say("What is on the page") }), ...parts));
  }

  const tell = (/** @type {string} */ text) => (status.textContent = text);
  const notebook = asking(model, tell, () => busy(false));
  /** @param {string} ifThere */
  function begins(ifThere) {
    more.replaceChildren();
    busy(true);
    notebook.ask({ kind: "make", values: values(), "if there": ifThere });
    tell(say("Making it …"));
  }
  /** @param {boolean} working */
  function busy(working) {
    notebook.answered();
    make.disabled = working;
    stop.hidden = bar.hidden = !working;
    if (!working) bar.removeAttribute("value");
  }
  /** @param {string} text */
  function ended(text) {
    busy(false);
    tell(text);
  }
  /** @type {Record<string, (message: any, buffer?: DataView) => void>} */
  const answers = {
    page({ html, folder, name }) {
      box.show(html);
      wrong.show();
      showControls();
      where.textContent = say("Nothing is written yet. The file goes into {folder} as {name}.", { folder, name });
    },
    wrong({ text }) {
      wrong.show(text);
      where.textContent = "";
      showControls();
    },
    working({ done, total }) {
      busy(true);
      if (total) Object.assign(bar, { max: total, value: done });
    },
    there({ name, other }) {
      ended(say("{name} is there already.", { name }));
      more.replaceChildren(
        button(say("Keep both: make {other}", { other }), () => begins("keep both")),
        button(say("Replace it"), () => begins("replace")));
      more.querySelector("button")?.focus();
    },
    made({ name, text }, buffer) {
      ended(text);
      where.textContent = "";
      if (address) URL.revokeObjectURL(address);
      address = URL.createObjectURL(new Blob([/** @type {any} */ (buffer)], { type: "application/octet-stream" }));
      const download = say("Download {name}", { name });
      more.replaceChildren(el("a", { class: "rt-link", href: address, download: name, text: download }));
    },
    refused: ({ text }) => ended(text),
    stopped: ({ text }) => ended(text),
  };
  const unfollow = follow(model, {
    "msg:custom": (message, buffers) => {
      const mine = message.view === undefined || (message.view === view && message.number === number);
      if (mine) answers[message.kind]?.(message, buffers?.[0]);
    },
    "change:version": () => {
      showRows();
      show();
    },
  });
  busy(false);
  showRows();
  showControls();
  show();
  return () => {
    unfollow();
    showSoon.cancel();
    notebook.answered();
    if (address) URL.revokeObjectURL(address);
  };
}

export default { render };
