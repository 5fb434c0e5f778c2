// The words of the site: which index terms each stands for, what begins like it, what it was probably meant to be.
// @ts-check
import { lastNotAbove, Reader } from "./data.js";
import { compare } from "./text.js";
import { LEAST_STOP_WORDS } from "./tuning.js";

/** In bytes: 64 letters, and what may stand before and after them. */
const LONGEST_SURFACE = 1024;

/** Words side by side, each by its terms. @typedef {number[][]} Phrase */
/** What a word stands for beside itself, each with a bit for each of its words that is a stop word; the phrases that begin with it, with the word that means the same. @typedef {{ means: [Phrase, number][], begins: [Phrase, number[]][] }} Meanings */
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

  /** The words that begin so, in order; of these, when there is a `mayBe`, those of whose bytes it says so.
   * @param {string} prefix @param {(surface: Uint8Array, length: number) => boolean} [mayBe] @returns {Promise<Entry[]>} */
  async withPrefix(prefix, mayBe) {
    const first = this.#place(prefix);
    let end = first + 1;
    while (end < this.bounds.length && this.bounds[end].startsWith(prefix)) end++;
    const shards = await Promise.all(Array.from({ length: end - first }, (_, i) => this.#shard(first + i)));
    const found = [];
    for (const shard of shards) {
      for (const entry of entriesFrom(shard, prefix, mayBe)) {
        if (!entry.surface.startsWith(prefix)) break;
        found.push(entry);
      }
    }
    return found;
  }

  /** The number of the language that most of these stop words are words of, if enough are, and of no other as many; else -1. @param {Entry[]} stopWords */
  languageOf(stopWords) {
    const counts = this.data.manifest.languages.map((_, i) => stopWords.filter(({ stop }) => stop & (1 << i)).length);
    const most = Math.max(LEAST_STOP_WORDS, ...counts);
    const language = counts.indexOf(most);
    return language === counts.lastIndexOf(most) ? language : -1;
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

/** The entries from a surface on, in order. Those before it, and those that are not wanted, are passed over in their bytes: most of a shard is
 * never made into objects.
 * @param {Shard} shard @param {string} from @param {(surface: Uint8Array, length: number) => boolean} [mayBe] @returns {Generator<Entry, void>} */
function* entriesFrom({ bytes, term }, from, mayBe) {
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
    if (isBefore || (mayBe && !mayBe(surface, end))) {
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
  return { means: list(() => [phrase(), reader.varint()]), begins: list(() => [phrase(), word()]) };
}
const encoder = new TextEncoder();
const utf8 = new TextDecoder();
