// What every widget's script can use. assets.py puts this file in front of each of them.

/** An element with attributes, event handlers (`onclick: ...`) and children (nodes or text). */
function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "text") node.textContent = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

let lastNumber = 0;
/** An id that no other element on the page has. */
function freshId(stem) {
  lastNumber += 1;
  return `rt-${stem}-${lastNumber}-${Math.random().toString(36).slice(2, 8)}`;
}

/** Sends what a button asks for; says so where the notebook does not answer. */
function asking(model, say) {
  let waiting = null;
  const answered = () => clearTimeout(waiting);
  function ask(message) {
    answered();
    say("");
    waiting = setTimeout(() => say("No answer from the notebook yet. If this stays: choose Kernel, then Restart Kernel and Run All Cells, then try again."), 8000);
    model.send(message);
  }
  return { ask, answered };
}

/** Keep JupyterLab's shortcuts (d d deletes a cell) away from every control inside a node, also later ones. */
function keepKeys(root) {
  root.addEventListener("focusin", (event) => event.target.setAttribute("data-lm-suppress-shortcuts", "true"));
  const mark = () =>
    root
      .querySelectorAll("button, input, select, textarea, summary, a, [tabindex]")
      .forEach((node) => node.setAttribute("data-lm-suppress-shortcuts", "true"));
  mark();
  new MutationObserver(mark).observe(root, { childList: true, subtree: true });
  for (const kind of ["keydown", "keyup", "keypress"]) root.addEventListener(kind, (event) => event.stopPropagation());
}

/** A labelled group with a line for help and a line for what is wrong. `control` is what the label names. */
function field({ name, label, help, control, role = "group" }) {
  const labelId = freshId("label");
  const helpId = freshId("help");
  const errorId = freshId("error");
  const title = el("span", { class: "rt-label", id: labelId, text: label });
  const error = el("p", { class: "rt-error", id: errorId, role: "alert", hidden: true });
  const helpLine = help ? el("p", { class: "rt-help", id: helpId, text: help }) : null;
  const node = el("div", { class: "rt-field", "data-name": name }, title, helpLine, control, error);
  control.setAttribute("aria-labelledby", labelId);
  if (role) control.setAttribute("role", role);
  control.setAttribute("aria-describedby", [help ? helpId : "", errorId].join(" ").trim());
  return {
    node,
    relabel: (text) => (title.textContent = text),
    showError(text) {
      error.textContent = text || "";
      error.hidden = !text;
      node.classList.toggle("rt-wrong", Boolean(text));
      control.setAttribute("aria-invalid", text ? "true" : "false");
    },
  };
}

/**
 * Big buttons of which one can be chosen, or none: a second press takes the answer back.
 * Arrow keys move, a digit chooses. `options` are [value, label] pairs; values are text.
 */
function oneOf({ name, label, help, options, value = "", ends, look = "rt-scale", changed }) {
  const group = el("div", { class: look });
  const parts = field({ name, label, help, control: group, role: "radiogroup" });
  const buttons = options.map(([key, text]) =>
    el("button", { type: "button", role: "radio", class: "rt-option", "data-value": key, text, onclick: () => choose(key === value ? "" : key) }),
  );
  group.append(...buttons);
  if (ends) group.after(el("div", { class: "rt-ends", "aria-hidden": "true" }, el("span", { text: ends[0] }), el("span", { text: ends[1] })));

  function show() {
    buttons.forEach((button) => button.setAttribute("aria-checked", String(button.dataset.value === value)));
    const chosen = buttons.find((button) => button.dataset.value === value);
    buttons.forEach((button) => (button.tabIndex = button === (chosen || buttons[0]) ? 0 : -1));
  }
  function choose(key, focus = false) {
    value = key;
    show();
    if (focus) buttons.find((button) => button.dataset.value === key)?.focus();
    changed(value);
  }
  let typed = "";
  let typedAt = 0;
  group.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(document.activeElement);
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step && at >= 0) {
      event.preventDefault();
      choose(buttons[(at + step + buttons.length) % buttons.length].dataset.value, true);
    } else if (/^[0-9]$/.test(event.key)) {
      typed = (Date.now() - typedAt < 700 ? typed : "") + event.key;
      typedAt = Date.now();
      if (!buttons.some((button) => button.dataset.value === typed)) typed = event.key;
      if (buttons.some((button) => button.dataset.value === typed)) choose(typed, true);
    } else if (event.key === "Backspace" || event.key === "Delete") {
      choose("", false);
    }
  });
  show();
  return { ...parts, name, get: () => value, set: (key) => ((value = key || ""), show()), focus: () => buttons.find((b) => b.tabIndex === 0)?.focus() };
}

