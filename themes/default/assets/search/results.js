// Asking and showing: the results, what was done to the query, and in words what is the matter when there are none.
// @ts-check
import { element, fill } from "./dom.js";
import { DataError, open } from "./engine.js";
import { AT_ONCE } from "./state.js";

/** @typedef {Awaited<ReturnType<typeof open>>} Engine */
/** @typedef {import("./engine.js").Answer} Answer */
/** @typedef {import("./engine.js").Hit} Hit */
/** @typedef {import("./engine.js").Options} Options */
/** @typedef {import("./form.js").Parts} Parts */

/** How long a reader waits before being told so, in milliseconds. */
const PATIENCE = 250;
/** How many words of an excerpt point a browser to its place on the page. */
const POINTING = 6;

/** @type {Promise<Engine> | undefined} */
let engine;

/** Opens the search data, once. @param {URL} root
 * @param {{ manifest?: Promise<Response>, engine?: Promise<Engine> }} [had] what was asked for, or opened, while this script was on its way */
export function warm(root, { manifest, engine: opened } = {}) {
  engine ??= opened ?? open({ base: new URL("search/", root).href, manifest });
  engine.catch(() => (engine = undefined));
  return engine;
}

// In a preview the data change while a page is open.
addEventListener("rexbase:search-changed", () => (engine = undefined));

/** Asks and shows; an answer that a newer question overtook is dropped. */
export class Searching {
  #asked = 0;
  /** @param {Parts} parts @param {URL} root */
  constructor(parts, root) {
    this.parts = parts;
    this.root = root;
  }

