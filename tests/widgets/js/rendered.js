// Shows widgets with the traits that Python gives, presses what opens more of them, and prints all their words.

import { readFileSync } from "node:fs";
import { model } from "./page.js";

const OPENING = [
  ".rt-edit", ".rt-end", ".rt-new-routine", "[data-name=lasts] [data-value=rounds]", ".rt-body-swap", ".rt-sharp",
  "[data-name=format] [data-value='.ics']",
];
const READ = ["aria-label", "aria-valuetext", "placeholder", "title", "data-waiting"];

function words(root) {
  const nodes = [...root.querySelectorAll("*")];
  const attributes = nodes.flatMap((node) => READ.map((name) => node.getAttribute(name) ?? ""));
  const texts = nodes.flatMap((node) =>
    [...node.childNodes].filter((child) => child.nodeType === 3).map((child) => child.textContent));
  return [...texts, ...attributes].filter(Boolean);
}

const shown = [];
for (const { entry, traits } of JSON.parse(readFileSync(0, "utf-8"))) {
  const { render } = (await import(`../../../rolltrack/widgets/js/${entry}`)).default;
  const root = document.createElement("div");
  document.body.replaceChildren(root);
  const end = render({ model: model(traits), el: root });
  shown.push(...words(root));
  for (const look of [".rt-ache", ...OPENING]) {
    root.querySelector(look)?.click();
    shown.push(...words(root));
  }
  end();
}
process.stdout.write(JSON.stringify([...new Set(shown)]));
