// Scores: BM25 in 32-bit numbers, as the index computes it, and where phrases stand.
// @ts-check
import { lastNotAbove, Reader } from "./data.js";
import { compare } from "./text.js";

const { fround } = Math;
const K1 = fround(1.2);
const B = fround(0.75);
const FORM_BOOST = 0.75;

/** The documents that have a term in one field. @typedef {{ documents: Uint32Array, counts: Uint32Array, lengths: Uint8Array }} Postings */
/** @typedef {{ surfaces: string[], fields: (Postings | undefined)[], formsOf: (surface: string) => Iterable<number> }} Term */
/** Postings with their weight. @typedef {Postings & { weight: number, field: number }} Scored */

export class Scorer {
  /** @param {import("./data.js").Data} data */
  constructor(data) {
    this.data = data;
    const { documents, tokens, idf } = data.manifest;
    this.exceptions = new Map(idf);
    /** By field and length: what a document's length adds to a term's count. */
    this.norms = tokens.map((count) => {
      const average = fround(fround(count) / fround(documents));
      return Float32Array.from(
        { length: 256 },
        (_, id) => K1 * fround(fround(1 - B) + fround(fround(B * fround(lengthOf(id))) / average)),
      );
    });
    /** @type {Map<number, Term>} */
    this.terms = new Map();
    /** @type {Map<number, number[][][]>} */
    this.positions = new Map();
  }

  /** Asks ahead for the postings that a word probably needs: its term begins as it does, and so stands near it.
   * @param {string} word */
  prefetch(word) {
    const { stems, stop_words } = this.data.manifest;
    const shard = lastNotAbove(stems, (stem) => compare(stem, word));
    if (word && shard < stems.length && !stop_words.includes(shard)) this.data.file(`p${shard}`).catch(() => {});
  }

  /** Fetches what is needed of these terms. @param {number[]} terms @param {number[]} inPhrases */
  async load(terms, inPhrases) {
    const { postings, positions } = this.data.manifest;
    const [blocks, places] = await Promise.all([
      this.#blocks("p", postings, terms),
      this.#blocks("x", positions, inPhrases),
    ]);
    terms.forEach((term, i) => this.terms.has(term) || this.terms.set(term, decodeTerm(blocks[i])));
    inPhrases.forEach(
      (term, i) => this.positions.has(term) || this.positions.set(term, decodePositions(places[i], this.term(term))),
    );
  }

  /** @param {number} term */
  term(term) {
    return /** @type {Term} */ (this.terms.get(term));
  }

  /** What stands for a group in one field, in the order in which scores are summed. @param {import("./plan.js").Group} group @param {number} field @returns {Scored[]} */
  alternatives(group, field) {
    const boost = fround(this.data.manifest.boosts[field]);
    if ("terms" in group) {
      return group.terms.flatMap(([term, worth]) => {
        const postings = this.term(term).fields[field];
        return postings
          ? [
              {
                ...postings,
                field,
                weight: this.#weight(this.#idf(postings.documents.length), fround(boost * fround(worth))),
              },
            ]
          : [];
      });
    }
    return group.readings.flatMap((reading) => {
      const postings = this.#phrase(reading, field);
      if (!postings) return [];
      const idf = reading.reduce(
        (sum, term) => fround(sum + this.#idf(this.term(term).fields[field]?.documents.length ?? 0)),
        0,
      );
      return [{ ...postings, field, weight: this.#weight(idf, boost) }];
    });
  }

  /** The documents that have a word in a form, and what that is worth. @param {import("./plan.js").Form} form */
  form({ entry: { surface, terms, frequency }, worth }) {
    // A document may have it for several terms: with an accent and without.
    const documents = new Set(terms.flatMap((term) => [...this.term(term).formsOf(surface)]));
    return {
      documents,
      worth: fround(fround(this.#idf(frequency) * fround(1 + K1)) * fround(FORM_BOOST * fround(worth))),
    };
  }

  /** Adds what these postings are worth. @param {Scored} scored @param {Float32Array} scores */
  add({ documents, counts, lengths, weight, field }, scores) {
    const norms = this.norms[field];
    for (let i = 0; i < documents.length; i++) {
      scores[documents[i]] += fround(weight * fround(counts[i] / fround(counts[i] + norms[lengths[i]])));
    }
  }

  /** @param {number} idf @param {number} boost */
  #weight(idf, boost) {
    return fround(fround(idf * fround(1 + K1)) * boost);
  }

  /** @param {number} df */
  #idf(df) {
    const bits = this.exceptions.get(df);
    if (bits !== undefined) return new Float32Array(Uint32Array.of(bits).buffer)[0];
    const x = fround(fround(fround(this.data.manifest.documents - df) + 0.5) / fround(fround(df) + 0.5));
    return fround(Math.log(fround(1 + x)));
  }

  /** The documents in which the terms stand side by side. @param {number[]} reading @param {number} field @returns {Postings | undefined} */
  #phrase(reading, field) {
    const postings = reading.map((term) => this.term(term).fields[field]);
    const [first] = postings;
    if (!first || postings.includes(undefined)) return undefined;
    const rest = postings
      .slice(1)
      .map((other) => new Map(Array.from(/** @type {Postings} */ (other).documents, (document, i) => [document, i])));
    const positions = reading.map((term) => /** @type {number[][][]} */ (this.positions.get(term))[field]);
    const found = /** @type {[number, number, number][]} */ ([]);
    first.documents.forEach((document, i) => {
      const places = rest.map((other, n) => new Set(positions[n + 1][other.get(document) ?? -1]));
      const count = positions[0][i].filter((at) => places.every((set, n) => set.has(at + n + 1))).length;
      if (count) found.push([document, count, first.lengths[i]]);
    });
    const column = (/** @type {number} */ n) => found.map((row) => row[n]);
    return found.length
      ? {
          documents: Uint32Array.from(column(0)),
          counts: Uint32Array.from(column(1)),
          lengths: Uint8Array.from(column(2)),
        }
      : undefined;
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

/** A field's length in tokens, from the byte by which it is remembered. @param {number} id */
function lengthOf(id) {
  const [bits, shift] = [(id - 24) % 8, (id - 24) >> 3];
  return id < 24 ? id : 24 + (shift ? (bits + 8) * 2 ** (shift - 1) : bits);
}

/** @param {Reader} reader @returns {Term} */
function decodeTerm(reader) {
  const surfaces = Array.from({ length: reader.varint() }, () => reader.text());
  const present = reader.bytes[reader.at++];
  const fields = Array.from({ length: 6 }, (_, field) => {
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
    return { documents, counts, lengths: reader.bytes.subarray(reader.at, (reader.at += df)) };
  });
  const all = () => {
    const present = fields.flatMap((postings) => (postings ? [postings.documents] : []));
    return present.length === 1
      ? present[0]
      : Uint32Array.from(new Set(present.flatMap((documents) => [...documents]))).sort();
  };
  /** @type {number[][] | undefined} */
  let forms;
  const formsOf = (/** @type {string} */ surface) => {
    const documents = all();
    if (surfaces.length < 2) return documents;
    forms ??= surfaces.map(() => {
      let place = 0;
      return Array.from({ length: reader.varint() }, () => documents[(place += reader.varint())]);
    });
    return forms[surfaces.indexOf(surface)] ?? [];
  };
  return { surfaces, fields, formsOf };
}

/** By field and document. @param {Reader} reader @param {Term} term */
function decodePositions(reader, term) {
  return term.fields.map((postings) =>
    Array.from(postings?.counts ?? [], (count) => {
      let at = 0;
      return Array.from({ length: count }, () => (at += reader.varint()));
    }),
  );
}
