// What was typed into the form and not yet saved, as the browser keeps it.

import { newEntryId, stamp } from "./stamp.js";
import { isSameDay } from "./when_picker.js";

const ONE_DAY = 24 * 3600 * 1000;

/** An entry's answers with its id. @param {Answers} values @returns {Answers} */
export const withId = (values) => ({ ...values, id: values.id || newEntryId() });

/**
 * A kept draft, for the day on which it was typed; null where there is none or it is too old.
 * @param {Draft | null} kept
 * @param {number} dayStartsMinutes
 * @returns {Draft | null}
 */
export function restored(kept, dayStartsMinutes, now = new Date()) {
  if (!kept || now.getTime() - kept.at > ONE_DAY) return null;
  const at = new Date(kept.at);
  const start = kept.values.start || (isSameDay(at, now, dayStartsMinutes) ? "" : stamp(at));
  return { ...kept, values: { ...kept.values, start } };
}
