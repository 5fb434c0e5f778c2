// Moments: the excerpt of what is said in a document's recordings, which leads to the second at which it is said. It is loaded when a result is found by that alone.
// @ts-check

/** @typedef {import("./excerpt.js").Excerpt} Excerpt */
/** @typedef {import("./excerpt.js").Token} Token */

/** What of a query is listened for. */
export class Listening {
  /** @param {import("./group.js").Group[]} wanted @param {import("./score.js").Scorer} scorer */
  constructor(wanted, scorer) {
    /** By term: what stands for one word of the query is one word; of phrases each is, but stop words. @type {Map<number, number>} */
    this.words = new Map();
    let next = 0;
    for (const { readings } of wanted) {
      const own = next++;
      for (const { words, stops } of readings) {
        for (const [i, word] of words.entries()) {
          if (stops?.[i]) continue;
          const number = words.length === 1 ? own : next++;
          for (const term of word) if (!this.words.has(term)) this.words.set(term, number);
        }
      }
    }
    /** Of each group where it is said. */
    this.groups = wanted.map((group) => scorer.postings(group).filter(({ parts }) => parts));
  }

  /** The part in which the most groups are said, a phrase where its words stand side by side, then the first: by the digits of its files, and its number among these.
   * @param {number} document @param {[string, number][]} transcripts @returns {[string, number] | undefined} */
  partOf(document, transcripts) {
    const has = this.groups.map((group) => {
      let all = 0;
      for (const { documents, parts } of group) all |= parts?.[documents.indexOf(document)] ?? 0;
      return all;
    });
    const groupsIn = (/** @type {number} */ part) => has.filter((parts) => (parts >>> part) & 1).length;
    const all = transcripts.flatMap(([digits, count]) =>
      Array.from({ length: count }, (_, part) => /** @type {[string, number]} */ ([digits, part])),
    );
    let best = 0;
    for (let part = 1; part < all.length; part++) if (groupsIn(part) > groupsIn(best)) best = part;
    return all[best];
  }

  /** The excerpt of a part. @param {[number, string][]} passages @param {(text: string) => [Excerpt, Token[]] | null} bestPlace with its words
   * @returns {Excerpt | null} */
  momentOf(passages, bestPlace) {
    const best = bestPlace(passages.map(([, text]) => text).join(" "));
    if (!best) return null;
    const [excerpt, shown] = best;
    const place = shown[closest(shown)].start;
    let end = 0;
    const [second] = passages.find(([, text]) => place < (end += text.length + 1)) ?? passages[passages.length - 1];
    return { ...excerpt, anchor: `t=${second}`, heading: position(second) };
  }
}

/** Of the words of an excerpt the one with which the shortest stretch begins that has all words of the query that are in it, the first of such; else the first.
 * @param {Token[]} shown */
function closest(shown) {
  const count = new Set(shown.flatMap(({ group }) => group ?? [])).size;
  /** @type {Map<number, number>} */
  const last = new Map();
  let [best, shortest] = [0, Infinity];
  for (const [at, { group }] of shown.entries()) {
    if (group === undefined) continue;
    last.set(group, at);
    const from = Math.min(...last.values());
    if (last.size === count && at - from < shortest) [best, shortest] = [from, at - from];
  }
  return best;
}

/** A second as a place in a recording: `2:30`, `1:02:30`. @param {number} second */
function position(second) {
  const [hours, minutes, seconds] = [Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60];
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}
