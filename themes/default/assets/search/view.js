// What the search page, its filters and the dialog of every other page have in common: it is loaded once for all.
// @ts-check
export { withKeyboard } from "./combobox.js";
export { debounced, element, fill } from "./dom.js";
export { partsOf } from "./form.js";
export { Searching, warm } from "./results.js";
