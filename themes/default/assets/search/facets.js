// Facets: by which values results are filtered, and how many results have each.
// @ts-check
import { Reader } from "./data.js";
import { MANY } from "./query.js";

/** @typedef {{ values: [string, string, number][], keys: [string, number][] }} Names */
/** @typedef {{ value: string, title: string, count: number, selected: boolean }} Count */

export class Facets {
  /** @param {import("./data.js").Data} data */
  constructor(data) {
    this.data = data;
  }

  /** @param {string} field @returns {Promise<Names>} */
  async names(field) {
    return this.data.manifest.facets.includes(field) ? this.data.json(`n-${field}`) : { values: [], keys: [] };
  }

  /** @param {string} field */
  prefetch(field) {
    if (!this.data.manifest.facets.includes(field)) return;
    for (const sort of ["n", "f"]) this.data.file(`${sort}-${field}`).catch(() => {});
  }

  /** Which documents have one of the values. @param {import("./plan.js").Filter} filter */
  async having({ field, values }) {
    const wanted = new Set(values);
    const found = new Uint8Array(this.data.manifest.documents);
    for (const [start, end, held] of await this.#runs(field)) {
      if (held.some((value) => wanted.has(value))) found.fill(1, start, end);
    }
    return found;
  }

  /** How many of these documents have each value, most first. A field with one value a document is counted as if it were not filtered by.
   * @param {string} field @param {import("./answer.js").Matches} matches @returns {Promise<Count[]>} */
  async count(field, matches) {
    if (!this.data.manifest.facets.includes(field)) return [];
    const [{ values }, runs] = await Promise.all([this.names(field), this.#runs(field)]);
    const counts = new Uint32Array(values.length);
    const documents = matches.documents(MANY.has(field) ? "" : field);
    let run = 0;
    for (const document of documents) {
      while (runs[run][1] <= document) run++;
      for (const value of runs[run][2]) counts[value]++;
    }
    const selected = new Set(matches.plan.filters.filter((filter) => filter.field === field).flatMap((filter) => filter.values));
    return values
      .map(([value, title], number) => ({ value, title, count: counts[number], selected: selected.has(number) }))
      .filter((count) => count.count || count.selected)
      .sort((a, b) => b.count - a.count);
  }

  /** Documents in a row with the same values: from, to, the values' numbers. @param {string} field @returns {Promise<[number, number, number[]][]>} */
  async #runs(field) {
    const reader = new Reader(await this.data.file(`f-${field}`));
    /** @type {[number, number, number[]][]} */
    const runs = [];
    let start = 0;
    while (!reader.done) {
      const end = start + reader.varint();
      let value = 0;
      runs.push([start, end, Array.from({ length: reader.varint() }, () => (value += reader.varint()))]);
      start = end;
    }
    return runs;
  }
}
