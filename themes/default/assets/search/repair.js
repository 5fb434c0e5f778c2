// Repair: what a word was probably meant to be that no document has, or hardly any, and what a filter means that names nothing. It is loaded when a query has such a word or filter.
// @ts-check
import { otherEndings } from "./endings.js";
import { MORE_FREQUENT, RARE, SHORTEST_PART, SHORTEST_RESEMBLING } from "./tuning.js";

export { otherEndings };

/** What mistakes cost: of two, none may be a substitution. */
const SUBSTITUTION = 3;
const OTHER_MISTAKE = 2;
/** Beginnings of words that sound alike. */
const ALIKE = ["c k", "c q", "c s", "e i", "f ph", "g j", "i y", "s z", "v w"].map((pair) => pair.split(" "));
const ALPHABETIC = /\p{Alphabetic}/u;

/** @typedef {import("./lexicon.js").Lexicon} Lexicon */
/** @typedef {import("./lexicon.js").Entry} Entry */
/** @typedef {import("./facets.js").Names} Names */

/** The nearest known word: with the same first letter if there is one, else with the second as its first; else the same with a beginning that sounds alike.
 * @param {Lexicon} lexicon @param {string} unknown */
export async function nearestKnown(lexicon, unknown) {
  const bound = tolerance(unknown);
  if (!bound) return undefined;
  const mayBe = likely(unknown, bound);
  for (const prefix of [...unknown].slice(0, 2)) {
    const found = nearest(unknown, bound, await lexicon.withPrefix(prefix, mayBe));
    if (found) return found;
  }
  let best;
  for (const pair of ALIKE) {
    for (const [one, other] of [pair, pair.toReversed()]) {
      const alike = unknown.startsWith(one) && (await lexicon.find(other + unknown.slice(one.length)));
      if (alike && (!best || alike.frequency > best.frequency)) best = alike;
    }
  }
  return best;
}

/** The much more frequent word that a rare known one may be a misspelling of: letters only, the same first two, one mistake away.
 * @param {Lexicon} lexicon @param {Entry} rare @returns {Promise<Entry | undefined>} */
export async function resembling(lexicon, { surface, frequency }) {
  const letters = [...surface];
  // A name that no document has is no mistake.
  if (
    !frequency ||
    frequency > RARE ||
    letters.length < SHORTEST_RESEMBLING ||
    !letters.every((letter) => ALPHABETIC.test(letter))
  )
    return undefined;
  const words = await lexicon.withPrefix(letters.slice(0, 2).join(""), likely(surface, SUBSTITUTION));
  let best;
  for (const word of words) {
    const isMore = word.frequency >= frequency * MORE_FREQUENT && word.frequency > (best?.frequency ?? 0);
    if (isMore && cost(letters, [...word.surface], SUBSTITUTION) <= SUBSTITUTION) best = word;
  }
  return best;
}

/** The two known words that an unknown one is made of: of several ways the one whose rarer part is in the most documents, then the first.
 * @param {Lexicon} lexicon @param {string} unknown */
export async function parts(lexicon, unknown) {
  const letters = [...unknown];
  let best;
  let most = -1;
  for (let at = SHORTEST_PART; at <= letters.length - SHORTEST_PART; at++) {
    const one = await lexicon.find(letters.slice(0, at).join(""));
    const other = one && (await lexicon.find(letters.slice(at).join("")));
    if (!one || !other || Math.min(one.frequency, other.frequency) <= most) continue;
    best = [one, other];
    most = Math.min(one.frequency, other.frequency);
  }
  return best;
}

/** What a filter means whose value is no name: years, or a person by the last name; else nothing, and what was probably meant. @param {string} field @param {string} value
 * @param {Names} names @param {import("./facets.js").Facets} facets
 * @param {{ byteLength: (text: string) => number, fold: (name: string) => string, named: (name: string, names: Names) => number[] }} texts
 * @returns {Promise<{ values: number[], note?: import("./plan.js").Note }>} */
export async function meant(field, value, names, facets, { byteLength, fold, named }) {
  /** @param {string | null} suggestion @returns {{ values: number[], note: import("./plan.js").Note }} */
  const suggested = (suggestion) => ({ values: [], note: { note: "unknown-filter", field, value, suggestion } });
  if (field === "year") {
    const [from, to] = yearRange(value) ?? [1, 0];
    const values = names.values.flatMap(([id], number) => (Number(id) >= from && Number(id) <= to ? [number] : []));
    return values.length ? { values } : suggested(null);
  }
  const surname = ` ${fold(value)}`;
  const people =
    field === "person" ? new Set(names.keys.flatMap(([name, number]) => (name.endsWith(surname) ? number : []))) : [];
  const [person, ...rest] = people;
  if (person !== undefined && !rest.length) {
    return {
      values: [person],
      note: { note: "filter-read", field, value, meant: `${field}:${names.values[person][0]}` },
    };
  }
  // What one author calls a topic is a technology for another.
  const other = field === "tech" ? "topic" : field === "topic" ? "tech" : "";
  const others = other && (await facets.names(other));
  const [ofOther] = others ? named(value, others) : [];
  if (others && ofOther !== undefined) return suggested(`${other}:${others.values[ofOther][0]}`);
  const name = fold(value);
  const words = names.keys.map(([surface, number]) => ({ surface, frequency: 0, number }));
  const bound = tolerance(name);
  const near =
    (bound && nearest(name, bound, words)) ||
    (byteLength(name) >= 3 && words.find((word) => word.surface.startsWith(name)));
  return suggested(near ? `${field}:${names.values[near.number][0]}` : null);
}

