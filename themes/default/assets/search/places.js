// Places: in which files of the search data words probably stand, so that these are asked for before the lexicon has said for certain.
// @ts-check

/** What of the manifest says so. @typedef {{ lexicon: string[], titles: string[], stems: string[], stop_words: number[], same: string[][],
 *   facets: [string, number, string?, number?][], dates: string, places: string, cards: string, names: [string, number, number, string][] }} Places */

/** With so many words, stop words of titles count, too. */
const LEAST_WITH_STOPS = 3;
/** The endings that stems of Latin letters mostly lack. */
const ENDING = /(?<=...)(?:ing|al|ed|en|er|es|[aeosy])$/;
/** How many digits tell a file from others of its name. */
export const DIGITS = 8;

/** The files that the plan of a query needs of these words and others, which it takes one after the other. @param {Places} places
 * @param {string[]} words by their surfaces @param {string[]} named other files: `f-FIELD` of a filter, `places` of a phrase, `cards` */
export function filesFor(places, words, named) {
  /** @type {Set<string>} */
  const files = new Set();
  for (const word of words) files.add(`l${lastNotAfter(places.lexicon, word)}`);
  const same = others(places.same, words);
  if (same.some(({ length }) => length > 1)) files.add("places");
  for (const word of [...words, ...same.flat()]) for (const shard of guessed(places, word)) files.add(`p${shard}`);
  const isStop = (/** @type {string} */ word) => places.stop_words.includes(lastNotAfter(places.stems, word));
  if (words.length >= LEAST_WITH_STOPS)
    for (const word of words.filter(isStop)) files.add(`w${lastNotAfter(places.titles, word)}`);
  for (const file of named) files.add(file);
  return [...files].filter((file) => digitsOf(places, file));
}

/** The name of a file, with what changes with its content. @param {Places} places @param {string} file */
export const nameOf = (places, file) => `${file}-${digitsOf(places, file)}`;

/** What follows the name of a file; nothing when there is no such file. @param {Places} places @param {string} file */
function digitsOf({ names, facets, dates, places, cards }, file) {
  if (file === "dates") return dates;
  if (file === "places") return places;
  if (file === "cards") return cards;
  const of = names.find(([letter]) => letter === file[0] && /\d$/.test(file));
  if (!of) return facets.find(([field]) => file === `f-${field}`)?.[2];
  const at = DIGITS * Math.floor(Number(file.slice(1)) / of[2]);
  return of[3].slice(at, at + DIGITS);
}

/** What means the same as some of these words, each by its words. @param {string[][]} same @param {string[]} words */
function others(same, words) {
  const text = ` ${words.join(" ")} `;
  const isAsked = (/** @type {string} */ name) => text.includes(` ${name} `);
  const isWord = (/** @type {string} */ name) => !name.includes(" ");
  return same.flatMap((names) => {
    const asked = names.filter(isAsked);
    // Names of several words do not find each other.
    const isFound = (/** @type {string} */ name) => isWord(name) || asked.some(isWord);
    return asked.length ? names.filter((name) => !isAsked(name) && isFound(name)).map((name) => name.split(" ")) : [];
  });
}

/** How many shards are asked for at most for what lies between a word and its stem. */
const MOST_BETWEEN = 3;

/** The postings shards that a word probably needs: its stem sorts where it does, or before it, where the word without its ending does, or between.
 * @param {Places} places @param {string} word */
function guessed({ stems, stop_words }, word) {
  const last = lastNotAfter(stems, word);
  const first = lastNotAfter(stems, word.replace(ENDING, ""));
  const shards = last - first < MOST_BETWEEN ? stems.slice(first, last + 1).map((_, i) => first + i) : [first, last];
  return shards.filter((shard) => shard < stems.length && !stop_words.includes(shard));
}

/** The last of sorted texts that does not come after another; nearly always, since the data have the order of code points. @param {string[]} sorted @param {string} text */
const lastNotAfter = (sorted, text) =>
  Math.max(
    0,
    sorted.findLastIndex((first) => first <= text),
  );
