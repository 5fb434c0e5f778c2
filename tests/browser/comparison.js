// Whether the engine's answers are those of the library: bit for bit. Runs in Node and in pages alike.

const number = new DataView(new ArrayBuffer(4));
function bitsOf(score) {
  if (Math.fround(score) !== score) return `${score} is no 32-bit number`;
  number.setFloat32(0, score);
  return number.getUint32(0);
}

/** What the engine found, in the form of the vectors: nothing is null, no people are an empty list. */
function comparable({ total, notes, hits }) {
  return {
    total,
    notes: notes.map((note) =>
      note.note === "unknown-filter" ? { ...note, suggestion: note.suggestion ?? null } : note,
    ),
    hits: hits.map((hit) => ({
      document: hit.document,
      score_bits: bitsOf(hit.score),
      title: hit.title,
      address: hit.address,
      kind: hit.kind,
      language: hit.language,
      date: hit.date ?? null,
      people: hit.people ?? [],
      event: hit.event ?? null,
      source: hit.source ?? null,
      excerpt: hit.excerpt
        ? { ...hit.excerpt, anchor: hit.excerpt.anchor ?? null, heading: hit.excerpt.heading ?? "" }
        : null,
    })),
  };
}

/** The first place where two values are not the same, or nothing. */
function difference(expected, found, place = "") {
  if (Object.is(expected, found)) return undefined;
  const both = [expected, found];
  if (both.some((value) => typeof value !== "object" || value === null)) {
    return `${place}: ${JSON.stringify(expected)} is expected, ${JSON.stringify(found)} found`;
  }
  const keys = new Set(both.flatMap(Object.keys));
  for (const key of keys) {
    const deeper = difference(expected[key], found[key], `${place}/${key}`);
    if (deeper) return deeper;
  }
  return undefined;
}

/** Asks the engine every query; gives what differs, a line for each. */
export async function differences(engine, vectors) {
  const lines = [];
  for (const { query, options, ...expected } of vectors) {
    let different;
    try {
      different = difference(expected, comparable(await engine.search(query, options)));
    } catch (error) {
      different = error.stack;
    }
    if (different) lines.push(`${JSON.stringify(query.slice(0, 200))} ${JSON.stringify(options)}\n  ${different}`);
  }
  return lines;
}
