// Scores: BM25 in 32-bit numbers, step by step as the index computes it (`src/search/bm25.rs`, `src/search/query/tally.rs`), and where phrases stand.
// @ts-check
import { lastNotAbove, Reader } from "./data.js";
import { compare } from "./text.js";
import { B, FORM_BOOST, K1, MATCHED, SAID, TITLE_B, WHOLE_TITLE } from "./tuning.js";

const { fround } = Math;
/** The field of titles. */
export const TITLE = 0;
/** The field of what is said in recordings, the last. */
export const TRANSCRIPT = 6;

/** The documents that have a term in one field; of what is said in recordings, in which parts. @typedef {{ documents: Uint32Array, counts: Uint32Array, lengths: Uint8Array, parts?: Uint32Array }} Postings */
/** @typedef {{ surfaces: string[], fields: (Postings | undefined)[], formsOf: (surface: string) => Iterable<number> }} Term */
/** Postings with their weight. @typedef {Postings & { weight: number, field: number }} Scored */

export class Scorer {
  /** @param {import("./data.js").Data} data */
  constructor(data) {
    this.data = data;
    /** By field and length: what a document's length adds to a term's count. */
    this.norms = data.manifest.lengths.map(([tokens, documents], field) => {
      const b = field === TITLE ? TITLE_B : B;
      const average = fround(fround(tokens) / fround(documents));
      return Float32Array.from(
        { length: 256 },
        (_, id) => K1 * fround(fround(1 - b) + fround(fround(b * fround(lengthOf(id))) / average)),
      );
    });
    /** @type {Map<number, Term>} */
    this.terms = new Map();
    /** @type {Map<number, number[][][]>} */
    this.positions = new Map();
    /** Loaded when there is a phrase. @type {typeof import("./phrases.js") | undefined} */
    this.phrases = undefined;
  }

