// Answers from one build of the search data: which documents match, in which order, with what to show of each.
// @ts-check
import { lastNotAbove, Reader } from "./data.js";
import { surface } from "./text.js";
import { bestExcerpt, bestPlace } from "./excerpt.js";
import { Facets } from "./facets.js";
import { Lexicon } from "./lexicon.js";
import { termsOf } from "./group.js";
import { plan } from "./plan.js";
import { Scorer, TITLE, TRANSCRIPT, wholeTitle } from "./score.js";
import { asShown } from "./spelling.js";
import { FEW, LEAST_IN_TITLE, LEAST_SHARE, OWN_LANGUAGE } from "./tuning.js";

/** @typedef {{ limit?: number, offset?: number, sort?: "relevance" | "date", lastWord?: "whole" | "prefix" }} Options */
/** @typedef {{ document: number, score: number, title: string, address: string, kind: string, language: string, date: string | null,
 *   people: string[], event: string | null, source: string | null, excerpt: import("./excerpt.js").Excerpt | null }} Hit */
/** @typedef {import("./plan.js").Note} Note */
/** @typedef {{ total: number, notes: Note[], hits: Hit[] }} Answer */
/** What matches a query: the documents that have all words, and those that have some, as filtered by all fields but one; those that have some word by what is said in
 * recordings alone.
 * @typedef {{ plan: import("./plan.js").Plan, scores: Float32Array, said: Uint8Array, documents: (but: string) => [number[], number[]] }} Matches */

export class Answers {
  /** @type {{ key: string, matches: Promise<Matches> } | undefined} */
  #last;
  /** @param {import("./data.js").Data} data */
  constructor(data) {
    this.data = data;
    this.lexicon = new Lexicon(data);
    this.facetData = new Facets(data);
    this.scorer = new Scorer(data);
  }

  /** @param {string} query @param {Options} options @returns {Promise<Answer>} */
  async search(query, options) {
    const { limit = 10, offset = 0, sort = "relevance" } = options;
    const matches = await this.#matches(query, options);
    const { scores, plan } = matches;
    const { asksForWords } = plan;
    const notes = [...plan.notes];
    const [whole, rest] = matches.documents("");
    const total = whole.length + rest.length;
    const byScore = sort === "relevance" && asksForWords;
    const dates = byScore || !total ? undefined : await this.#dates();
    const rank = (/** @type {number} */ document) => (dates ? dates[document] : -scores[document]);
    const end = Math.min(limit, 1000) + offset;
    const best = first(whole, rank, end);
    const shown = [...best, ...first(rest, rank, end - best.length)].slice(offset);
    const hits = await this.#hits(shown, matches, byScore);
    if (rest.length) notes.push(whole.length ? { note: "some-words", all: whole.length } : { note: "any-word" });
    return { total, notes: asShown(notes, hits), hits };
  }

  /** Exact counts of the values that the results have. @param {string} query @param {Options} options @param {string[]} fields
   * @returns {Promise<Record<string, import("./facets.js").Count[]>>} */
  async facets(query, options, fields) {
    const matches = await this.#matches(query, options);
    const counts = await Promise.all(fields.map((field) => this.facetData.count(field, matches)));
    return Object.fromEntries(fields.map((field, i) => [field, counts[i]]));
  }

  /** What matches; reckoned once for all that is asked about one query after the other. @param {string} query @param {Options} options
   * @returns {Promise<Matches>} */
  #matches(query, { lastWord = "whole", sort = "relevance" }) {
    const key = `${lastWord} ${sort} ${query}`;
    if (this.#last?.key !== key) {
      const matches = this.#reckoned(query, lastWord, sort);
      const last = { key, matches };
      this.#last = last;
      matches.catch(() => this.#last === last && (this.#last = undefined));
    }
    return this.#last.matches;
  }

