// Parts that the sections of the settings are made of.

import { el } from "./dom.js";

export const section = (title, open, ...children) => el("details", { class: "rt-section", open }, el("summary", { text: title }), ...children);
export const press = (text, onclick, look = "") => el("button", { type: "button", class: `rt-button ${look}`, text, onclick });