  /** Fetches what is needed of these terms. @param {number[]} terms @param {number[]} inPhrases */
  async load(terms, inPhrases) {
    const { postings } = this.data.manifest;
    const [blocks, places, phrases] = await Promise.all([
      this.#blocks("p", postings, terms),
      inPhrases.length ? this.data.firsts("places").then((firsts) => this.#blocks("x", firsts, inPhrases)) : [],
      inPhrases.length ? import("./phrases.js") : undefined,
    ]);
    this.phrases ??= phrases;
    terms.forEach((term, i) => this.terms.has(term) || this.terms.set(term, decodeTerm(blocks[i])));
    inPhrases.forEach((term, i) => {
      const found = phrases?.decodePositions(places[i], this.term(term));
      if (found && !this.positions.has(term)) this.positions.set(term, found);
    });
  }

  /** @param {number} term */
  term(term) {
    return /** @type {Term} */ (this.terms.get(term));
  }

  /** What stands for a group, in the order in which scores are summed. @param {import("./group.js").Group} group @returns {Scored[]} */
  postings({ readings }) {
    const found = [];
    for (const [field, boost] of this.data.manifest.boosts.entries()) {
      for (const { words, worth, stops } of readings) {
        // What is said is searched without its stop words.
        const phrase = field === TRANSCRIPT ? words.filter((_, i) => !stops?.[i]) : words;
        const [all, idf] = words.length > 1 ? this.#ofPhrase(phrase, field) : this.#ofWord(words[0], field);
        const weight = fround(most(idf) * fround(fround(boost) * fround(worth)));
        for (const postings of all) found.push({ ...postings, field, weight });
      }
    }
    return found;
  }

  /** A word is as rare as all its stems are. @param {number[]} word @param {number} field @returns {[Postings[], number]} */
  #ofWord(word, field) {
    const postings = word.flatMap((term) => this.term(term).fields[field] ?? []);
    return [postings, this.#idf(frequency(postings))];
  }

  /** @param {number[][]} words @param {number} field @returns {[Postings[], number]} */
  #ofPhrase(words, field) {
    const idf = words.reduce((sum, word) => {
      const postings = word.flatMap((term) => this.term(term).fields[field] ?? []);
      return fround(sum + this.#idf(frequency(postings)));
    }, 0);
    const postings = this.phrases?.together(words, field, this.terms, this.positions);
    return [postings ? [postings] : [], idf];
  }

  /** The documents that have a word in a form, and what that is worth. @param {import("./group.js").Form} form */
  form({ entry: { surface, terms, frequency }, worth }) {
    // A document may have it for several terms: with an accent and without.
    const documents = new Set(terms.flatMap((term) => [...this.term(term).formsOf(surface)]));
    return {
      documents,
      worth: fround(most(this.#idf(frequency)) * fround(FORM_BOOST * fround(worth))),
    };
  }

  /** The documents whose titles have a stop word. @param {string} surface */
  async inTitles(surface) {
    const { titles } = this.data.manifest;
    const shard = lastNotAbove(titles, (first) => compare(first, surface));
    const reader = new Reader(titles.length ? await this.data.file(`w${shard}`) : new Uint8Array());
    /** @type {number[]} */
    const documents = [];
    while (!reader.done && !documents.length) {
      const isIt = reader.text() === surface;
      const end = reader.varint() + reader.at;
      let document = 0;
      while (isIt && reader.at < end) documents.push((document += reader.varint()));
      reader.at = end;
    }
    return Uint32Array.from(documents);
  }

  /** What it is worth to have a group that so many documents have, what it is when it is only said, and how rare that is. @param {number} frequency */
  matched(frequency) {
    const idf = this.#idf(frequency);
    return { idf, worth: fround(most(idf) * MATCHED), said: fround(most(idf) * fround(MATCHED * SAID)) };
  }

  /** Adds what these postings are worth. @param {Scored} scored @param {Float32Array} scores */
  add({ documents, counts, lengths, weight, field }, scores) {
    const norms = this.norms[field];
    for (let i = 0; i < documents.length; i++) {
      scores[documents[i]] += fround(weight * fround(counts[i] / fround(counts[i] + norms[lengths[i]])));
    }
  }

  /** @param {number} df */
  #idf(df) {
    const without = Math.max(0, this.data.manifest.documents - df);
    return ln(fround(1 + fround(fround(without + 0.5) / fround(df + 0.5))));
  }

  /** The terms' own bytes in their shards. @param {string} sort @param {number[]} bounds @param {number[]} terms */
  #blocks(sort, bounds, terms) {
    return Promise.all(
      terms.map(async (term) => {
        const shard = lastNotAbove(bounds, (first) => first - term);
        const reader = new Reader(await this.data.file(`${sort}${shard}`));
        for (let skip = term - bounds[shard]; skip > 0; skip--) {
          const length = reader.varint();
          reader.at += length;
        }
        reader.varint();
        return reader;
      }),
    );
  }
}

/** The most that something of this inverse document frequency can be worth. @param {number} idf */
const most = (idf) => fround(idf * fround(1 + K1));

/** What it is worth that a title has all words of a query, of the sum of their inverse document frequencies. @param {number} whole */
export const wholeTitle = (whole) => fround(most(whole) * WHOLE_TITLE);

/** @param {Postings[]} postings */
const frequency = (postings) => postings.reduce((sum, { documents }) => sum + documents.length, 0);

/** The natural logarithm of a number that is 1 or more: halved until it is near 1, then by the series of the area tangent. That of the browser may differ in its last bits.
 * @param {number} number */
function ln(number) {
  let halvings = 0;
  for (; number > 1.5; halvings++) number /= 2;
  const ratio = (number - 1) / (number + 1);
  let sum = 0;
  for (let odd = 23; odd > 0; odd -= 2) sum = sum * (ratio * ratio) + 1 / odd;
  return fround(halvings * Math.LN2 + 2 * ratio * sum);
}

/** A field's length in tokens, from the byte by which it is remembered. @param {number} id */
function lengthOf(id) {
  const [bits, shift] = [(id - 24) % 8, (id - 24) >> 3];
  return id < 24 ? id : 24 + (shift ? (bits + 8) * 2 ** (shift - 1) : bits);
}

/** @param {Reader} reader @returns {Term} */
function decodeTerm(reader) {
  const surfaces = Array.from({ length: reader.varint() }, () => reader.text());
  const present = reader.bytes[reader.at++];
  const fields = Array.from({ length: TRANSCRIPT + 1 }, (_, field) => {
    if (!(present & (1 << field))) return undefined;
    const df = reader.varint();
    const [documents, counts] = [new Uint32Array(df), new Uint32Array(df).fill(1)];
    let document = 0;
    for (let i = 0; i < df; i++) {
      const number = reader.varint();
      documents[i] = document += number >>> 1;
      counts[i] += number & 1;
    }
    for (let i = 0; i < df; i++) if (counts[i] > 1) counts[i] += reader.varint();
    // How long a transcript is says nothing.
    const lengths =
      field === TRANSCRIPT ? new Uint8Array(df).fill(1) : reader.bytes.subarray(reader.at, (reader.at += df));
    const parts = field === TRANSCRIPT ? Uint32Array.from({ length: df }, () => reader.varint()) : undefined;
    return { documents, counts, lengths, parts };
  });
  const all = () => {
    const written = fields.slice(0, TRANSCRIPT);
    const present = written.flatMap((postings) => (postings ? [postings.documents] : []));
    return present.length === 1
      ? present[0]
      : Uint32Array.from(new Set(present.flatMap((documents) => [...documents]))).sort();
  };
  /** @type {number[][] | undefined} */
  let forms;
  const formsOf = (/** @type {string} */ surface) => {
    const documents = all();
    // A word in its other writing stands for terms that no document has in this one.
    if (surfaces.length < 2) return surfaces[0] === surface ? documents : [];
    forms ??= surfaces.map(() => {
      let place = 0;
      return Array.from({ length: reader.varint() }, () => documents[(place += reader.varint())]);
    });
    return forms[surfaces.indexOf(surface)] ?? [];
  };
  return { surfaces, fields, formsOf };
}
