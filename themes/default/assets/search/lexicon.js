// The words of the site: which index terms each stands for, what begins like it, what it was probably meant to be.
// @ts-check
import { lastNotAbove, Reader } from "./data.js";
import { compare } from "./text.js";

const RARE = 2;
const MORE_FREQUENT = 20;
const SHORTEST_RESEMBLING = 6;
/** In bytes: 64 letters, and what may stand before and after them. */
const LONGEST_SURFACE = 1024;
const ALPHABETIC = /\p{Alphabetic}/u;

/** @typedef {{ surface: string, stop: boolean, terms: number[], synonyms: number[][], frequency: number }} Entry */
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
    if (frequency > RARE || letters.length < SHORTEST_RESEMBLING || !letters.every((letter) => ALPHABETIC.test(letter)))
      return undefined;
    const words = await this.withPrefix(letters.slice(0, 2).join(""));
    let best;
    for (const word of words) {
      const isMore = word.frequency >= frequency * MORE_FREQUENT && word.frequency > (best?.frequency ?? 0);
      if (isMore && distance(letters, [...word.surface], 1) <= 1) best = word;
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
    const count = flags >> 2;
    if (isBefore) {
      for (let i = 0; i < count; i++) {
        term += reader.signed();
        reader.varint();
      }
      if (flags & 2) for (let i = 0; i < count; i++) for (let rest = reader.varint(); rest > 0; rest--) reader.signed();
      continue;
    }
    const terms = [];
    let frequency = 0;
    for (let i = 0; i < count; i++) {
      terms.push((term += reader.signed()));
      frequency += reader.varint();
    }
    const synonyms = terms.map((term) =>
      flags & 2 ? Array.from({ length: reader.varint() }, () => term + reader.signed()) : [],
    );
    yield { surface: utf8.decode(surface.subarray(0, end)), stop: (flags & 1) === 1, terms, synonyms, frequency };
  }
}
const encoder = new TextEncoder();
const utf8 = new TextDecoder();

/** How far a word may be off; 0 when it is too short to be corrected. @param {string} word */
export function tolerance(word) {
  const { length } = [...word];
  return length < 4 ? 0 : length < 8 ? 1 : 2;
}

/** The nearest by Damerau-Levenshtein distance (optimal string alignment), then the most frequent, then the first.
 * @template {{ surface: string, frequency: number }} T @param {string} unknown @param {number} bound @param {T[]} words @returns {T | undefined} */
export function nearest(unknown, bound, words) {
  const letters = [...unknown].slice(0, 64);
  let best;
  let least = bound + 1;
  for (const word of words) {
    if (Math.abs(word.surface.length - unknown.length) > 2 * bound) continue;
    const far = distance(letters, [...word.surface], Math.min(bound, least));
    if (far < least || (best && far === least && word.frequency > best.frequency)) {
      best = word;
      least = far;
    }
  }
  return best;
}

/** The distance, or more than the bound. @param {string[]} a @param {string[]} b @param {number} bound */
function distance(a, b, bound) {
  if (Math.abs(a.length - b.length) > bound) return bound + 1;
  /** @type {number[]} */
  let above = [];
  let row = a.map((_, i) => i);
  row.push(a.length);
  for (let i = 1; i <= b.length; i++) {
    const next = [i];
    let low = i;
    for (let j = 1; j <= a.length; j++) {
      let cell = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[j - 1] === b[i - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[j - 1] === b[i - 2] && a[j - 2] === b[i - 1]) cell = Math.min(cell, above[j - 2] + 1);
      next.push(cell);
      low = Math.min(low, cell);
    }
    if (low > bound && Math.min(...row) >= bound) return bound + 1;
    above = row;
    row = next;
  }
  return row[a.length];
}
