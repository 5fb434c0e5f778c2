// The language of queries: a string becomes clauses. Every string is a query.
// @ts-check
import { trim } from "./text.js";

export const FIELDS = ["event", "kind", "lang", "metric", "org", "person", "series", "state", "tech", "topic", "year"];
/** Fields of which one document may have several values. */
export const MANY = new Set(["metric", "org", "person", "tech", "topic"]);
const MOST_CLAUSES = 32;
const LONGEST_QUERY = 1000;
const QUOTE = /["“”„«»]/;

/** @typedef {{ excluded: boolean, what: "word" | "prefix" | "phrase" | "filter", text: string, field: string }} Clause */

/** @param {string} text @returns {{ clauses: Clause[], shortened: boolean }} */
export function parse(text) {
  const letters = [...skipSpace(text)];
  let shortened = letters.length > LONGEST_QUERY;
  let rest = beginning(letters);
  /** @type {Clause[]} */
  const clauses = [];
  while (rest) {
    if (clauses.length === MOST_CLAUSES) {
      shortened = true;
      break;
    }
    const excluded = /^-\P{White_Space}/u.test(rest);
    const [clause, after] = one(excluded ? rest.slice(1) : rest);
    if (clause) clauses.push({ field: "", ...clause, excluded });
    rest = skipSpace(after);
  }
  return { clauses, shortened };
}

/** What is read of a text that begins with no space: no part of a word, unless it is one word. @param {string[]} letters */
function beginning(letters) {
  const text = letters.slice(0, LONGEST_QUERY).join("");
  if (letters.length <= LONGEST_QUERY || /^\p{White_Space}/u.test(letters[LONGEST_QUERY])) return text;
  return text.match(/^.*(?=\p{White_Space})/su)?.[0] ?? text;
}

/** @param {string} text */
const skipSpace = (text) => text.replace(/^\p{White_Space}+/u, "");

/** One clause off the front of a text, and the rest. @param {string} text
 * @returns {[{ what: Clause["what"], text: string, field?: string } | null, string]} */
function one(text) {
  const phrase = quoted(text);
  if (phrase) {
    const inside = trim(phrase[0]);
    return [inside ? { what: "phrase", text: inside } : null, phrase[1]];
  }
  const colon = text.indexOf(":");
  const name = colon < 0 ? "" : text.slice(0, colon);
  const field = name.toLowerCase();
  if (FIELDS.includes(field)) {
    const [value, rest] = quoted(text.slice(colon + 1)) ?? bare(text.slice(colon + 1));
    const inside = trim(value);
    return [inside ? { what: "filter", field, text: inside } : { what: "word", text: name }, rest];
  }
  const [word, rest] = bare(text);
  const stem = word.replace(/\*+$/, "");
  if (!stem) return [null, rest];
  return [stem === word ? { what: "word", text: word } : { what: "prefix", text: stem }, rest];
}

/** What stands between quotes of any shape, the last of which may be missing; and the rest.
 * @param {string} text @returns {[string, string] | undefined} */
function quoted(text) {
  if (!QUOTE.test(text.slice(0, 1))) return undefined;
  const end = text.slice(1).search(QUOTE);
  return end < 0 ? [text.slice(1), ""] : [text.slice(1, end + 1), text.slice(end + 2)];
}

/** What comes before a space or a quote, and the rest. @param {string} text @returns {[string, string]} */
function bare(text) {
  const end = text.search(/[\p{White_Space}"“”„«»]/u);
  return end < 0 ? [text, ""] : [text.slice(0, end), text.slice(end)];
}