  /** @param {string} query @param {"whole" | "prefix"} lastWord @param {"relevance" | "date"} sort @returns {Promise<Matches>} */
  async #reckoned(query, lastWord, sort) {
    const text = [...query].map((char) => (/\p{Cs}/u.test(char) ? "\uFFFD" : char)).join("");
    this.data.askAhead(text);
    const made = await plan(text, lastWord, this.lexicon, this.facetData);
    // What filters need is fetched along with what words need.
    const filtered = this.#filtered(made);
    filtered.catch(() => {});
    const [stops] = await Promise.all([this.#stopsIn(made), this.#load([...made.wanted, ...made.excluded])]);
    const { scores, groups, shares, said, whole, found } = this.#scored(made, stops);
    await this.#prefer(made.language, scores);
    const barred = this.#barred(made.excluded);
    const { asked, excluded } = await filtered;
    for (const { has } of excluded) has.forEach((has, document) => (barred[document] |= has));
    // Without words, filters choose from all.
    const candidates = made.asksForWords ? found.sort((a, b) => a - b) : Array.from(groups, (_, document) => document);
    const few = sort === "relevance" ? FEW : 1;
    const least = Math.fround(LEAST_SHARE * whole);
    /** @type {Matches["documents"]} */
    const documents = (but) => {
      const masks = asked.filter(({ field }) => field !== but);
      const fitting = candidates.filter((document) => !barred[document] && masks.every(({ has }) => has[document]));
      const all = fitting.filter((document) => groups[document] === made.wanted.length);
      const isRest = (/** @type {number} */ document) =>
        groups[document] < made.wanted.length && shares[document] >= least;
      return [all, all.length < few ? fitting.filter(isRest) : []];
    };
    return { plan: made, scores, said, documents };
  }

  /** Which documents have what the filters ask for, and what they exclude. @param {import("./plan.js").Plan} plan */
  async #filtered({ filters, excludedFacets }) {
    const having = async (/** @type {import("./plan.js").Filter} */ filter) => ({
      field: filter.field,
      has: await this.facetData.having(filter),
    });
    const [asked, excluded] = await Promise.all([
      Promise.all(filters.map(having)),
      Promise.all(excludedFacets.map(having)),
    ]);
    return { asked, excluded };
  }

