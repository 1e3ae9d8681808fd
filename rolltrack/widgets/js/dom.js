// Elements of a page.

/** An element with attributes, event handlers (`onclick: ...`) and children (nodes or text). */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "text") node.textContent = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

let lastNumber = 0;
/** An id that no other element on the page has. */
export function freshId(stem) {
  lastNumber += 1;
  return `rt-${stem}-${lastNumber}-${Math.random().toString(36).slice(2, 8)}`;
}
