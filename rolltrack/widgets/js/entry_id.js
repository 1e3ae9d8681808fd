// The id of an entry.

/** An id for a new entry, made here so that pressing Save again never saves twice. */
export function newEntryId() {
  const letters = "bcdfghjklmnpqrstvwxz";
  const bytes = crypto.getRandomValues(new Uint32Array(10));
  return `r_${[...bytes].map((byte) => letters[byte % letters.length]).join("")}`;
}
