// Ahead: what a query needs for certain, or nearly so, asked for before the engine that answers it is there. Where words stand is told by the
// manifest, so that one round of requests brings the lexicon and the postings.
// @ts-check
import { DataError, lastNotAbove, openData, Reader, Replaced } from "./data.js";
import { FIELDS, MANY, parse } from "./query.js";
import { affixes, byteLength, compare, fold, isIdeograph, surface, tokens } from "./text.js";

export { DataError, FIELDS, lastNotAbove, MANY, openData, parse, Reader, Replaced };
export { affixes, byteLength, compare, fold, isIdeograph, surface, tokens };

/** The endings that stems of Latin letters mostly lack. */
const ENDING = /(?<=...)(?:ing|al|ed|en|er|es|[aeosy])$/;

/** How many shards in a row are asked for at most where a word's stem may be in any. */
const MOST_BETWEEN = 3;

/** Asks at once for what the plan of a query needs of words and filters, which it then takes one after the other.
 * @param {import("./data.js").Data} data @param {string} query */
export function askAhead(data, query) {
  const ask = (/** @type {string} */ name) => data.file(name).catch(() => {});
  const { facets, lexicon, same } = data.manifest;
  /** @type {string[]} */
  const words = [];
  for (const { what, field, text } of parse(query).clauses) {
    if (what === "filter") {
      if (facets.some(([name]) => name === field)) ask(`f-${field}`);
    } else words.push(...tokens(text).map(([start, end]) => surface(text.slice(start, end))));
  }
  for (const word of words) if (word) ask(`l${lastNotAbove(lexicon, (bound) => compare(bound, word))}`);
  for (const word of [...words, ...others(same, words)])
    for (const shard of word ? guessed(data.manifest, word) : []) ask(`p${shard}`);
}

/** The words of what means the same as some of these words. @param {string[][]} same @param {string[]} words */
function others(same, words) {
  const text = ` ${words.join(" ")} `;
  const isAsked = (/** @type {string} */ name) => text.includes(` ${name} `);
  const isWord = (/** @type {string} */ name) => !name.includes(" ");
  return same.flatMap((names) => {
    const asked = names.filter(isAsked);
    // Names of several words do not find each other.
    const isFound = (/** @type {string} */ name) => isWord(name) || asked.some(isWord);
    return asked.length
      ? names.filter((name) => !isAsked(name) && isFound(name)).flatMap((name) => name.split(" "))
      : [];
  });
}

/** The postings shards that a word probably needs: its stem sorts where it does, or before it, where the word without its ending does, or between the two.
 * @param {import("./data.js").Manifest} manifest @param {string} word */
function guessed({ stems, stop_words }, word) {
  const place = (/** @type {string} */ stem) => lastNotAbove(stems, (bound) => compare(bound, stem));
  const [first, last] = [place(word.replace(ENDING, "")), place(word)];
  const shards = last - first < MOST_BETWEEN ? stems.slice(first, last + 1).map((_, i) => first + i) : [first, last];
  return shards.filter((shard) => shard < stems.length && !stop_words.includes(shard));
}
