// What a reader sees of search: the page, and the dialog on every other page.
// @ts-check
export { searchDialog } from "./dialog.js";
export { searchPage } from "./page.js";
export { warm } from "./results.js";
