// What the browser keeps under a name, so that it outlives the kernel and a reload.

export function keptAt(key) {
  const quietly = (act) => { try { return act(); } catch { return null; } };
  return {
    read: () => quietly(() => JSON.parse(localStorage.getItem(key))),
    write: (value) => quietly(() => localStorage.setItem(key, JSON.stringify(value))),
    forget: () => quietly(() => localStorage.removeItem(key)),
  };
}
