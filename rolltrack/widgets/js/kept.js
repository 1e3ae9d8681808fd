// What the browser keeps under a name, so that it outlives the kernel and a reload.

/**
 * Browsers that keep nothing (private windows) read as if nothing was kept.
 * @param {string} key
 */
export function keptAt(key) {
  /** @param {() => any} act */
  const quietly = (act) => {
    try {
      return act();
    } catch {
      return null;
    }
  };
  return {
    read: () => quietly(() => JSON.parse(localStorage.getItem(key) ?? "null")),
    /** @param {object} value */
    write: (value) => quietly(() => localStorage.setItem(key, JSON.stringify(value))),
    forget: () => quietly(() => localStorage.removeItem(key)),
  };
}
