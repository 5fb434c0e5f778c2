// Spellings: notes name words as the lexicon has them, folded; readers know them as documents write them.
// @ts-check
import { surface, tokens } from "./text.js";

/** The notes with words as the first document that shows them writes them, in small letters. @param {import("./plan.js").Note[]} notes
 * @param {import("./answer.js").Hit[]} hits @returns {import("./plan.js").Note[]} */
export function asShown(notes, hits) {
  const texts = () =>
    hits.flatMap(({ title, excerpt }) => [title, (excerpt?.segments ?? []).map(({ text }) => text).join("")]);
  const written = (/** @type {string} */ word) => {
    for (const text of texts()) {
      for (const [start, end] of tokens(text)) {
        const token = text.slice(start, end);
        if (surface(token) === word) return token.toLowerCase();
      }
    }
    return word;
  };
  return notes.map((note) => {
    if (note.note === "corrected") return { ...note, to: written(note.to) };
    return note.note === "also" ? { ...note, other: written(note.other) } : note;
  });
}
