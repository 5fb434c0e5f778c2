// Excerpts: the stretch of a document's text that shows best why it was found.
// @ts-check
import { byteLength, tokens } from "./text.js";

const WORDS = 32;
const LEAD = 6;
const BYTES = 480;

/** @typedef {{ anchor: string | null, heading: string, segments: { text: string, matched: boolean }[], cutBefore: boolean, cutAfter: boolean }} Excerpt */
/** @typedef {{ start: number, end: number, group: number | undefined }} Token */

/** @param {[string, (string | null)?, string?][]} sections @param {(token: string) => number | undefined} groupOf @returns {Excerpt | null} */
export const bestExcerpt = (sections, groupOf) => bestPlace(sections, groupOf)?.[0] ?? null;

/** The window with the most different words of the query, then the most matches, then the first.
 * Along with its words.
 * @param {[string, (string | null)?, string?][]} sections @param {(token: string) => number | undefined} groupOf @returns {[Excerpt, Token[]] | null} */
export function bestPlace(sections, groupOf) {
  const all = sections.map(([text]) =>
    tokens(text).map(([start, end]) => ({ start, end, group: groupOf(text.slice(start, end)) })),
  );
  let best = { groups: 0, matches: 0, section: -1, from: 0, to: 0 };
  all.forEach((found, section) => {
    found.forEach((token, from) => {
      if (token.group === undefined) return;
      const to = Math.min(from + WORDS - LEAD, found.length);
      const matched = found.slice(from, to).flatMap(({ group }) => (group === undefined ? [] : [group]));
      const groups = new Set(matched).size;
      if (groups > best.groups || (groups === best.groups && matched.length > best.matches)) {
        best = { groups, matches: matched.length, section, from: Math.max(0, from - LEAD), to };
      }
    });
  });
  if (best.section < 0) {
    best.section = all.findIndex((found) => found.length);
    if (best.section < 0) return null;
    best.to = Math.min(all[best.section].length, WORDS);
  }
  return cut(sections[best.section], all[best.section], best.from, best.to);
}

/** @param {[string, (string | null)?, string?]} section @param {Token[]} found @param {number} from @param {number} to @returns {[Excerpt, Token[]]} */
function cut([text, anchor = null, heading = ""], found, from, to) {
  const bytes = (/** @type {number} */ start, /** @type {number} */ end) => byteLength(text.slice(start, end));
  while (to - from > 1 && bytes(found[from].start, found[to - 1].end) > BYTES) to--;
  const shown = found.slice(from, to);
  const whole = text.replace(/\p{White_Space}+$/u, "").length;
  let start = from === 0 ? 0 : shown[0].start;
  if (bytes(start, shown[0].start) > BYTES / 4) start = shown[0].start;
  const last = shown[shown.length - 1].end;
  let end = to === found.length ? Math.max(whole, last) : last;
  if (bytes(last, end) > BYTES / 4) end = last;
  /** @type {Excerpt["segments"]} */
  const segments = [];
  let at = start;
  for (const token of shown.filter(({ group }) => group !== undefined)) {
    // Pairs of Chinese letters overlap.
    const begin = Math.max(token.start, at);
    if (begin > at) segments.push({ text: text.slice(at, begin), matched: false });
    const piece = text.slice(begin, token.end);
    const before = segments[segments.length - 1];
    if (before?.matched) before.text += piece;
    else segments.push({ text: piece, matched: true });
    at = token.end;
  }
  if (end > at) segments.push({ text: text.slice(at, end), matched: false });
  return [{ anchor, heading, segments, cutBefore: start > 0, cutAfter: end < whole }, shown];
}
