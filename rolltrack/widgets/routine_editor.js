// Own routines: made and changed without writing TOML.

const BREATHING = [["", "No cue"], ["Breathe in … up|Breathe out … down", "In going up, out going down"], ["Breathe in|Breathe out", "In and out"]];
const LASTS = [["seconds", "Seconds"], ["rounds", "Rounds, at my pace"], ["repeat", "Repeat steps above"]];
const newStep = () => ({ do: "", more: "", areas: [], seconds: 30, breathing: [], pace: 4, watch: "" });
const number = (text) => (/^-?\d+$/.test(text) ? Number(text) : text);

/** The form for one routine. `changed(routine)` tells every change, `save(routine)` and `close()` end it. */
function routineEditor({ routine, areas, changed, save, close }) {
  const steps = el("ol", { class: "rt-step-cards" });
  const tell = () => changed(routine);
  const set = (name) => (value) => { routine[name] = value; tell(); };
  const name = line({ name: "routine_name", label: "Name", longest: 120, value: routine.name, changed: set("name") });
  const about = line({ name: "about", label: "What it is for", longest: 600, value: routine.about, changed: set("about") });
  const setup = line({ name: "setup", label: "Have ready (separate with ;)", value: routine.setup.join("; "), changed: (text) => { routine.setup = text.split(";").map((part) => part.trim()).filter(Boolean); tell(); } });
  const error = el("p", { class: "rt-error", role: "alert", hidden: true });
  const draw = (focusOn = null) => {
    steps.replaceChildren(...routine.steps.map((step, at) => stepCard({ step, at, last: routine.steps.length - 1, areas, tell, move, remove })));
    tell();
    if (focusOn !== null) steps.children[focusOn]?.querySelector("input")?.focus();
  };
  const move = (at, by) => { routine.steps.splice(at + by, 0, ...routine.steps.splice(at, 1)); draw(at + by); };
  const remove = (at) => { routine.steps.splice(at, 1); draw(Math.max(0, at - 1)); };
  draw();
  return {
    node: el("section", { class: "rt-editor", "aria-label": "Routine" }, name.node, about.node, setup.node, steps,
      el("button", { type: "button", class: "rt-button", text: "Add a step", onclick: () => { routine.steps.push(newStep()); draw(routine.steps.length - 1); } }),
      error,
      el("div", { class: "rt-actions" },
        el("button", { type: "button", class: "rt-button rt-primary rt-save-routine", text: "Save routine", onclick: () => save(routine) }),
        el("button", { type: "button", class: "rt-button", text: "Cancel", onclick: close }))),
    showError: (text) => { error.textContent = text || ""; error.hidden = !text; },
    focus: name.focus,
  };
}

function stepCard({ step, at, last, areas, tell, move, remove }) {
  const set = (name) => (value) => { step[name] = value; tell(); };
  const what = `Step ${at + 1}`;
  const lasts = step.repeat_from ? "repeat" : step.rounds ? "rounds" : "seconds";
  const times = el("div", { class: "rt-row" });
  const showTimes = (kind) => {
    const seconds = stepper({ name: "seconds", label: "Seconds", low: 1, high: 1800, value: step.seconds ?? "", first: 30, changed: (text) => set("seconds")(number(text)) });
    const rounds = stepper({ name: "rounds", label: "Rounds", low: 1, high: 50, value: step.rounds ?? "", first: 3, changed: (text) => set("rounds")(number(text)) });
    const from = stepper({ name: "repeat_from", label: "From step", low: 1, high: Math.max(1, at), value: step.repeat_from ?? "", changed: (text) => set("repeat_from")(number(text)) });
    times.replaceChildren(...{ seconds: [seconds], rounds: [rounds], repeat: [from, rounds] }[kind].map((part) => part.node));
  };
  const kind = oneOf({ name: "lasts", label: "Lasts", look: "rt-chips", value: lasts, options: at ? LASTS : LASTS.slice(0, 2), changed: (value) => {
    const chosen = value || "seconds";
    kind.set(chosen);
    Object.assign(step, { seconds: chosen === "seconds" ? step.seconds || 30 : null, rounds: chosen === "seconds" ? null : step.rounds || 3, repeat_from: chosen === "repeat" ? step.repeat_from || 1 : null });
    showTimes(chosen);
    tell();
  } });
  showTimes(lasts);
  const own = step.breathing.join("|");
  const cues = BREATHING.some(([key]) => key === own) ? BREATHING : [...BREATHING, [own, step.breathing.join(" / ")]];
  const breathing = oneOf({ name: "breathing", label: "Breathing cue", look: "rt-chips", value: own, options: cues, changed: (value) => set("breathing")(value ? value.split("|") : []) });
  const pace = oneOf({ name: "pace", label: "Seconds a direction", look: "rt-chips", value: String(step.pace), options: [["2", "2"], ["3", "3"], ["4", "4"]], changed: (value) => { set("pace")(Number(value) || 4); pace.set(String(step.pace)); } });
  const tools = [["Up", at > 0, () => move(at, -1)], ["Down", at < last, () => move(at, 1)], ["Remove", last > 0, () => remove(at)]];
  return el("li", { class: "rt-card", "aria-label": what },
    line({ name: "do", label: "What to do", longest: 120, value: step.do, changed: set("do") }).node,
    line({ name: "more", label: "In detail", longest: 600, value: step.more, changed: set("more") }).node,
    kind.node, times,
    anyOf({ name: "areas", label: "What is rolled (none: it does not count as rolling)", options: areas, value: step.areas.join("|"), changed: (value) => set("areas")(value ? value.split("|") : []) }).node,
    breathing.node, pace.node,
    line({ name: "watch", label: "What to watch for", longest: 600, value: step.watch, changed: set("watch") }).node,
    el("div", { class: "rt-actions" }, tools.filter(([, on]) => on).map(([text, , act]) => el("button", { type: "button", class: "rt-button", "aria-label": `${what}: ${text}`, text, onclick: act }))));
}
