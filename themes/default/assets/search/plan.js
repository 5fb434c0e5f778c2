// The plan of a query: what must, may and must not match, what each is worth, and what was done to the words.
// @ts-check
import { addForm, addWord, phraseGroup, wordGroup } from "./group.js";
import { MANY, parse } from "./query.js";
import { affixes, byteLength, fold, isIdeograph, surface, tokens } from "./text.js";
import { COMPLETION_WEIGHT, JOINED_WEIGHT, RESEMBLING_WEIGHT, SYNONYM_WEIGHT } from "./tuning.js";
import { MOST_COMPLETIONS, MOST_WORDS, RARE } from "./tuning.js";

/** @typedef {import("./lexicon.js").Entry} Entry */
/** @typedef {import("./group.js").Group} Group */
/** @typedef {{ field: string, values: number[] }} Filter */
/** A word of a query, and the number of the clause that it is in. @typedef {{ written: string, surface: string, clause: number, isPrefix: boolean }} Word */
/** What became of a word: it is wanted, or not. @typedef {Group | "stop-word" | "nothing"} Became */
/** What was done to the words of a query, for its reader.
 * @typedef {{ note: "corrected", from: string, to: string } | { note: "also", word: string, other: string }
 *   | { note: "ignored", word: string, why: "unknown" | "no-letters" } | { note: "any-word" } | { note: "some-words", all: number } | { note: "shortened" }
 *   | { note: "unknown-filter", field: string, value: string, suggestion: string | null } | { note: "filter-read", field: string, value: string, meant: string }} Note */
/** `leftOut` are stop words. @typedef {{ wanted: Group[], excluded: Group[], filters: Filter[], excludedFacets: Filter[], notes: Note[], asksForWords: boolean, leftOut: Entry[], language: number }} Plan */

/** @param {string} text @param {"whole" | "prefix"} lastWord @param {import("./lexicon.js").Lexicon} lexicon
 * @param {import("./facets.js").Facets} facets @returns {Promise<Plan>} */
export async function plan(text, lastWord, lexicon, facets) {
  const query = parse(text);
  const planner = new Planner(lexicon, facets);
  if (query.shortened) planner.note({ note: "shortened" });
  /** @type {Filter[]} */
  const single = [];
  for (const [index, { what, excluded, field, text }] of query.clauses.entries()) {
    if (!excluded && (what === "word" || what === "prefix")) {
      await planner.runOn(
        text,
        index,
        what === "prefix" || (lastWord === "prefix" && index + 1 === query.clauses.length),
      );
      continue;
    }
    await planner.endRun();
    if (what === "filter") {
      const filter = { field, values: await planner.values(field, text) };
      const other = single.find((other) => other.field === field);
      if (excluded) planner.plan.excludedFacets.push(filter);
      else if (MANY.has(field)) planner.plan.filters.push(filter);
      else if (other) other.values.push(...filter.values);
      else single.push(filter);
    } else if (excluded) {
      await (what === "prefix" ? planner.excludePrefix(text) : planner.exclude(text));
    } else await planner.wantPhrase(text);
  }
  await planner.endRun();
  planner.plan.filters.push(...single);
  return planner.finish();
}

/** What is needed of words that no document has, or hardly any. */
const repair = () => import("./repair.js");

class Planner {
  /** @type {Plan} */
  plan = {
    wanted: [],
    excluded: [],
    filters: [],
    excludedFacets: [],
    notes: [],
    asksForWords: false,
    leftOut: [],
    language: -1,
  };
  /** Wanted words that follow each other, and are not yet looked at. @type {Word[]} */
  run = [];
  /** What groups stand for, too, beside their neighbours: another word by its terms, and what that is worth. @type {[Group, number[], number][]} */
  others = [];
  /** @type {Entry[]} */
  stopWords = [];
  words = 0;

  /** @param {import("./lexicon.js").Lexicon} lexicon @param {import("./facets.js").Facets} facets */
  constructor(lexicon, facets) {
    this.lexicon = lexicon;
    this.facets = facets;
  }

