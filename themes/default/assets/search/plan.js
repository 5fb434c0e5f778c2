// The plan of a query: which index terms must, may and must not match, what each is worth, and what was done to the words.
// @ts-check
import { otherEndings } from "./endings.js";
import { nearest, tolerance } from "./lexicon.js";
import { MANY, parse } from "./query.js";
import { affixes, byteLength, fold, surface, tokens } from "./text.js";

const MOST_WORDS = 32;
const MOST_COMPLETIONS = 16;
const MOST_READINGS = 8;
const SYNONYM_WEIGHT = 0.5;
const COMPLETION_WEIGHT = 0.5;
const RESEMBLING_WEIGHT = 0.5;

/** @typedef {import("./lexicon.js").Entry} Entry */
/** A word in one form, with its worth. @typedef {{ entry: Entry, worth: number }} Form */
/** @typedef {{ terms: [number, number][], forms: Form[] } | { readings: number[][] }} Group any of these terms with their worth, or of these phrases */
/** @typedef {{ field: string, values: number[] }} Filter */
/** What was done to the words of a query, for its reader.
 * @typedef {{ note: "corrected", from: string, to: string } | { note: "also", word: string, other: string }
 *   | { note: "ignored", word: string, why: "unknown" | "no-letters" } | { note: "any-word" } | { note: "shortened" }
 *   | { note: "unknown-filter", field: string, value: string, suggestion: string | null }} Note */
/** @typedef {{ wanted: Group[], excluded: Group[], filters: Filter[], excludedFacets: Filter[], notes: Note[], asksForWords: boolean }} Plan */

/** @param {Group} group */
export const termsOf = (group) => ("terms" in group ? group.terms.map(([term]) => term) : group.readings.flat());

/** @param {string} text @param {"whole" | "prefix"} lastWord @param {import("./lexicon.js").Lexicon} lexicon
 * @param {import("./facets.js").Facets} facets @returns {Promise<Plan>} */
export async function plan(text, lastWord, lexicon, facets) {
  const query = parse(text);
  const planner = new Planner(lexicon, facets);
  if (query.shortened) planner.note({ note: "shortened" });
  /** @type {Filter[]} */
  const single = [];
  for (const [index, { what, excluded, field, text }] of query.clauses.entries()) {
    if (what === "filter") {
      const filter = await planner.filter(field, text);
      if (!filter) continue;
      const other = single.find((other) => other.field === field);
      if (excluded) planner.plan.excludedFacets.push(filter);
      else if (MANY.has(field)) planner.plan.filters.push(filter);
      else if (other) other.values.push(...filter.values);
      else single.push(filter);
    } else if (excluded) {
      await (what === "prefix" ? planner.excludePrefix(text) : planner.exclude(text));
    } else if (what === "phrase") {
      await planner.wantPhrase(text);
    } else {
      const asPrefix = what === "prefix" || (lastWord === "prefix" && index + 1 === query.clauses.length);
      await planner.wantWords(text, asPrefix);
    }
  }
  planner.plan.filters.push(...single);
  return planner.finish();
}

class Planner {
  /** @type {Plan} */
  plan = { wanted: [], excluded: [], filters: [], excludedFacets: [], notes: [], asksForWords: false };
  /** @type {Group[]} */
  stopWords = [];
  words = 0;

  /** @param {import("./lexicon.js").Lexicon} lexicon @param {import("./facets.js").Facets} facets */
  constructor(lexicon, facets) {
    this.lexicon = lexicon;
    this.facets = facets;
  }

  /** A query of stop words alone asks for them. */
  finish() {
    if (!this.plan.wanted.length) this.stopWords.forEach((group) => this.want(group));
    return this.plan;
  }

  /** @param {Note} note */
  note(note) {
    if (!this.plan.notes.some((other) => same(other, note))) this.plan.notes.push(note);
  }

  /** @param {Group} group */
  want(group) {
    if (!this.plan.wanted.some((other) => same(other, group))) this.plan.wanted.push(group);
  }

