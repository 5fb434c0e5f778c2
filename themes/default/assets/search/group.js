// What stands for one word or phrase of a query: index terms, and what each is worth.
// @ts-check
import { SYNONYM_WEIGHT } from "./tuning.js";

/** @typedef {import("./lexicon.js").Entry} Entry */
/** A word in one form, with its worth. @typedef {{ entry: Entry, worth: number }} Form */
/** Words side by side, mostly one; each by its terms, any of which will do. Of several, which are stop words. @typedef {{ words: number[][], worth: number, stops?: boolean[] }} Reading */
/** Any of these readings. @typedef {{ readings: Reading[], forms: Form[] }} Group */

/** @param {Group} group */
export const termsOf = ({ readings }) => readings.flatMap(({ words }) => words.flat());

/** A word with what means the same. @param {Entry} entry @returns {Group} */
export function wordGroup(entry) {
  const group = phraseGroup([entry]);
  addWord(group, entry.synonyms.flat(), SYNONYM_WEIGHT);
  for (const [words, bits] of entry.meanings.means) {
    if (words.length === 1) addWord(group, words[0], SYNONYM_WEIGHT);
    else group.readings.push({ words, worth: SYNONYM_WEIGHT, stops: words.map((_, i) => Boolean((bits >> i) & 1)) });
  }
  return group;
}

/** Words side by side, as they stand. @param {Entry[]} entries @returns {Group} */
export function phraseGroup(entries) {
  /** @type {Group} */
  const group = { readings: [], forms: [] };
  if (entries.length === 1) addForm(group, entries[0], 1);
  else {
    const stops = entries.map(({ stop }) => stop !== 0);
    group.readings.push({ words: entries.map(({ terms }) => terms), worth: 1, stops });
  }
  return group;
}

/** Adds a word in one form. @param {Group} group @param {Entry} entry @param {number} worth */
export function addForm(group, entry, worth) {
  addWord(group, entry.terms, worth);
  group.forms.push({ entry, worth });
}

/** Adds a word by its terms, but for those that are there; says whether any was added. @param {Group} group @param {number[]} terms @param {number} worth */
export function addWord({ readings }, terms, worth) {
  const there = readings.flatMap(({ words }) => (words.length === 1 ? words[0] : []));
  const word = [...new Set(terms)].filter((term) => !there.includes(term));
  if (word.length) readings.push({ words: [word], worth });
  return word.length > 0;
}
