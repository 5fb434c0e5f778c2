// What pages do once they are read: each part is fetched only where there is something for it to do, and every page works without.
// @ts-check
import "./page/colours.js";

const has = (/** @type {string} */ selector) => document.querySelector(selector) !== null;

if (has("[data-embed]")) import("./page/player.js");
if (has("[data-transcript]")) import("./page/transcript.js");
if (has("pre")) import("./page/copy.js");
if (has("a[data-markdown]")) import("./page/markdown.js");
if (has("time:is([data-since], [data-due])")) import("./page/ages.js");
if (has("table[data-search]")) import("./page/heat.js");
if (has("main .tabs")) import("./page/choices.js");
if (has("[data-shared]")) import("./page/arrive.js");
if (has(".marks[data-root]")) import("./page/marks.js");
