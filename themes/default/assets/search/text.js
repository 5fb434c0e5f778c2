// Where words begin and end, and the form under which they are compared: as the index was made.
// @ts-check

import { SPELLED } from "./letters.js";

const RUN = /[\p{Alphabetic}\p{N}][\p{Alphabetic}\p{N}\p{M}]*/gu;
const WORD = /[\p{Alphabetic}\p{N}]/u;
const CONTINUED = /[\p{Alphabetic}\p{N}\p{M}]/u;
const MARK = /\p{M}/u;
/** What is not in a text whose words are stretches of plain letters and digits; and those words. */
const NOT_PLAIN = /[+#\x80-\uFFFF]|\.[A-Z]/;
const PLAIN_RUN = /[a-zA-Z0-9]+/g;
const LETTER = /\p{Alphabetic}/u;
const UPPER = /\p{Uppercase}/u;
// Scripts that write no spaces between words, or join particles to them.
const CJK =
  /[\u0E01-\u0E4E\u0E81-\u0ECE\u0EDC-\u0EDF\u1000-\u103F\u1050-\u108F\u1100-\u11FF\u1780-\u17DD\u2E80-\u2FDF\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303C\u3040-\u30FF\u3100-\u318F\u31A0-\u31FF\u3400-\u4DBF\u4E00-\u9FFF\uA960-\uA97F\uAC00-\uD7FF\uF900-\uFAFF\uFF66-\uFFDC\u{20000}-\u{3FFFF}]/u;
const ENDS_IN_CJK = new RegExp(`${CJK.source}\\p{M}*$`, "u");
const LONGEST = 64;

/** The character at or before a place. @param {string} text @param {number} at */
const charAt = (text, at) =>
  at < text.length ? String.fromCodePoint(/** @type {number} */ (text.codePointAt(at))) : "";
/** @param {string} text @param {number} at */
function charBefore(text, at) {
  const low = text.charCodeAt(at - 1);
  return at < 1 ? "" : low >= 0xdc00 && low < 0xe000 && at > 1 ? text.slice(at - 2, at) : text[at - 1];
}

/** Whether the dot is that of `.NET`. @param {string} text @param {number} dot */
function beginsDottedName(text, dot) {
  const next = charAt(text, dot + 1);
  const before = charBefore(text, dot);
  return UPPER.test(next) && !CJK.test(next) && before !== "." && !CONTINUED.test(before);
}

/** Whether a word is a single letter of those of which texts give pairs. @param {string} word */
export const isIdeograph = (word) => [...word].length === 1 && CJK.test(word);

/** The tokens of a text, as `[start, end]` of code units. @param {string} text @returns {[number, number][]} */
export function tokens(text) {
  /** @type {[number, number][]} */
  const found = [];
  if (!NOT_PLAIN.test(text)) {
    for (const word of text.matchAll(PLAIN_RUN)) found.push([word.index, word.index + word[0].length]);
    return found;
  }
  for (let at = 0; ; ) {
    RUN.lastIndex = at;
    const run = RUN.exec(text);
    if (!run) return found;
    const core = run.index;
    const start = core > at && text[core - 1] === "." && beginsDottedName(text, core - 1) ? core - 1 : core;
    at = core + run[0].length;
    at += suffixLength(text, core, at);
    split(text, start, at, found);
  }
}

/** How much of what follows a word belongs to it: `++`, `+`, `#`. @param {string} text @param {number} core @param {number} end */
function suffixLength(text, core, end) {
  const length = text.startsWith("++", end) ? 2 : text[end] === "+" || text[end] === "#" ? 1 : 0;
  if (!length || !LETTER.test(charAt(text, core)) || ENDS_IN_CJK.test(text.slice(core, end))) return 0;
  const next = charAt(text, end + length);
  return /[+#\p{Alphabetic}]/u.test(next) || (length === 1 && /\p{N}/u.test(next)) ? 0 : length;
}

/** Gives a word whole, its Chinese, Japanese and Korean stretches as overlapping pairs.
 * @param {string} text @param {number} start @param {number} end @param {[number, number][]} found */
function split(text, start, end, found) {
  /** @type {[number, number][]} */
  let letters = [];
  if (/^[\x00-\x7f]*$/.test(text.slice(start, end))) return void found.push([start, end]);
  const flush = () => {
    if (letters.length === 1) found.push(letters[0]);
    for (let i = 1; i < letters.length; i++) found.push([letters[i - 1][0], letters[i][1]]);
    letters = [];
  };
  let wordStart = start;
  for (let at = start; at < end; ) {
    const char = charAt(text, at);
    const next = at + char.length;
    if (char > "\x7f" && MARK.test(char)) {
      if (letters.length) letters[letters.length - 1][1] = next;
    } else if (char > "\x7f" && CJK.test(char)) {
      if (!letters.length && at > wordStart) found.push([wordStart, at]);
      letters.push([at, next]);
    } else if (letters.length) {
      flush();
      wordStart = at;
    }
    at = next;
  }
  if (letters.length) flush();
  else found.push([wordStart, end]);
}

/** Decomposed, without marks, in lower case, other letters spelled out. @param {string} text */
function plain(text) {
  let folded = "";
  for (const char of text.normalize("NFKD")) {
    if (!MARK.test(char)) for (const low of char.toLowerCase()) folded += SPELLED.get(low) ?? low;
  }
  return folded;
}

/** The form in which the lexicon knows a token; empty when it has no letter or number. @param {string} token */
export function surface(token) {
  if (token.length <= LONGEST && /^[a-zA-Z0-9]+$/.test(token)) return token.toLowerCase();
  const [prefix, core, suffix] = affixes(token);
  const short = [...core].slice(0, LONGEST).join("");
  const folded = /^[\x00-\x7f]*$/.test(short)
    ? short.toLowerCase()
    : [...plain(short)]
        .filter((char) => WORD.test(char))
        .join("")
        .normalize("NFC");
  return folded && prefix + folded + suffix;
}

/** A leading dot, the core, trailing `+` and `#`. @param {string} token @returns {[string, string, string]} */
export function affixes(token) {
  const prefix = token.startsWith(".") ? "." : "";
  const core = token.slice(prefix.length).replace(/[+#]+$/, "");
  return [prefix, core, token.slice(prefix.length + core.length)];
}

/** The form under which names of topics, people and so on are compared. @param {string} name */
export function fold(name) {
  const folded = plain(name)
    .replace(/[^\p{Alphabetic}\p{N}+#]+/gu, " ")
    .replace(/^ | $/g, "");
  return folded || trim(name);
}

/** @param {string} text */
export const trim = (text) => text.replace(/^\p{White_Space}+|\p{White_Space}+$/gu, "");

/** The order of UTF-8 bytes, which is that of code points. @param {string} a @param {string} b */
export function compare(a, b) {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    let x = a.charCodeAt(i);
    let y = b.charCodeAt(i);
    if (x !== y) {
      if (x >= 0xd800 && y >= 0xd800) {
        x += x >= 0xe000 ? -0x800 : 0x2000;
        y += y >= 0xe000 ? -0x800 : 0x2000;
      }
      return x - y;
    }
  }
  return a.length - b.length;
}

/** How many bytes a text has in UTF-8. @param {string} text */
export function byteLength(text) {
  let bytes = 0;
  for (const char of text) {
    const code = /** @type {number} */ (char.codePointAt(0));
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
