// The words of the site: which index terms each stands for, what begins like it, what it was probably meant to be.
// @ts-check
import { lastNotAbove, Reader } from "./data.js";
import { compare } from "./text.js";
import { LEAST_STOP_WORDS, MORE_FREQUENT, RARE, SHORTEST_PART, SHORTEST_RESEMBLING } from "./tuning.js";

/** What mistakes cost: of two, none may be a substitution. */
const SUBSTITUTION = 3;
const OTHER_MISTAKE = 2;
/** In bytes: 64 letters, and what may stand before and after them. */
const LONGEST_SURFACE = 1024;
const ALPHABETIC = /\p{Alphabetic}/u;

/** Words side by side, each by its terms. @typedef {number[][]} Phrase */
/** What a word stands for beside itself; the phrases that begin with it, with the word that means the same. @typedef {{ means: Phrase[], begins: [Phrase, number[]][] }} Meanings */
/** `stop` has a bit for each language that it is a stop word of. @typedef {{ surface: string, stop: number, terms: number[], synonyms: number[][], meanings: Meanings, frequency: number }} Entry */
/** @typedef {{ bytes: Uint8Array, term: number }} Shard what it holds, and the term that its first is written in difference to */

export class Lexicon {
  /** @param {import("./data.js").Data} data */
  constructor(data) {
    this.data = data;
    this.bounds = data.manifest.lexicon;
  }

  /** @param {string} surface @returns {Promise<Entry | undefined>} */
  async find(surface) {
    const [entry] = entriesFrom(await this.#shard(this.#place(surface)), surface);
    return entry?.surface === surface ? entry : undefined;
  }

  /** The words that begin so, in order. @param {string} prefix @returns {Promise<Entry[]>} */
  async withPrefix(prefix) {
    const first = this.#place(prefix);
    let end = first + 1;
    while (end < this.bounds.length && this.bounds[end].startsWith(prefix)) end++;
    const shards = await Promise.all(Array.from({ length: end - first }, (_, i) => this.#shard(first + i)));
    const found = [];
    for (const shard of shards) {
      for (const entry of entriesFrom(shard, prefix)) {
        if (!entry.surface.startsWith(prefix)) break;
        found.push(entry);
      }
    }
    return found;
  }

  /** The nearest known word: with the same first letter if there is one, else any. @param {string} unknown */
  async nearest(unknown) {
    const bound = tolerance(unknown);
    if (!bound) return undefined;
    const [letter] = unknown;
    return nearest(unknown, bound, await this.withPrefix(letter)) ?? nearest(unknown, bound, await this.withPrefix(""));
  }

  /** The much more frequent word that a rare known one may be a misspelling of: letters only, the same first two, one mistake away.
   * @param {Entry} rare @returns {Promise<Entry | undefined>} */
  async resembling({ surface, frequency }) {
    const letters = [...surface];
    // A name that no document has is no mistake.
    if (
      !frequency ||
      frequency > RARE ||
      letters.length < SHORTEST_RESEMBLING ||
      !letters.every((letter) => ALPHABETIC.test(letter))
    )
      return undefined;
    const words = await this.withPrefix(letters.slice(0, 2).join(""));
    let best;
    for (const word of words) {
      const isMore = word.frequency >= frequency * MORE_FREQUENT && word.frequency > (best?.frequency ?? 0);
      if (isMore && cost(letters, [...word.surface], SUBSTITUTION) <= SUBSTITUTION) best = word;
    }
    return best;
  }

  /** The number of the language that most of these stop words are words of, if enough are, and of no other as many; else -1. @param {Entry[]} stopWords */
  languageOf(stopWords) {
    const counts = this.data.manifest.languages.map((_, i) => stopWords.filter(({ stop }) => stop & (1 << i)).length);
    const most = Math.max(LEAST_STOP_WORDS, ...counts);
    const language = counts.indexOf(most);
    return language === counts.lastIndexOf(most) ? language : -1;
  }

  /** The two known words that an unknown one is made of: of several ways the one whose rarer part is in the most documents, then the first.
   * @param {string} unknown */
  async parts(unknown) {
    const letters = [...unknown];
    let best;
    let most = -1;
    for (let at = SHORTEST_PART; at <= letters.length - SHORTEST_PART; at++) {
      const one = await this.find(letters.slice(0, at).join(""));
      const other = one && (await this.find(letters.slice(at).join("")));
      if (!one || !other || Math.min(one.frequency, other.frequency) <= most) continue;
      best = [one, other];
      most = Math.min(one.frequency, other.frequency);
    }
    return best;
  }

  /** @param {string} surface */
  #place(surface) {
    return lastNotAbove(this.bounds, (bound) => compare(bound, surface));
  }

  /** @param {number} number @returns {Promise<Shard>} */
  async #shard(number) {
    return { bytes: await this.data.file(`l${number}`), term: this.data.manifest.lexicon_terms[number] };
  }
}

/** The entries from a surface on, in order. Those before it are passed over in their bytes: most of a shard is never made into objects.
 * @param {Shard} shard @param {string} from @returns {Generator<Entry, void>} */
function* entriesFrom({ bytes, term }, from) {
  const wanted = encoder.encode(from);
  const reader = new Reader(bytes);
  const surface = new Uint8Array(LONGEST_SURFACE);
  // How many bytes of the surface at hand are those of the wanted one; whether it comes before it.
  let [same, isBefore] = [0, true];
  while (!reader.done) {
    const shared = reader.varint();
    const length = reader.varint();
    const end = shared + length;
    for (let at = shared; at < end; at++) surface[at] = bytes[reader.at++];
    if (isBefore && shared <= same) {
      same = shared;
      while (same < wanted.length && same < end && surface[same] === wanted[same]) same++;
      isBefore = same < wanted.length && (same === end || surface[same] < wanted[same]);
    }
    const flags = reader.varint();
    const count = flags >> 3;
    if (isBefore) {
      for (let i = 0; i < count; i++) {
        term += reader.signed();
        reader.varint();
      }
      if (flags & 1) reader.varint();
      if (flags & 2) for (let i = 0; i < count; i++) for (let rest = reader.varint(); rest > 0; rest--) reader.signed();
      if (flags & 4) {
        const more = reader.varint();
        reader.at += more;
      }
      continue;
    }
    /** @type {number[]} */
    const terms = [];
    let frequency = 0;
    for (let i = 0; i < count; i++) {
      terms.push((term += reader.signed()));
      frequency += reader.varint();
    }
    const stop = flags & 1 ? reader.varint() : 0;
    const synonyms = terms.map((term) =>
      flags & 2 ? Array.from({ length: reader.varint() }, () => term + reader.signed()) : [],
    );
    const more = flags & 4 ? reader.varint() : 0;
    const meanings = more ? decodeMeanings(new Reader(bytes, reader.at), term) : NO_MEANINGS;
    reader.at += more;
    yield { surface: utf8.decode(surface.subarray(0, end)), stop, terms, synonyms, meanings, frequency };
  }
}
/** @type {Meanings} */
const NO_MEANINGS = { means: [], begins: [] };

/** @param {Reader} reader @param {number} term that the others are written in difference to @returns {Meanings} */
function decodeMeanings(reader, term) {
  /** @template T @param {() => T} one */
  const list = (one) => Array.from({ length: reader.varint() }, one);
  const word = () => list(() => term + reader.signed());
  const phrase = () => list(word);
  return { means: list(phrase), begins: list(() => [phrase(), word()]) };
}
const encoder = new TextEncoder();
const utf8 = new TextDecoder();

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