  /** Asks, shows the results, then gives the engine for what is to be asked about them; nothing when it was overtaken or failed.
   * @param {string} query @param {Options} options @returns {Promise<Engine | undefined>} */
  async ask(query, { limit = AT_ONCE, ...options }) {
    const { status, results, again, phrases } = this.parts;
    const asked = ++this.#asked;
    const slow = setTimeout(() => {
      if (asked !== this.#asked) return;
      status.textContent = phrases.loading;
      results.setAttribute("aria-busy", "true");
    }, PATIENCE);
    try {
      const engine = await warm(this.root);
      const first = Math.min(limit, AT_ONCE);
      const answer = await engine.search(query, { ...options, limit: first });
      if (asked !== this.#asked) return undefined;
      // The rest may take its time: what the status says now stays.
      clearTimeout(slow);
      this.#show(answer);
      if (answer.total > first && limit > first) {
        const rest = await engine.search(query, { ...options, limit: limit - first, offset: first });
        if (asked !== this.#asked) return undefined;
        this.#append(rest.hits, first, answer.total);
      }
      return engine;
    } catch (error) {
      if (asked !== this.#asked) return undefined;
      this.clear();
      status.textContent = error instanceof DataError ? phrases[error.reason] : phrases.failed;
      again.hidden = false;
      if (!(error instanceof DataError)) console.error(error);
      return undefined;
    } finally {
      clearTimeout(slow);
      if (asked === this.#asked) results.removeAttribute("aria-busy");
    }
  }

  /** What was asked about the results; nothing when they were overtaken. @template T @param {() => Promise<T>} ask */
  async unlessOvertaken(ask) {
    const asked = this.#asked;
    const answer = await ask().catch(() => undefined);
    return asked === this.#asked ? answer : undefined;
  }

  /** Nothing is asked. */
  rest() {
    this.#asked++;
    this.clear();
    this.parts.status.textContent = "";
  }

  clear() {
    const { results, notes, more, again, input } = this.parts;
    results.replaceChildren();
    notes.replaceChildren();
    more.hidden = true;
    again.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  /** @param {Answer} answer */
  #show({ total, notes, hits }) {
    const { status, phrases, input } = this.parts;
    this.clear();
    const language = document.documentElement.lang || "en";
    const form = new Intl.PluralRules(language).select(total);
    const count = total.toLocaleString(language);
    status.textContent = total ? fill(phrases.results[form] ?? phrases.results.other, { count }) : phrases.nothing;
    this.parts.notes.append(...notes.map((note) => element("li", {}, this.#say(note))));
    if (!total) this.parts.notes.append(element("li", {}, phrases.nothing_hint));
    this.#append(hits, 0, total);
    input.setAttribute("aria-expanded", String(hits.length > 0));
  }

  /** Shows further results. @param {Hit[]} hits @param {number} shown how many are there already @param {number} total */
  #append(hits, shown, total) {
    const { results, more } = this.parts;
    results.append(...hits.map((hit, index) => this.#hit(hit, shown + index)));
    more.hidden = shown + hits.length >= total;
  }

  /** @param {import("./plan.js").Note} note */
  #say(note) {
    const { phrases } = this.parts;
    switch (note.note) {
      case "corrected":
        return fill(phrases.corrected, note);
      case "also":
        return fill(phrases.also, note);
      case "ignored":
        return fill(note.why === "no-letters" ? phrases.no_letters : phrases.ignored, note);
      case "unknown-filter": {
        const said = fill(phrases.unknown_filter, note);
        return note.suggestion ? `${said} ${fill(phrases.meant, note)}` : said;
      }
      case "filter-read":
        return fill(phrases.filter_read, note);
      case "some-words":
        return fill(phrases.some_words, note);
      case "any-word":
        return phrases.any_word;
      case "shortened":
        return phrases.shortened;
    }
  }

  /** @param {Hit} hit @param {number} index */
  #hit(hit, index) {
    const { kinds } = this.parts;
    const href = new URL(hit.address.slice(1), this.root).href + pointer(hit);
    const option = element("a", {
      class: `search-hit kind-${hit.kind}`,
      role: "option",
      "aria-selected": "false",
      tabindex: "-1",
      id: `search:hit-${index}`,
      href,
    });
    /** @type {Record<string, string>} */
    const foreign = hit.language === document.documentElement.lang ? {} : { lang: hit.language };
    const facts = [
      kinds[hit.kind] ?? hit.kind,
      hit.date && dateText(hit.date),
      hit.event,
      hit.source,
      hit.people.join(", "),
    ];
    option.append(
      element("span", { class: "search-hit-title", ...foreign }, hit.title),
      element("span", { class: "meta" }, facts.filter(Boolean).join(" · ")),
    );
    const segments = hit.excerpt?.segments ?? [];
    if (hit.excerpt && segments.map(({ text }) => text).join("") !== hit.title) {
      const { heading, cutBefore, cutAfter } = hit.excerpt;
      const marked = segments.map(({ text, matched }) => (matched ? element("mark", {}, text) : text));
      const before = heading ? [element("b", {}, heading), " "] : [];
      option.append(
        element(
          "span",
          { class: "search-hit-excerpt", ...foreign },
          ...before,
          cutBefore ? "…" : "",
          ...marked,
          cutAfter ? "…" : "",
        ),
      );
    }
    return option;
  }
}

/** A text fragment that leads to the excerpt, when it is from the midst of a section and the browser knows them
 * (https://wicg.github.io/scroll-to-text-fragment/); elsewhere it would break the section's own anchor. @param {Hit} hit */
function pointer({ excerpt, address }) {
  // What is said in a recording is not on the page as it comes.
  if (excerpt?.anchor?.startsWith("t=")) return "";
  if (!excerpt?.cutBefore || !("fragmentDirective" in document)) return "";
  const from = excerpt.segments.findIndex(({ matched }) => matched);
  const text = excerpt.segments
    .slice(Math.max(0, from))
    .map(({ text }) => text)
    .join("");
  const words = text.split(/\s+/u).slice(0, POINTING).join(" ");
  return words ? `${address.includes("#") ? "" : "#"}:~:text=${encodeURIComponent(words).replaceAll("-", "%2D")}` : "";
}

/** A day or a month as the page's language writes it; a year stands for itself. @param {string} date as in ISO 8601 */
function dateText(date) {
  const [year, month, day] = date.split("T")[0].split("-");
  if (!month) return year;
  const format = new Intl.DateTimeFormat(document.documentElement.lang || "en", {
    year: "numeric",
    month: "long",
    ...(day ? { day: "numeric" } : {}),
    timeZone: "UTC",
  });
  return format.format(Date.UTC(Number(year), Number(month) - 1, Number(day ?? 1)));
}
