// The engine: answers a query from the published search data, in the same order and with the same scores as the index.
// @ts-check
import { Answers } from "./answer.js";
import { DataError, openData, Replaced } from "./data.js";
export { DataError };

/** @typedef {import("./answer.js").Options} Options */
/** @typedef {import("./answer.js").Hit} Hit */
/** @typedef {import("./answer.js").Answer} Answer */

/** @param {{ base: string, fetch?: typeof globalThis.fetch, manifest?: Promise<Response> }} place the address of the `search/` folder, with its last
 * slash; the answer to `fetch` of the manifest (`cache: "no-cache"`), when a page asked for it while this script was on its way */
export async function open({ base, fetch = globalThis.fetch.bind(globalThis), manifest }) {
  return new Engine(base, fetch, new Answers(await openData(base, fetch, manifest)));
}

class Engine {
  #answers;
  /** @param {string} base @param {typeof globalThis.fetch} fetch @param {Answers} answers */
  constructor(base, fetch, answers) {
    this.base = base;
    this.fetch = fetch;
    this.#answers = answers;
  }

  /** @param {string} query @param {Options} [options] */
  search(query, options = {}) {
    return this.#retried((answers) => answers.search(query, options));
  }

  /** Exact counts of the values that the results have. @param {string} query @param {Options} options @param {string[]} fields */
  facets(query, options, fields) {
    return this.#retried((answers) => answers.facets(query, options, fields));
  }

  /** Looks whether another build was published; answers are of that from then on. */
  async renew() {
    const now = await openData(this.base, this.fetch);
    const isOther = now.manifest.build !== this.#answers.data.manifest.build;
    if (isOther) this.#answers = new Answers(now);
    return isOther;
  }

  /** How many bytes must be fetched before a field can be counted, uncompressed: 0 when they are at hand. @param {string} field */
  facetSize(field) {
    return this.#answers.facetData.size(field);
  }

  /** Asks again, from the beginning, when another build was published meanwhile: an answer is of one build.
   * @template T @param {(answers: Answers) => Promise<T>} ask @returns {Promise<T>} */
  async #retried(ask) {
    for (let tries = 0; ; tries++) {
      const answers = this.#answers;
      try {
        return await ask(answers);
      } catch (error) {
        if (!(error instanceof Replaced) || tries > 2) throw error;
        const now = new Answers(await openData(this.base, this.fetch));
        if (this.#answers === answers) this.#answers = now;
      }
    }
  }
}