  /** The words in a text, as many as are still allowed. @param {string} text */
  async wordsIn(text) {
    const found = [];
    for (const [start, end] of tokens(text)) {
      const written = text.slice(start, end);
      const plain = surface(written);
      // A dot before a word is its own if the corpus knows the word so: `.net`.
      const dotted = text[start - 1] === "." && (await this.lexicon.find(`.${plain}`));
      if (!dotted && !plain) continue;
      if (this.words === MOST_WORDS) {
        this.note({ note: "shortened" });
        break;
      }
      this.words++;
      found.push({ written, surface: dotted ? `.${plain}` : plain });
    }
    return found;
  }

  /** The same, of a text that asks for something. @param {string} text */
  async asked(text) {
    this.plan.asksForWords = true;
    const words = await this.wordsIn(text);
    // Words that were too many were said to be left out.
    if (!words.length && !hasWords(text)) this.note({ note: "ignored", word: text, why: "no-letters" });
    return words;
  }

  /** @param {string} text @param {boolean} lastAsPrefix */
  async wantWords(text, lastAsPrefix) {
    const words = await this.asked(text);
    for (const [index, word] of words.entries()) {
      const isPrefix = lastAsPrefix && index + 1 === words.length && !(await this.completesToItself(word.surface));
      const completed = isPrefix && (await this.completions(word.surface));
      if (completed) {
        this.want(completed);
        continue;
      }
      const entry = await this.known(word);
      if (entry?.stop) this.stopWords.push(wordGroup(entry));
      else if (entry) this.want(await this.withResembling(word.written, entry));
    }
  }

  /** @param {string} text */
  async wantPhrase(text) {
    const known = [];
    for (const word of await this.asked(text)) known.push(await this.known(word));
    const entries = known.filter((entry) => entry !== undefined);
    // A phrase with an unknown word is nowhere: what is known of it is searched word by word.
    if (entries.length < known.length) entries.forEach((entry) => this.want(wordGroup(entry)));
    else if (entries.length) this.want(phraseGroup(entries));
  }

  /** @param {string} text */
  async exclude(text) {
    const entries = await Promise.all((await this.wordsIn(text)).map((word) => this.lexicon.find(word.surface)));
    const known = entries.filter((entry) => entry !== undefined);
    // What nobody wrote need not be excluded.
    if (known.length && known.length === entries.length) this.plan.excluded.push(phraseGroup(known));
  }

  /** @param {string} text */
  async excludePrefix(text) {
    const last = (await this.wordsIn(text)).pop();
    const group = last && (await this.completions(last.surface));
    if (group) this.plan.excluded.push(group);
  }

  /** A word as it stands, in another ending, or corrected. @param {{ written: string, surface: string }} word */
  async known({ written, surface }) {
    const plain =
      (await this.lexicon.find(surface)) ??
      (await this.lexicon.find(affixes(surface)[1])) ??
      (await this.otherEnding(surface));
    if (plain) return plain;
    const nearest = await this.lexicon.nearest(surface);
    this.note(
      nearest
        ? { note: "corrected", from: written, to: nearest.surface }
        : { note: "ignored", word: written, why: "unknown" },
    );
    return nearest;
  }

  /** A known word that differs by the ending of a number or gender only. @param {string} surface */
  async otherEnding(surface) {
    for (const other of otherEndings(surface)) {
      const entry = await this.lexicon.find(other);
      if (entry) return entry;
    }
    return undefined;
  }

  /** A word's terms, and those of the frequent word that it may be a misspelling of, when hardly any document has it.
   * @param {string} word @param {Entry} entry @returns {Promise<Group>} */
  async withResembling(word, entry) {
    const { terms, forms } = wordGroup(entry);
    const other = await this.lexicon.resembling(entry);
    const before = terms.length;
    other?.terms.forEach((term) => pushTerm(terms, term, RESEMBLING_WEIGHT));
    if (other && terms.length > before) {
      forms.push({ entry: other, worth: RESEMBLING_WEIGHT });
      this.note({ note: "also", word, other: other.surface });
    }
    return { terms, forms };
  }

  /** Whether the word is known, and nothing else begins so. @param {string} surface */
  async completesToItself(surface) {
    const found = await this.lexicon.withPrefix(surface);
    return found.length === 1 && found[0].surface === surface;
  }

