// The language of the reader: sentences, plural forms, days and times.

/**
 * `words` has what stands in the code as a key: a sentence, or the forms of `several` by the plural
 * categories of the language ("one", "other"). English needs no words.
 */

/** @type {Language} */
let language = { locale: "en-GB", words: {} };

/** @param {Language | undefined} spoken from now on; undefined leaves it as it is */
export function speak(spoken) {
  if (spoken) language = { ...spoken, locale: spoken.locale.replace("_", "-") };
}

/**
 * A sentence in the reader's language; `{name}` stands for the value of that name.
 * @param {string} sentence
 * @param {Record<string, string | number>} [values]
 */
export function say(sentence, values = {}) {
  const said = language.words[sentence];
  return filledIn(typeof said === "string" ? said : sentence, values);
}

/**
 * A sentence about a number of things; `{number}` stands for it.
 * @param {number} number
 * @param {string} one
 * @param {string} many
 * @param {Record<string, string | number>} [values]
 */
export function several(number, one, many, values = {}) {
  const category = new Intl.PluralRules(language.locale).select(number);
  const forms = language.words[one];
  const form = typeof forms === "object" && (forms[category] || forms.other);
  return filledIn(form || (number === 1 ? one : many), { number, ...values });
}

/** @param {string} text @param {Record<string, string | number>} values */
const filledIn = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => String(values[name] ?? all));

/** "21 November", with the year where it is not the current one. @param {Date} date */
export function dayInWords(date, now = new Date()) {
  const year = date.getFullYear() === now.getFullYear() ? undefined : "numeric";
  return new Intl.DateTimeFormat(language.locale, { day: "numeric", month: "long", year }).format(date);
}

/** "18:30". @param {Date} date */
export const timeInWords = (date) =>
  new Intl.DateTimeFormat(language.locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(date);
