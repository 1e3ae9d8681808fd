// Days and times, in words and as the log keeps them.

/** "21 November" and "18:30" in the reader's own order of words: day, month name, 24 hours. */
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
export const two = (number) => String(number).padStart(2, "0");
export const dayInWords = (date) => `${date.getDate()} ${MONTHS[date.getMonth()]}`;
export const timeInWords = (date) => `${two(date.getHours())}:${two(date.getMinutes())}`;

/** Local time with its offset, as the log keeps it: 2026-11-21T18:30:05+01:00. */
export function stamp(date) {
  const ahead = -date.getTimezoneOffset();
  const offset = `${ahead < 0 ? "-" : "+"}${two(Math.floor(Math.abs(ahead) / 60))}:${two(Math.abs(ahead) % 60)}`;
  return `${String(date.getFullYear()).padStart(4, "0")}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${timeInWords(date)}:${two(date.getSeconds())}${offset}`;
}