  /** Fetches what these groups are scored by. @param {import("./group.js").Group[]} groups */
  async #load(groups) {
    const phrases = groups.flatMap(({ readings }) =>
      readings.flatMap(({ words }) => (words.length > 1 ? words.flat() : [])),
    );
    await this.scorer.load([...new Set(groups.flatMap(termsOf))], [...new Set(phrases)]);
  }

  /** For each stop word that was left out, the documents whose titles have it; nothing for a query of too few words. @param {import("./plan.js").Plan} plan */
  #stopsIn({ wanted, leftOut }) {
    const isLong = wanted.length + leftOut.length >= LEAST_IN_TITLE;
    return Promise.all(isLong ? leftOut.map(({ surface }) => this.scorer.inTitles(surface)) : []);
  }

  /** What each document is worth; how many of the groups it has, and how much these are worth among all; the documents that have any. @param {import("./plan.js").Plan} plan
   * @param {Uint32Array[]} stops by stop word: the documents whose titles have it */
  #scored({ wanted, leftOut }, stops) {
    const count = this.data.manifest.documents;
    const [scores, shares] = [new Float32Array(count), new Float32Array(count)];
    const [groups, titles, inTitle, last, said] = Array.from({ length: 5 }, () => new Uint8Array(count));
    /** @type {number[]} */
    const found = [];
    let whole = 0;
    for (const [number, group] of wanted.entries()) {
      /** Each with whether the group is only said there: that field is the last. @type {[number, boolean][]} */
      const having = [];
      for (const scored of this.scorer.postings(group)) {
        this.scorer.add(scored, scores);
        for (const document of scored.documents) {
          if (last[document] === number + 1) continue;
          if (!last[document]) found.push(document);
          last[document] = number + 1;
          // The title is the first field.
          if (scored.field === TITLE) titles[document]++;
          having.push([document, scored.field === TRANSCRIPT]);
        }
      }
      for (const form of group.forms) {
        const { documents, worth } = this.scorer.form(form);
        for (const document of documents) scores[document] += worth;
      }
      const { idf, worth, said: worthSaid } = this.scorer.matched(having.length);
      for (const [document, isSaid] of having) {
        scores[document] += isSaid ? worthSaid : worth;
        if (isSaid) said[document] = 1;
        shares[document] += idf;
        groups[document]++;
      }
      whole = Math.fround(whole + idf);
    }
    if (wanted.length + leftOut.length >= LEAST_IN_TITLE) {
      for (const [number, documents] of stops.entries()) {
        for (const document of documents) if (inTitle[document] === number) inTitle[document]++;
      }
      const worth = wholeTitle(whole);
      for (const document of found) {
        if (titles[document] !== wanted.length) continue;
        if (wanted.length > 1) scores[document] += worth;
        if (stops.length && inTitle[document] === stops.length) scores[document] += worth;
      }
    }
    return { scores, groups, shares, said, whole, found };
  }

  /** Has documents in a language count for more. @param {number} language @param {Float32Array} scores */
  async #prefer(language, scores) {
    // Most queries are in no language for sure, and need not wait for the names of languages.
    if (language < 0) return;
    const { values } = await this.facetData.names("lang");
    const value = values.findIndex(([id]) => id === this.data.manifest.languages[language]);
    if (value < 0) return;
    const has = await this.facetData.having({ field: "lang", values: [value] });
    for (const [document, own] of has.entries()) if (own) scores[document] *= OWN_LANGUAGE;
  }

  /** The documents that any of these groups is in. @param {import("./group.js").Group[]} excluded */
  #barred(excluded) {
    const barred = new Uint8Array(this.data.manifest.documents);
    for (const group of excluded) {
      for (const { documents } of this.scorer.postings(group)) for (const document of documents) barred[document] = 1;
    }
    return barred;
  }

  /** The number of a text's word, by those of terms. @param {Map<number, number>} byTerm @returns {(token: string) => number | undefined} */
  #numbering(byTerm) {
    const words = new Map();
    for (const term of [...byTerm.keys()].sort((a, b) => a - b)) {
      for (const word of this.scorer.term(term).surfaces) if (!words.has(word)) words.set(word, byTerm.get(term));
    }
    return (token) => words.get(surface(token));
  }

  /** Gives of a document the excerpt of what is said in it. @param {import("./group.js").Group[]} wanted */
  async #listen(wanted) {
    const { Listening } = await import("./moment.js");
    const listening = new Listening(wanted, this.scorer);
    const wordOf = this.#numbering(listening.words);
    return async (/** @type {number} */ document, /** @type {[string, number][]} */ transcripts) => {
      const part = listening.partOf(document, transcripts);
      return part && listening.momentOf(await this.data.said(...part), (text) => bestPlace([[text]], wordOf));
    };
  }

  /** By document the rank of its date, the newest first. */
  async #dates() {
    const reader = new Reader(await this.data.file("dates"));
    let rank = 0;
    return Float32Array.from({ length: this.data.manifest.documents }, () => (rank += reader.signed()));
  }

  /** @param {number[]} documents @param {Matches} matches @param {boolean} scored @returns {Promise<Hit[]>} */
  async #hits(documents, { plan, scores, said }, scored) {
    const groups = new Map();
    plan.wanted.forEach((group, number) =>
      termsOf(group).forEach((term) => groups.has(term) || groups.set(term, number)),
    );
    const groupOf = this.#numbering(groups);
    const listened = documents.some((document) => said[document]) ? this.#listen(plan.wanted) : undefined;
    const bounds = await this.data.firsts("cards");
    return Promise.all(
      documents.map(async (document) => {
        const shard = lastNotAbove(bounds, (first) => first - document);
        const row = (await this.data.json(`d${shard}`))[document - bounds[shard]];
        const [
          title,
          address,
          kind,
          language,
          date = null,
          people = null,
          event = null,
          source = null,
          sections = null,
          transcripts = null,
        ] = row;
        const moment = said[document] ? await (await listened)?.(document, transcripts ?? []) : null;
        const excerpt = moment ?? bestExcerpt(sections ?? [], groupOf);
        const anchor = source ? source[1] === address && source[2] : excerpt?.anchor;
        return {
          document,
          score: scored ? scores[document] : 0,
          title,
          address: anchor ? `${address}#${anchor}` : address,
          kind,
          language,
          date,
          people: people ?? [],
          event,
          source: source?.[0] ?? null,
          excerpt,
        };
      }),
    );
  }
}

/** The first documents by rank, then number. @param {number[]} documents ascending @param {(document: number) => number} rank @param {number} count */
function first(documents, rank, count) {
  /** @type {number[]} */
  const best = [];
  for (const document of documents) {
    if (best.length >= count && !(rank(document) < rank(best[count - 1]))) continue;
    let [low, high] = [0, best.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (rank(best[middle]) <= rank(document)) low = middle + 1;
      else high = middle;
    }
    best.splice(low, 0, document);
    if (best.length > count) best.pop();
  }
  return best;
}
