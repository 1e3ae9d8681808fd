// What the log keeps of an entry besides its answers: when, and an id.

/** Two digits. @param {number} number */
export const two = (number) => String(number).padStart(2, "0");

/** Local time with its offset, as the log keeps it: 2026-11-21T18:30:05+01:00. @param {Date} date */
export function stamp(date) {
  const ahead = -date.getTimezoneOffset();
  const local = new Date(date.getTime() + ahead * 60000).toISOString().slice(0, 19);
  const minutes = Math.abs(Math.round(ahead));
  return `${local}${ahead < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** An id for a new entry, made here so that pressing Save again never saves twice. */
export function newEntryId() {
  const letters = "bcdfghjklmnpqrstvwxz";
  const bytes = crypto.getRandomValues(new Uint32Array(10));
  return `r_${[...bytes].map((byte) => letters[byte % letters.length]).join("")}`;
}
