// Moments: the excerpt of what is said in a document's recordings, which leads to the second at which it is said. It is loaded when a result is found by that alone.
// @ts-check

/** @typedef {import("./excerpt.js").Excerpt} Excerpt */
/** @typedef {import("./score.js").Postings} Postings */

/** The part in which the most groups are said, then the first. @param {number} document @param {Postings[][]} groups of each the postings of what is said
 * @param {number} count of parts */
export function saidIn(document, groups, count) {
  const has = groups.map((group) => {
    let parts = 0;
    for (const postings of group) {
      const at = postings.documents.indexOf(document);
      if (postings.parts && at >= 0) parts |= postings.parts[at];
    }
    return parts;
  });
  const groupsOf = (/** @type {number} */ part) => has.filter((parts) => (parts >>> part) & 1).length;
  let best = 0;
  for (let part = 1; part < count; part++) if (groupsOf(part) > groupsOf(best)) best = part;
  return best;
}

/** The excerpt of a part. @param {[number, string][]} passages @param {(text: string) => [Excerpt, number] | null} bestPlace with the place of its first match
 * @returns {Excerpt | null} */
export function momentOf(passages, bestPlace) {
  const best = bestPlace(passages.map(([, text]) => text).join(" "));
  if (!best) return null;
  const [excerpt, place] = best;
  let end = 0;
  const [second] = passages.find(([, text]) => place < (end += text.length + 1)) ?? passages[passages.length - 1];
  return { ...excerpt, anchor: `t=${second}`, heading: position(second) };
}

/** A second as a place in a recording: `2:30`, `1:02:30`. @param {number} second */
function position(second) {
  const [hours, minutes, seconds] = [Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60];
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}