/** `2017`, `2016..2018`, `..2016` or `2018..`. @param {string} value @returns {[number, number] | undefined} */
function yearRange(value) {
  // As far as 16 bits go.
  const year = (/** @type {string} */ text) => {
    const year = /^\p{White_Space}*[+-]?\d{1,9}\p{White_Space}*$/u.test(text) ? Number(text) : NaN;
    return year >= -32768 && year <= 32767 ? year : NaN;
  };
  const dots = value.indexOf("..");
  const [from, to] = dots < 0 ? [value, value] : [value.slice(0, dots), value.slice(dots + 2)];
  if (!from && !to) return undefined;
  return [from ? year(from) : -Infinity, to ? year(to) : Infinity];
}

/** Whether a word may be so near to another, by its bytes alone: most are not, and are not looked at. One mistake adds a letter, takes one
 * away, or does both; of two, none is both: so of the letters that one has and the other has not there are two at most. @param {string} word
 * @param {number} bound @returns {((surface: Uint8Array, length: number) => boolean) | undefined} */
function likely(word, bound) {
  if (!/^[a-z0-9]*$/.test(word)) return undefined;
  const mistakes = Math.floor(bound / OTHER_MISTAKE);
  const letters = lettersOf(encoder.encode(word), word.length);
  return (surface, length) => {
    for (let at = 0; at < length; at++) if (surface[at] > 127) return true;
    if (Math.abs(length - word.length) > mistakes) return false;
    const differing = letters ^ lettersOf(surface, length);
    const butOne = differing & (differing - 1);
    return (butOne & (butOne - 1)) === 0;
  };
}
const encoder = new TextEncoder();

/** Which letters a word of ASCII has, as bits. @param {Uint8Array} bytes @param {number} length */
function lettersOf(bytes, length) {
  let letters = 0;
  for (let at = 0; at < length; at++) letters |= 1 << (bytes[at] & 31);
  return letters;
}

/** How much the mistakes in a word may cost; 0 when it is too short to be corrected. @param {string} word */
export function tolerance(word) {
  const { length } = [...word];
  return length < 4 ? 0 : length < 8 ? SUBSTITUTION : 2 * OTHER_MISTAKE;
}

/** The one with the fewest mistakes by Damerau-Levenshtein distance (optimal string alignment), then the most frequent, then the first.
 * @template {{ surface: string, frequency: number }} T @param {string} unknown @param {number} bound @param {T[]} words @returns {T | undefined} */
export function nearest(unknown, bound, words) {
  const letters = [...unknown].slice(0, 64);
  let best;
  let least = 3;
  for (const word of words) {
    if (Math.abs(word.surface.length - unknown.length) > bound) continue;
    const far = cost(letters, [...word.surface], Math.min(bound, least * OTHER_MISTAKE + 1));
    if (far > bound) continue;
    const mistakes = Math.floor(far / OTHER_MISTAKE);
    if (mistakes < least || (best && mistakes === least && word.frequency > best.frequency)) {
      best = word;
      least = mistakes;
    }
  }
  return best;
}

/** What the mistakes between two words cost, or more than the bound. @param {string[]} a @param {string[]} b @param {number} bound */
function cost(a, b, bound) {
  if (Math.abs(a.length - b.length) * OTHER_MISTAKE > bound) return bound + 1;
  /** @type {number[]} */
  let above = [];
  let row = Array.from({ length: a.length + 1 }, (_, i) => i * OTHER_MISTAKE);
  for (let i = 1; i <= b.length; i++) {
    const next = [i * OTHER_MISTAKE];
    let low = next[0];
    for (let j = 1; j <= a.length; j++) {
      const other = a[j - 1] === b[i - 1] ? 0 : SUBSTITUTION;
      let cell = Math.min(row[j] + OTHER_MISTAKE, next[j - 1] + OTHER_MISTAKE, row[j - 1] + other);
      if (i > 1 && j > 1 && a[j - 1] === b[i - 2] && a[j - 2] === b[i - 1])
        cell = Math.min(cell, above[j - 2] + OTHER_MISTAKE);
      next.push(cell);
      low = Math.min(low, cell);
    }
    if (low > bound && Math.min(...row) + OTHER_MISTAKE > bound) return bound + 1;
    above = row;
    row = next;
  }
  return row[a.length];
}
