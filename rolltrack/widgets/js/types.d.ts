// The shapes that travel between modules, and those that Python sends. For the checker only: no browser loads this.

type Model = import("@anywidget/types").AnyModel;
type Widget = import("@anywidget/types").RenderProps;
type Attributes = Record<string, string | number | boolean | null | undefined | ((event: any) => void)>;
type Child = Node | string | null | undefined;

/** `words` has what stands in the code as a key: a sentence, or the first form of `several` with its
 * forms by the plural categories of the language ("one", "other"). English needs no words. */
type Language = { locale: string; words: Record<string, string | Record<string, string>> };

// Controls

type Options = [value: string, label: string][];
type Asked = { name: string; label: string; help?: string; value?: string; changed: (value: string) => void };
type Field = { node: HTMLElement; relabel: (text: string) => void; showError: (text?: string) => void };
type Control = Field & {
  name: string;
  get: () => string;
  set: (value?: string | null) => void;
  focus: () => void;
  reunit?: (unit: string) => void;
};
type HelpLists = [title: string, items: string[]][];
type Note = { text?: string; source: string; get_help: HelpLists };

// Entries

/** Texts by column name. */
type Answers = Record<string, string>;
/** A column as Python declares it. */
type Item = {
  name: string; label: string; rest_label: string; help: string; unit: string; ask: "every day" | "more";
  sessions_only: boolean; control: string; low: number; high: number; first: number; hours: boolean; ends: string[];
  options: Options; by_test: boolean;
};
/** `typed`: names of what the person answered; `at`: when, in milliseconds. */
type Draft = { values: Answers; typed: string[]; at: number };
/** An entry in words. */
type Row = { id: string; when: string; what: string; more: string; values: Answers };

// Answers and pictures

/** In both themes, as data. */
type Picture = { words: string; light: string; dark: string };
type Answer = {
  source: string; verdict: string; from: string; sentence: string; plain: string; numbers: string; why: string;
  when: string; picture?: Picture; reasons: string[];
  how: string[]; gates: { passed: boolean; reason: string }[]; days?: Picture; wrong: string[];
  asides: { label: string; sentence: string }[];
};
type Choice = {
  outcome: string; period: string; by: "weeks" | "days"; smoothing: number; first: string; last: string;
};
type Format = { suffix: string; label: string; help: string; page: boolean; asks: string[] };

// The guided session

type Press = "start" | "pause" | "resume" | "next" | "back" | "finish" | "stop";
type Pressed = [press: Press, at: number];
type Stint = { step: number; round: number; rounds: number; seconds: number; timed: boolean };
/** Times are milliseconds; `at` is the stint's number from 0, `used` the time in it, `spent` that of every stint. */
type Moment = {
  phase: "ready" | "running" | "paused" | "done" | "stopped";
  at: number; used: number; spent: number[]; ended: number | null;
};
/** `breathing`: two cues that take turns every `pace` seconds, or none. */
type Step = {
  do: string; more: string; watch: string; areas: string[]; breathing: string[]; pace: number;
  seconds?: number | string | null; rounds?: number | string | null; repeat_from?: number | string | null;
};
type Routine = { key: string; name: string; about: string; source?: string; setup: string[]; steps: Step[] };
/** `plans` by number of rounds; `rounds` is the usual number, empty where nothing is repeated. */
type Guided = Routine & { rounds: string; plans: Record<string, Stint[]> };
type Session = { id: string; routine: string; rounds?: number | null; start: string; events: Pressed[] };
type Chosen = {
  routine: string; roller: string; pain_before: string; tension_before: string; rounds: string; setup: Set<string>;
};

/** What is on stage; `show` is called with where the session is. */
type Scene = { node: HTMLElement; show?: (here: Moment) => void; focus?: () => void };
type SceneActions = {
  start: () => void; answer: (given: Safety) => void; option: (name: string, on: boolean) => void;
  again: () => void; add: (texts: Answers) => void; takeBack: () => void;
};

// Settings

type Safety = { long_standing_pain: boolean; unsure: boolean; do_not_roll: string[] };
type SafetyWords = { questions: Record<keyof Safety, string>; do_not_roll: Options; ask_first: string };
type Roller = { name: string; density: string };
type Test = {
  key: string; label: string; unit: string; how: string; noise?: number; source: string; error: string;
  error_source: string;
};
/** What the parts of the settings work with. `ask` sends what a button asks for, then calls `done`. */
type Shared = {
  model: Model; values: () => any; labels: Record<string, string>; ask: (message: object, done?: () => void) => void;
  /** What was typed and not yet saved; undefined: nothing is left to keep. */
  drafts: Record<string, any>; keep: (name: string, draft: any) => void;
};
type Part = {
  node: HTMLElement; show: () => void; showErrors?: (errors: Record<string, string>) => void; focusWrong?: () => void;
};
