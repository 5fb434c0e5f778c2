// The search data: fetched once, inflated when it comes compressed, and never mixed from two builds, though they share what is the same.
// @ts-check
import { DIGITS, filesFor, nameOf } from "./places.js";
import { parse } from "./query.js";
import { surface, tokens } from "./text.js";

/** Why the data cannot be had: `offline`, or `incomplete` when a host lacks a part of it. */
export class DataError extends Error {
  /** @param {"offline" | "incomplete"} reason */
  constructor(reason) {
    super(`search data: ${reason}`);
    this.reason = reason;
  }
}
/** Another build was published since: the query is to be asked again. */
export class Replaced extends Error {}

const FORMAT = 10;
const LINE_FEED = 10;
/** Where a file's head has the length of its body. */
const LENGTH_AT = 6;
/** Where the head ends. */
const HEAD = 10;

/** @typedef {{ format: number, build: string, documents: number, lengths: [number, number][], boosts: number[], languages: string[],
 *   lexicon: string[], lexicon_terms: number[], postings: number[], titles: string[], stems: string[], stop_words: number[],
 *   same: string[][], facets: [string, number, string?, number?][], dates: string, places: string, cards: string, names: [string, number, number, string][] }} Manifest */

/** @param {string} base the address of the `search/` folder, with its last slash
 * @param {typeof globalThis.fetch} fetch @param {Promise<Response>} [asked] the manifest, when it was asked for already @returns {Promise<Data>} */
export async function openData(base, fetch, asked) {
  const bytes = await read(asked ? () => asked : fetch, `${base}manifest`, { cache: "no-cache" });
  const end = bytes ? bytes.indexOf(LINE_FEED) : -1;
  const manifest = bytes && end > 0 && parseJson(bytes.subarray(0, end));
  if (!manifest || manifest.format !== FORMAT) throw new DataError("incomplete");
  const small = bytes.subarray(end + 1);
  const length = manifest.facets.reduce(
    (/** @type {number} */ sum, /** @type {[string, number, string?]} */ [, length]) => sum + length,
    0,
  );
  if (small.length !== length) throw new DataError("incomplete");
  for (const steps of [manifest.lexicon_terms, manifest.postings]) addUp(steps);
  return new Data(base, fetch, manifest, small);
}

export class Data {
  /** @type {Map<string, Promise<Uint8Array>>} */
  #files = new Map();
  /** @param {string} base @param {typeof globalThis.fetch} fetch @param {Manifest} manifest @param {Uint8Array} small the facets that came along with it */
  constructor(base, fetch, manifest, small) {
    this.base = base;
    this.fetch = fetch;
    this.manifest = manifest;
    let at = 0;
    for (const [field, length] of manifest.facets) {
      if (length) this.#files.set(`f-${field}`, Promise.resolve(small.subarray(at, (at += length))));
    }
  }

  /** Asks at once for what the plan of a query needs of words and filters, which it then takes one after the other. @param {string} query */
  askAhead(query) {
    /** @type {string[]} */
    const words = [];
    /** @type {string[]} */
    const named = ["cards"];
    for (const { what, field, text } of parse(query).clauses) {
      if (what === "phrase") named.push("places");
      if (what === "filter") named.push(`f-${field}`);
      else words.push(...tokens(text).map(([start, end]) => surface(text.slice(start, end))));
    }
    for (const file of filesFor(this.manifest, words.filter(Boolean), named)) this.file(file).catch(() => {});
  }

  /** What a file holds after its header. @param {string} name @returns {Promise<Uint8Array>} */
  file(name) {
    let file = this.#files.get(name);
    if (!file) {
      file = this.#load(name);
      this.#files.set(name, file);
      file.catch(() => this.#files.delete(name));
    }
    return file;
  }

  /** @param {string} name */
  async json(name) {
    return parseJson(await this.file(name));
  }

  /** The first term of each shard of positions, or the first document of each of documents, of which not all need to know where they are.
   * @param {"places" | "cards"} file */
  async firsts(file) {
    const { firsts, names } = await this.json(file);
    if (!this.manifest.names.some(([letter]) => letter === names[0])) this.manifest.names.push(names);
    return addUp(firsts);
  }

  /** A part of what is said in a recording: the passages, by their seconds and texts. @param {string} digits of the transcript's files @param {number} part
   * @returns {Promise<[number, string][]>} */
  said(digits, part) {
    return this.json(`s${part}-${digits}`);
  }

  /** @param {string} name */
  async #load(name) {
    const file = name[0] === "s" ? name : nameOf(this.manifest, name);
    for (const cache of /** @type {RequestCache[]} */ (["default", "reload"])) {
      const bytes = await read(this.fetch, `${this.base}data/${file}`, { cache });
      if (bytes && isOurs(bytes, file.slice(-DIGITS))) return bytes.subarray(HEAD);
    }
    const now = await openData(this.base, this.fetch);
    throw now.manifest.build === this.manifest.build ? new DataError("incomplete") : new Replaced();
  }
}

/** Numbers from their steps, in place. @param {number[]} steps */
function addUp(steps) {
  for (let i = 1; i < steps.length; i++) steps[i] += steps[i - 1];
  return steps;
}

/** Whether these are all bytes of a file with these digits. @param {Uint8Array} bytes @param {string} digits */
function isOurs(bytes, digits) {
  const hex = [...bytes.subarray(2, LENGTH_AT)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const length = [...bytes.subarray(LENGTH_AT, HEAD)].reduceRight((sum, byte) => sum * 256 + byte, 0);
  return bytes[1] === FORMAT && hex === digits && bytes.length === HEAD + length;
}

/** @param {typeof globalThis.fetch} fetch @param {string} address @param {RequestInit} options */
async function read(fetch, address, options) {
  let response;
  try {
    response = await fetch(address, options);
    if (!response.ok) return undefined;
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
    // Written straight into the stream: that of a blob comes by way of another process, which costs a tenth of a first answer.
    const gunzip = new DecompressionStream("gzip");
    const writer = gunzip.writable.getWriter();
    for (const done of [writer.write(bytes), writer.close()]) done.catch(() => {});
    return new Uint8Array(await new Response(gunzip.readable).arrayBuffer());
  } catch {
    if (response) return undefined;
    throw new DataError("offline");
  }
}

/** @param {Uint8Array} bytes */
function parseJson(bytes) {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

/** Reads numbers and texts off bytes. */
export class Reader {
  /** @param {Uint8Array} bytes @param {number} [at] */
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }
  get done() {
    return this.at >= this.bytes.length;
  }
  varint() {
    let number = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = this.bytes[this.at++];
      number += (byte & 127) * shift;
      if (!(byte & 128)) return number;
    }
  }
  signed() {
    const number = this.varint();
    return number % 2 ? -(number + 1) / 2 : number / 2;
  }
  text() {
    const length = this.varint();
    return decoder.decode(this.bytes.subarray(this.at, (this.at += length)));
  }
}
const decoder = new TextDecoder();

/** The last place whose value is not above the wanted one. @template T @param {T[]} sorted @param {(value: T) => number} compare */
export function lastNotAbove(sorted, compare) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(sorted[middle]) <= 0) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}
