// Facets: by which values results are filtered, and how many results have each.
// @ts-check
import { Reader } from "./data.js";
import { MANY } from "./query.js";

/** @typedef {{ values: [string, string, number][], keys: [string, number][] }} Names */
/** Documents in a row with the same values, one run after the other: where each ends, where its values end, all values' numbers.
 * @typedef {{ ends: number[], valueEnds: number[], values: number[] }} Runs */
/** @typedef {{ value: string, title: string, count: number, selected: boolean }} Count */

export class Facets {
  /** @type {Map<string, Promise<{ names: Names, runs: Runs }>>} */
  #facets = new Map();
  /** @param {import("./data.js").Data} data */
  constructor(data) {
    this.data = data;
    this.fields = new Set(data.manifest.facets.map(([field]) => field));
  }

  /** @param {string} field @returns {Promise<Names>} */
  async names(field) {
    return this.fields.has(field) ? (await this.#facet(field)).names : { values: [], keys: [] };
  }

  /** How many bytes its file has, uncompressed; 0 when they came along with the manifest. @param {string} field */
  size(field) {
    return this.data.manifest.facets.find(([name]) => name === field)?.[3] ?? 0;
  }

  /** Which documents have one of the values. @param {import("./plan.js").Filter} filter */
  async having({ field, values }) {
    const wanted = new Set(values);
    const found = new Uint8Array(this.data.manifest.documents);
    if (!values.length) return found;
    const { ends, valueEnds, values: held } = (await this.#facet(field)).runs;
    for (let run = 0, value = 0; run < ends.length; run++) {
      for (; value < valueEnds[run]; value++) if (wanted.has(held[value])) found.fill(1, ends[run - 1] ?? 0, ends[run]);
    }
    return found;
  }

  /** How many of these documents have each value, most first. A field with one value a document is counted as if it were not filtered by.
   * @param {string} field @param {import("./answer.js").Matches} matches @returns {Promise<Count[]>} */
  async count(field, matches) {
    if (!this.fields.has(field)) return [];
    const {
      names: { values },
      runs,
    } = await this.#facet(field);
    const counts = new Uint32Array(values.length);
    const documents = matches
      .documents(MANY.has(field) ? "" : field)
      .flat()
      .sort((a, b) => a - b);
    let run = 0;
    for (const document of documents) {
      while (runs.ends[run] <= document) run++;
      for (let at = runs.valueEnds[run - 1] ?? 0; at < runs.valueEnds[run]; at++) counts[runs.values[at]]++;
    }
    const selected = new Set(
      matches.plan.filters.filter((filter) => filter.field === field).flatMap((filter) => filter.values),
    );
    return values
      .map(([value, title], number) => ({ value, title, count: counts[number], selected: selected.has(number) }))
      .filter((count) => count.count || count.selected)
      .sort((a, b) => b.count - a.count);
  }

  /** @param {string} field */
  #facet(field) {
    let facet = this.#facets.get(field);
    if (!facet) {
      facet = this.data.file(`f-${field}`).then(decodeFacet);
      this.#facets.set(field, facet);
      facet.catch(() => this.#facets.delete(field));
    }
    return facet;
  }
}

/** @param {Uint8Array} bytes */
function decodeFacet(bytes) {
  const reader = new Reader(bytes);
  const names = /** @type {Names} */ (JSON.parse(reader.text()));
  const runs = /** @type {Runs} */ ({ ends: [], valueEnds: [], values: [] });
  let end = 0;
  while (!reader.done) {
    runs.ends.push((end += reader.varint()));
    let value = 0;
    for (let rest = reader.varint(); rest > 0; rest--) runs.values.push((value += reader.varint()));
    runs.valueEnds.push(runs.values.length);
  }
  return { names, runs };
}
