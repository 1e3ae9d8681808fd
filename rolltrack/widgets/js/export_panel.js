// What goes out: choices on the left, the page as it will be on the right, one button that writes it.

import { anyOf, oneOf } from "./choice.js";
import { el, freshId } from "./dom.js";
import { preview, shownOrHidden } from "./export_preview.js";
import { field, line } from "./field.js";
import { keptAt } from "./kept.js";
import { keepKeys } from "./keys.js";

const NO_ANSWER_AFTER = 8000;

function render({ model, el: root }) {
  root.classList.add("rt", "rt-export");
  const view = freshId("view");
  const kept = keptAt(`rolltrack-export:${model.get("place")}`);
  let typed = kept.read() || {}; // only what the person changed: the settings may change elsewhere
  const first = { format: ".pdf", period: "all", first: "", last: "", name: "", hidden: [], every_entry: false, roll_on: "", roll_at: "18:30", rate_at: "07:30" };
  const values = () => ({ ...first, ...model.get("given"), ...typed });
  const format = () => model.get("formats").find((each) => each.suffix === values().format) || model.get("formats")[0];
  let number = 0;
  let address = "";

  const box = preview();
  const input = (name, type, label) => field({ name, label, role: null, control: el("input", { type, class: "rt-text rt-when", value: values()[name], onchange: (event) => set({ [name]: event.target.value }) }) });
  const words = (name, label, help) => line({ name, label, help, longest: 500, value: values()[name], changed: (text) => set({ [name]: text }) });

  const period = oneOf({ name: "period", label: "Period", options: model.get("periods"), look: "rt-chips", changed: (key) => set({ period: key || values().period }) });
  const dates = el("div", { class: "rt-whens" }, input("first", "date", "First day").node, input("last", "date", "Last day").node);
  const appointment = input("appointment", "date", "My last appointment").node;
  const about = el("p", { class: "rt-soft" });
  const kinds = [["The page, as", true], ["Or all data, for other programs", false]].map(([label, page]) =>
    oneOf({ name: "format", label, options: model.get("formats").filter((each) => each.page === page).map((each) => [each.suffix, each.label]), look: "rt-chips", changed: (key) => set({ format: key || values().format }) }));
  const name = words("name", "Name (optional)", "Empty: no name goes out.").node;
  const goal = words("goal", "My goal").node;
  const question = words("question", "My question").node;
  const shown = el("div", {});
  const whole = el("label", { class: "rt-tick" }, el("input", { type: "checkbox", checked: values().every_entry, onchange: (event) => set({ every_entry: event.target.checked }) }), "A list of every entry, on pages of its own");
  const rollOn = anyOf({ name: "roll_on", label: "Remind me to roll on", options: model.get("weekdays"), value: values().roll_on, changed: (keys) => set({ roll_on: keys }) }).node;
  const times = el("div", { class: "rt-whens" }, input("roll_at", "time", "Rolling at").node, input("rate_at", "time", "Morning rating at").node);
  const asked = { period: [period.node], name: [name], goal: [goal], question: [question], hidden: [shown], every_entry: [whole], roll_on: [rollOn], roll_at: [times] };

  const wrong = el("p", { class: "rt-error", role: "alert", hidden: true });
  const where = el("p", { class: "rt-soft rt-where" });
  const make = el("button", { type: "button", class: "rt-button rt-primary rt-make", onclick: () => begin("ask") });
  const stop = el("button", { type: "button", class: "rt-button", text: "Stop", onclick: () => model.send({ kind: "stop" }) });
  const bar = el("progress", { class: "rt-bar", "aria-label": "How much is done" });
  const status = el("p", { class: "rt-status", role: "status", "aria-live": "polite" });
  const more = el("div", { class: "rt-actions rt-more" });

  root.append(
    el("div", { class: "rt-choices" },
      ...kinds.map((kind) => kind.node), about, period.node, dates, appointment, name, goal, question, shown, whole, rollOn, times),
    el("div", { class: "rt-result" }, box.node, wrong, where, el("div", { class: "rt-actions" }, make, stop, bar, status), more));
  keepKeys(root);

  let soon = null;
  function set(changes) {
    typed = { ...typed, ...changes };
    kept.write(typed);
    more.replaceChildren();
    status.textContent = "";
    showControls();
    clearTimeout(soon);
    soon = setTimeout(ask, 200);
  }
  function ask() {
    number += 1;
    model.send({ kind: "show", view, number, values: values() });
  }
  function showControls() {
    [period, ...kinds].forEach((group) => group.set(values()[group.name]));
    const dated = format().asks.includes("period");
    dates.hidden = !dated || values().period !== "own";
    appointment.hidden = !dated || values().period !== "appointment";
    Object.entries(asked).forEach(([what, nodes]) => nodes.forEach((node) => (node.hidden = !format().asks.includes(what))));
    about.textContent = format().help;
    box.node.hidden = !format().page || !wrong.hidden;
    make.textContent = format().page ? "Make the page" : "Make the file";
  }
  function showRows() {
    const ticks = (label, options) => shownOrHidden({
      label, options, hidden: values().hidden,
      changed: (left) => set({ hidden: [...values().hidden.filter((name) => !options.some(([key]) => key === name)), ...left] }),
    }).node;
    const parts = [ticks("On the page", model.get("sections"))];
    if (model.get("measures").length) parts.push(ticks("Rows of the table", model.get("measures")));
    const open = shown.querySelector("details")?.open;
    shown.replaceChildren(el("details", { open }, el("summary", { text: "What is on the page" }), ...parts));
  }

  let lost = null;
  function begin(ifThere) {
    more.replaceChildren();
    busy(true);
    say("Making it …");
    lost = setTimeout(() => {
      busy(false);
      say("No answer from the notebook yet. If this stays: choose Kernel, then Restart Kernel and Run All Cells, then try again.");
    }, NO_ANSWER_AFTER);
    model.send({ kind: "make", values: values(), "if there": ifThere });
  }
  function busy(working) {
    clearTimeout(lost);
    make.disabled = working;
    stop.hidden = bar.hidden = !working;
    if (!working) bar.removeAttribute("value");
  }
  function say(text) {
    status.textContent = text;
  }
  function showProgress({ done, total }) {
    busy(true);
    if (total) Object.assign(bar, { max: total, value: done });
  }
  function askWhich({ name, other }) {
    say(`${name} is there already.`);
    const button = (text, ifThere) => el("button", { type: "button", class: "rt-button", text, onclick: () => begin(ifThere) });
    more.replaceChildren(button(`Keep both: make ${other}`, "keep both"), button("Replace it", "replace"));
    more.firstChild.focus();
  }
  function showMade({ name, text }, buffer) {
    say(text);
    if (address) URL.revokeObjectURL(address);
    address = URL.createObjectURL(new Blob([buffer], { type: "application/octet-stream" }));
    more.replaceChildren(el("a", { class: "rt-link", href: address, download: name, text: `Download ${name}` }));
  }

  const answers = {
    page: (message) => {
      box.show(message.html);
      wrong.hidden = true;
      showControls();
      where.textContent = `Nothing is written yet. The file goes into ${message.folder} as ${message.name}.`;
    },
    wrong: (message) => {
      wrong.textContent = message.text;
      wrong.hidden = false;
      where.textContent = "";
      showControls();
    },
    working: showProgress,
    there: (message) => { busy(false); askWhich(message); },
    made: (message, buffer) => { busy(false); where.textContent = ""; showMade(message, buffer); },
    refused: (message) => { busy(false); say(message.text); },
    stopped: (message) => { busy(false); say(message.text); },
  };
  function received(message, buffers) {
    if (message.view === undefined || (message.view === view && message.number === number)) answers[message.kind]?.(message, buffers?.[0]);
  }
  const follow = () => { showRows(); ask(); };
  model.on("msg:custom", received);
  model.on("change:version", follow);
  busy(false);
  showRows();
  showControls();
  ask();
  return () => {
    model.off("msg:custom", received);
    model.off("change:version", follow);
    clearTimeout(soon);
    clearTimeout(lost);
    if (address) URL.revokeObjectURL(address);
  };
}

export default { render };
