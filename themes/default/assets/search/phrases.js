// Phrases: in which documents words stand side by side. It is loaded when a query has a phrase, or a word that means one.
// @ts-check

/** @typedef {import("./score.js").Postings} Postings */
/** @typedef {import("./score.js").Term} Term */

/** The documents in which words stand side by side in a field. @param {number[][]} words each by its terms @param {number} field @param {Map<number, Term>} terms
 * @param {Map<number, number[][][]>} positions @returns {Postings} of what is said with the parts in which they stand so */
export function together(words, field, terms, positions) {
  const postingsOf = (/** @type {number} */ term) => terms.get(term)?.fields[field];
  /** By word, for each document: where the word is. @type {Map<number, number[]>[]} */
  const places = words.map((word) => {
    const found = new Map();
    for (const term of word) {
      const ofTerm = /** @type {number[][][]} */ (positions.get(term))[field];
      postingsOf(term)?.documents.forEach((document, i) =>
        found.set(document, [...(found.get(document) ?? []), ...ofTerm[i]]),
      );
    }
    return found;
  });
  const [documents, counts, lengths, parts] = /** @type {number[][]} */ ([[], [], [], []]);
  for (const term of words[0] ?? []) {
    const postings = postingsOf(term);
    postings?.documents.forEach((document, i) => {
      const first = places[0].get(document);
      if (!first || !places.every((of) => of.has(document))) return;
      // Another term of the word may be in the document, too.
      places[0].delete(document);
      const rest = places.slice(1).map((of) => new Set(of.get(document)));
      const found = first.filter((at) => rest.every((of, n) => of.has(at + n + 1)));
      if (!found.length) return;
      documents.push(document);
      counts.push(found.length);
      parts.push(found.reduce((all, at) => all | (1 << Math.floor(at / APART)), 0));
      lengths.push(postings.lengths[i]);
    });
  }
  return {
    documents: Uint32Array.from(documents),
    counts: Uint32Array.from(counts),
    lengths: Uint8Array.from(lengths),
    parts: words.flat().some((term) => postingsOf(term)?.parts) ? Uint32Array.from(parts) : undefined,
  };
}

/** Positions of what is said are counted from the beginning of their part; each part begins so much after the one before. */
const APART = 2 ** 26;

/** Where a term stands, by field and document. @param {import("./data.js").Reader} reader @param {Term} term */
export function decodePositions(reader, term) {
  return term.fields.map((postings) =>
    Array.from(postings?.counts ?? [], (count, i) => {
      const parts = postings?.parts;
      let [part, at] = [-1, 0];
      return Array.from({ length: count }, () => {
        const step = reader.varint();
        if (!parts) return (at += step);
        if (step % 2) {
          do part++;
          while (part < 31 && !((parts[i] >>> part) & 1));
          at = part * APART;
        }
        return (at += Math.floor(step / 2));
      });
    }),
  );
}