  /** A query of stop words alone asks for them. */
  finish() {
    this.plan.language = this.lexicon.languageOf(this.stopWords);
    const { leftOut, wanted } = this.plan;
    if (!wanted.length) for (const entry of this.stopWords) this.want(wordGroup(entry));
    else
      for (const word of this.stopWords) if (!leftOut.some(({ terms }) => same(terms, word.terms))) leftOut.push(word);
    // Last, so that equal words were known to be equal.
    for (const [group, terms, worth] of this.others) addWord(group, terms, worth);
    return this.plan;
  }

  /** @param {Note} note */
  note(note) {
    if (!this.plan.notes.some((other) => same(other, note))) this.plan.notes.push(note);
  }

  /** @param {Group} group */
  want(group) {
    const known = this.plan.wanted.find((other) => same(other, group));
    if (!known) this.plan.wanted.push(group);
    return known ?? group;
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

  /** Adds a clause's words to the run. @param {string} text @param {number} clause @param {boolean} lastAsPrefix */
  async runOn(text, clause, lastAsPrefix) {
    const words = await this.asked(text);
    words.forEach((word, index) =>
      this.run.push({ ...word, clause, isPrefix: lastAsPrefix && index + 1 === words.length }),
    );
  }

  /** Wants the words of the run, and neighbours as one word where the corpus has it. */
  async endRun() {
    const run = this.run.splice(0);
    const joined = await Promise.all(run.slice(1).map((word, index) => this.joined(run[index], word)));
    /** @type {Became[]} */
    const became = [];
    for (const [index, word] of run.entries()) {
      became.push(await this.wantWord(word, Boolean(joined[index - 1] ?? joined[index])));
    }
    for (const [index, entry] of joined.entries()) {
      if (!entry) continue;
      const pair = became.slice(index, index + 2);
      if (!this.standFor(pair, entry.terms, JOINED_WEIGHT) && pair.includes("nothing")) this.want(wordGroup(entry));
    }
    await this.abbreviate(run, became);
  }

  /** Has the groups of some words stand for another word, too; says whether there is any. @param {Became[]} words @param {number[]} terms @param {number} worth */
  standFor(words, terms, worth) {
    const groups = words.flatMap((group) => (typeof group === "object" ? group : []));
    for (const group of groups) this.others.push([group, terms, worth]);
    return groups.length > 0;
  }

  /** Has the words of a phrase that is a name stand for the single word that means the same: `regular expressions` for `regex`.
   * @param {Word[]} run @param {Became[]} became */
  async abbreviate(run, became) {
    const known = await Promise.all(run.map(({ surface }) => this.asItStands(surface)));
    for (const [start, entry] of known.entries()) {
      for (const [rest, word] of entry?.meanings.begins ?? []) {
        const isSaid = rest.every((terms, i) => known[start + 1 + i]?.terms.some((term) => terms.includes(term)));
        if (isSaid) this.standFor(became.slice(start, start + 1 + rest.length), word, SYNONYM_WEIGHT);
      }
    }
  }

  /** Neighbours as one word, where the corpus has it: `open stack`, `e-mail`. Stop words are parts of a word only where they are written in one with it,
   * and so are numbers before it. @param {Word} one @param {Word} other */
  async joined(one, other) {
    if (one.clause !== other.clause) {
      if (/^\p{N}/u.test(one.surface)) return undefined;
      const parts = await Promise.all([this.lexicon.find(one.surface), this.lexicon.find(other.surface)]);
      if (parts.some((part) => part?.stop)) return undefined;
    }
    return this.lexicon.find(one.surface + other.surface);
  }

  /** Wants a word, which may be a part of one that the corpus has; gives its group. @param {Word} word @param {boolean} isPart
   * @returns {Promise<Became>} */
  async wantWord({ written, surface, isPrefix }, isPart) {
    // Nobody writes a single ideograph for the pairs of them that the index has.
    if (isPrefix ? !(await this.completesToItself(surface)) : isIdeograph(surface)) {
      const completed = await this.completions(surface);
      if (completed) return this.want(completed);
    }
    const known = await this.asItStands(surface);
    if (!known && isPart) return "nothing";
    const entry = known ?? (await this.corrected(written, surface));
    if (!entry) return this.wantParts(written, surface);
    if (!entry.stop) return this.want(await this.withResembling(written, entry));
    this.stopWords.push(entry);
    return "stop-word";
  }

  /** @param {string} text */
  async wantPhrase(text) {
    const known = [];
    for (const { written, surface } of await this.asked(text)) {
      const entry = (await this.asItStands(surface)) ?? (await this.corrected(written, surface));
      if (!entry) this.ignore(written);
      known.push(entry);
    }
    const entries = known.filter((entry) => entry !== undefined);
    // A phrase with an unknown word is nowhere: what is known of it is searched word by word.
    if (entries.length < known.length) for (const entry of entries) this.want(wordGroup(entry));
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

  /** A word as it stands, or in another ending. @param {string} surface */
  async asItStands(surface) {
    for (const form of [surface, affixes(surface)[1]]) {
      const entry = await this.lexicon.find(form);
      if (entry) return entry;
    }
    const { otherEndings } = await repair();
    for (const other of otherEndings(surface)) {
      const entry = await this.lexicon.find(other);
      if (entry) return entry;
    }
    return undefined;
  }

  /** The word that was probably meant. @param {string} written @param {string} surface */
  async corrected(written, surface) {
    const { nearestKnown } = await repair();
    const nearest = await nearestKnown(this.lexicon, surface);
    if (nearest) this.note({ note: "corrected", from: written, to: nearest.surface });
    return nearest;
  }

  /** @param {string} word */
  ignore(word) {
    this.note({ note: "ignored", word, why: "unknown" });
  }

  /** Wants the two words that an unknown one is made of. @param {string} written @param {string} surface @returns {Promise<"nothing">} */
  async wantParts(written, surface) {
    const parts = await (await repair()).parts(this.lexicon, surface);
    if (!parts) this.ignore(written);
    else {
      this.note({ note: "corrected", from: written, to: parts.map((part) => part.surface).join(" ") });
      for (const part of parts) this.want(wordGroup(part));
    }
    return "nothing";
  }

  /** A word, and the frequent one that it may be a misspelling of, when hardly any document has it.
   * @param {string} word @param {Entry} entry @returns {Promise<Group>} */
  async withResembling(word, entry) {
    const group = wordGroup(entry);
    if (entry.frequency > RARE) return group;
    const { resembling } = await repair();
    const other = await resembling(this.lexicon, entry);
    if (other && addWord(group, other.terms, RESEMBLING_WEIGHT)) {
      group.forms.push({ entry: other, worth: RESEMBLING_WEIGHT });
      this.note({ note: "also", word, other: other.surface });
    }
    return group;
  }

  /** Whether the word is known, and nothing else begins so. @param {string} surface */
  async completesToItself(surface) {
    const found = await this.lexicon.withPrefix(surface);
    return found.length === 1 && found[0].surface === surface;
  }

  /** The most frequent words that begin so, the word itself first. @param {string} prefix @returns {Promise<Group | undefined>} */
  async completions(prefix) {
    const entries = await this.lexicon.withPrefix(prefix);
    entries.sort((a, b) => Number(b.surface === prefix) - Number(a.surface === prefix) || b.frequency - a.frequency);
    /** @type {Group} */
    const group = { readings: [], forms: [] };
    for (const entry of entries.slice(0, MOST_COMPLETIONS))
      addForm(group, entry, entry.surface === prefix ? 1 : COMPLETION_WEIGHT);
    return group.readings.length ? group : undefined;
  }

  /** The values that a filter names; none, and a note, when no document has them. @param {string} field @param {string} value @returns {Promise<number[]>} */
  async values(field, value) {
    const names = await this.facets.names(field);
    const isName = field !== "year" || /^\d{4}$/.test(value);
    const values = isName ? named(field === "lang" ? value.split("-")[0] : value, names) : [];
    if (values.length) return values;
    const { meant } = await repair();
    const read = await meant(field, value, names, this.facets, { byteLength, fold, named });
    if (read.note) this.note(read.note);
    return read.values;
  }
}

/** The values that go by a name. @param {string} name @param {import("./facets.js").Names} names */
function named(name, { keys }) {
  const key = fold(name);
  return [...new Set(keys.filter(([other]) => other === key).map(([, number]) => number))].sort((a, b) => a - b);
}

/** @param {unknown} a @param {unknown} b */
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** Whether a text has a letter or a number. @param {string} text */
const hasWords = (text) => [...tokens(text)].some(([start, end]) => surface(text.slice(start, end)));