  /** The terms of the most frequent words that begin so, those of the word itself first. @param {string} prefix @returns {Promise<Group | undefined>} */
  async completions(prefix) {
    const entries = await this.lexicon.withPrefix(prefix);
    entries.sort((a, b) => Number(b.surface === prefix) - Number(a.surface === prefix) || b.frequency - a.frequency);
    /** @type {[number, number][]} */
    const terms = [];
    const forms = entries
      .slice(0, MOST_COMPLETIONS)
      .map((entry) => ({ entry, worth: entry.surface === prefix ? 1 : COMPLETION_WEIGHT }));
    for (const { entry, worth } of forms) entry.terms.forEach((term) => pushTerm(terms, term, worth));
    return terms.length ? { terms, forms } : undefined;
  }

  /** The values that a filter names; nothing, and a note, when no document has them. @param {string} field @param {string} value @returns {Promise<Filter | undefined>} */
  async filter(field, value) {
    const names = await this.facets.names(field);
    const years = field === "year" ? yearRange(value) : undefined;
    const key = fold(field === "lang" ? value.split("-")[0] : value);
    const values =
      field === "year"
        ? names.values.flatMap(([id], number) =>
            years && Number(id) >= years[0] && Number(id) <= years[1] ? [number] : [],
          )
        : [...new Set(names.keys.filter(([name]) => name === key).map(([, number]) => number))].sort((a, b) => a - b);
    if (values.length) return { field, values };
    this.note({ note: "unknown-filter", field, value, suggestion: field === "year" ? null : suggest(value, names) });
    return undefined;
  }
}

/** A word's terms, and the terms that mean the same. @param {Entry} entry */
function wordGroup(entry) {
  /** @type {[number, number][]} */
  const terms = [];
  entry.terms.forEach((term) => pushTerm(terms, term, 1));
  entry.synonyms.flat().forEach((term) => pushTerm(terms, term, SYNONYM_WEIGHT));
  return { terms, forms: [{ entry, worth: 1 }] };
}

/** The sequences of terms that these words may be indexed as. @param {Entry[]} entries @returns {Group} */
function phraseGroup(entries) {
  if (entries.length === 1)
    return { terms: entries[0].terms.map((term) => [term, 1]), forms: [{ entry: entries[0], worth: 1 }] };
  /** @type {number[][]} */
  let readings = [[]];
  for (const { terms } of entries) {
    readings = readings.flatMap((reading) => terms.map((term) => [...reading, term])).slice(0, MOST_READINGS);
  }
  return { readings };
}

/** Adds a term once; the first worth stays. @param {[number, number][]} terms @param {number} term @param {number} worth */
function pushTerm(terms, term, worth) {
  if (!terms.some(([other]) => other === term)) terms.push([term, worth]);
}

/** `2017`, `2016..2018`, `..2016` or `2018..`. @param {string} value @returns {[number, number] | undefined} */
function yearRange(value) {
  const year = (/** @type {string} */ text) =>
    /^\p{White_Space}*[+-]?\d{1,5}\p{White_Space}*$/u.test(text) ? Number(text) : NaN;
  const dots = value.indexOf("..");
  const [from, to] = dots < 0 ? [value, value] : [value.slice(0, dots), value.slice(dots + 2)];
  if (!from && !to) return undefined;
  return [from ? year(from) : -Infinity, to ? year(to) : Infinity];
}

/** The id of the value that was probably meant. @param {string} value @param {import("./facets.js").Names} names */
function suggest(value, { keys, values }) {
  const name = fold(value);
  const words = keys.map(([surface, number]) => ({ surface, frequency: 0, number }));
  const bound = tolerance(name);
  const near =
    (bound && nearest(name, bound, words)) ||
    (byteLength(name) >= 3 && words.find((word) => word.surface.startsWith(name)));
  return near ? values[near.number][0] : null;
}

/** @param {unknown} a @param {unknown} b */
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** Whether a text has a letter or a number. @param {string} text */
const hasWords = (text) => [...tokens(text)].some(([start, end]) => surface(text.slice(start, end)));
