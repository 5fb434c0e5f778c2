// Small helpers for pages. Texts become text nodes: data is never read as markup.
// @ts-check

/** @param {string} name @param {Record<string, string>} attributes @param {(Node | string)[]} children */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** Puts values in the gaps of a phrase. @param {string} pattern @param {Record<string, unknown>} values */
export const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));

/** Calls `act` once no call came for a moment. @param {() => void} act */
export function debounced(act) {
  let waiting = 0;
  const call = () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(act, 120);
  };
  return Object.assign(call, { cancel: () => clearTimeout(waiting) });
}