/** Chips of which any number can be chosen; the value is the chosen keys joined by `|`. */
function anyOf({ name, label, help, options, value = "", changed }) {
  const chosen = new Set(value ? value.split("|") : []);
  const group = el("div", { class: "rt-chips" });
  const parts = field({ name, label, help, control: group });
  const buttons = options.map(([key, text]) =>
    el("button", {
      type: "button", class: "rt-option", "data-value": key, text,
      onclick: () => {
        chosen.has(key) ? chosen.delete(key) : chosen.add(key);
        show();
        changed(get());
      },
    }),
  );
  group.append(...buttons);
  const get = () => options.map(([key]) => key).filter((key) => chosen.has(key)).join("|");
  const show = () => buttons.forEach((button) => button.setAttribute("aria-pressed", String(chosen.has(button.dataset.value))));
  show();
  return { ...parts, name, get, focus: () => buttons[0]?.focus(), set(keys) { chosen.clear(); (keys ? keys.split("|") : []).forEach((key) => chosen.add(key)); show(); } };
}

/** A whole number with a minus and a plus button, in steps of `by`. Whatever is typed stays, right or wrong. */
function stepper({ name, label, help, unit = "", low, high, value = "", first = low, by = 1, number = wholeNumber, readout, changed }) {
  const input = el("input", { class: "rt-number", type: "text", inputmode: "numeric", autocomplete: "off", value, oninput: () => tell() });
  const words = el("span", { class: "rt-unit", text: unit });
  const step = (steps) => {
    const now = number(input.value.trim());
    input.value = String(Number.isNaN(now) ? first : Math.min(high, Math.max(low, now + steps * by)));
    tell();
  };
  const amount = by === 1 ? "one" : by;
  const control = el("div", { class: "rt-stepper" },
    el("button", { type: "button", class: "rt-step", "aria-label": `${label}: ${amount} less`, text: "–", onclick: () => step(-1) }),
    input, words,
    el("button", { type: "button", class: "rt-step", "aria-label": `${label}: ${amount} more`, text: "+", onclick: () => step(1) }));
  const parts = field({ name, label, help, control });
  input.setAttribute("aria-label", unit ? `${label}, ${unit}` : label);
  const tell = () => { say(); changed(input.value.trim()); };
  const say = () => (words.textContent = readout?.(input.value.trim()) || unit);
  say();
  input.addEventListener("keydown", (event) => {
    const steps = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (steps) { event.preventDefault(); step(steps); }
  });
  return { ...parts, name, get: () => input.value.trim(), set: (text) => { input.value = text || ""; say(); }, focus: () => input.focus(), reunit: (text) => { unit = text; say(); } };
}

const wholeNumber = (text) => Number.parseInt(text, 10);

/** One line of text. */
function line({ name, label, help, value = "", longest = 10000, changed }) {
  const input = el("input", { class: "rt-text", type: "text", autocomplete: "off", maxlength: longest, value, oninput: () => changed(input.value) });
  const parts = field({ name, label, help, control: input, role: null });
  return { ...parts, name, get: () => input.value, set: (text) => (input.value = text || ""), focus: () => input.focus() };
}

/** Put one note into its box: the text, where it comes from, and *get help* where it belongs. */
function fillNote(box, note) {
  box.hidden = !note?.text;
  if (box.hidden) return;
  const help = note.get_help.flatMap(([title, items]) => [el("strong", { text: title }), el("ul", {}, items.map((item) => el("li", { text: item })))]);
  box.replaceChildren(el("p", { text: note.text }), ...help, el("p", { class: "rt-source", text: `Source: ${note.source}` }));
}

/** *Get help* as [title, items] pairs. */
const helpLists = (lists) =>
  el("div", { class: "rt-help-lists" }, lists.map(([title, items]) => el("div", {}, el("h3", { text: title }), el("ul", {}, items.map((item) => el("li", { text: item }))))));

/** "21 November" and "18:30" in the reader's own order of words: day, month name, 24 hours. */
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const two = (number) => String(number).padStart(2, "0");
const dayInWords = (date) => `${date.getDate()} ${MONTHS[date.getMonth()]}`;
const timeInWords = (date) => `${two(date.getHours())}:${two(date.getMinutes())}`;

/** Local time with its offset, as the log keeps it: 2026-11-21T18:30:05+01:00. */
function stamp(date) {
  const ahead = -date.getTimezoneOffset();
  const offset = `${ahead < 0 ? "-" : "+"}${two(Math.floor(Math.abs(ahead) / 60))}:${two(Math.abs(ahead) % 60)}`;
  return `${String(date.getFullYear()).padStart(4, "0")}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${timeInWords(date)}:${two(date.getSeconds())}${offset}`;
}

/** An id for a new entry, made here so that pressing Save again never saves twice. */
function newEntryId() {
  const letters = "bcdfghjklmnpqrstvwxz";
  const bytes = crypto.getRandomValues(new Uint32Array(10));
  return `r_${[...bytes].map((byte) => letters[byte % letters.length]).join("")}`;
}
