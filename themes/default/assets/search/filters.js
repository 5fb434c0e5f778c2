// The filters of the search page: for each field its most frequent values with their counts; for years a range as well. They come after the
// results, field by field: first what is at hand, then what is small, and what is big when a reader wants it.
// @ts-check
import { element, fill } from "./view.js";

const SHOWN_VALUES = 8;
const MOST_VALUES = 80;
/** A field with more bytes than this, uncompressed, is fetched when a reader opens it. */
const BIG = 128 * 1024;

/** @typedef {import("./facets.js").Count} Count */

export class Filters {
  /** Fields of which all values are shown. @type {Set<string>} */
  #whole = new Set();
  /** Big fields that the reader wants to see. @type {Set<string>} */
  #wanted = new Set();
  /** What is shown of each field: that of the results before, until it is counted anew. @type {Map<string, Count[]>} */
  #counts = new Map();
  /** Fields that are counted for what is chosen now. @type {Set<string>} */
  #current = new Set();
  /** Fields that are counted when the reader wants it. @type {string[]} */
  #big = [];
  /** @type {(fields: string[]) => Promise<Record<string, Count[]> | undefined>} */
  #ask = async () => undefined;
  /** @type {URLSearchParams} */
  #state = new URLSearchParams();
  /** @param {import("./form.js").Parts} parts @param {string[]} fields in the order in which they are shown */
  constructor(parts, fields) {
    this.parts = parts;
    this.fields = fields;
  }

  /** Counts the values that results have, and shows them. @param {URLSearchParams} state what is chosen
   * @param {(fields: string[]) => Promise<Record<string, Count[]> | undefined>} ask counts some fields, unless the results are others by now
   * @param {{ facetSize: (field: string) => number }} engine */
  async count(state, ask, engine) {
    [this.#state, this.#ask] = [state, ask];
    this.#current.clear();
    const isBig = (/** @type {string} */ field) =>
      engine.facetSize(field) >= BIG && !state.has(field) && !this.#wanted.has(field);
    this.#big = this.fields.filter(isBig);
    const isAtHand = (/** @type {string} */ field) => engine.facetSize(field) === 0;
    const later = this.fields.filter((field) => !isAtHand(field) && !isBig(field));
    for (const fields of [this.fields.filter(isAtHand), ...later.map((field) => [field])]) {
      if (!(await this.#add(fields))) return;
    }
  }

  /** Counts some more fields, and shows them; says whether that could be done. @param {string[]} fields */
  async #add(fields) {
    const counts = await this.#ask(fields);
    for (const [field, values] of Object.entries(counts ?? {})) {
      this.#counts.set(field, values);
      this.#current.add(field);
    }
    if (counts) this.#show();
    return Boolean(counts);
  }

  #show() {
    const state = this.#state;
    const { facets, filters, phrases } = this.parts;
    const focused = document.activeElement?.id;
    facets.replaceChildren(...this.fields.flatMap((field) => this.#fieldset(field)));
    const active = this.fields.flatMap((field) => state.getAll(field)).length;
    const label = active
      ? `${phrases.filters} (${active.toLocaleString(document.documentElement.lang || "en")})`
      : phrases.filters;
    /** @type {HTMLElement} */ (filters.querySelector("summary")).textContent = label;
    filters.hidden = !facets.childElementCount;
    if (focused) document.getElementById(focused)?.focus();
  }

  /** What is chosen, as the address says it: what is not shown yet stays so. */
  chosen() {
    const { facets } = this.parts;
    const unseen = this.fields.filter((field) => !this.#counts.has(field));
    const boxes = /** @type {HTMLInputElement[]} */ ([...facets.querySelectorAll("input:checked")]);
    const chosen = [
      ...boxes.map(({ name, value }) => [name, value]),
      ...unseen.flatMap((field) => this.#state.getAll(field).map((value) => [field, value])),
    ];
    const [from, to] = /** @type {HTMLInputElement[]} */ ([...facets.querySelectorAll("input[type=number]")]).map(
      ({ value }) => value,
    );
    if (from || to) chosen.push(["year", `${from}..${to}`]);
    return chosen;
  }

  /** @param {string} field @returns {HTMLElement[]} */
  #fieldset(field) {
    const values = this.#counts.get(field);
    if (values) return this.#group(field, values);
    return this.#big.includes(field) ? [this.#unopened(field)] : [];
  }

  /** A field that is counted when the reader asks for it. @param {string} field */
  #unopened(field) {
    const { phrases } = this.parts;
    const open = element(
      "button",
      { type: "button", class: "search-values", id: `search:all-${field}` },
      phrases.show_values,
    );
    open.addEventListener("click", async () => {
      open.setAttribute("aria-busy", "true");
      this.#wanted.add(field);
      if (await this.#add([field])) this.#focusFirst(field);
    });
    return element("fieldset", {}, element("legend", {}, phrases.fields[field]), open);
  }

  /** @param {string} field */
  #focusFirst(field) {
    const next = this.parts.facets.querySelector(`input[name="${field}"]`);
    if (next instanceof HTMLElement) next.focus();
  }

  /** @param {string} field @param {Count[]} values */
  #group(field, values) {
    const { phrases } = this.parts;
    const written = this.#state.getAll(field);
    const isCurrent = field !== "year" && this.#current.has(field);
    const isChecked = (/** @type {Count} */ { value, selected }) => (isCurrent ? selected : written.includes(value));
    if (values.length < 2 && !values.some(isChecked)) return [];
    const sorted = field === "year" ? [...values].sort((a, b) => Number(b.value) - Number(a.value)) : values;
    const limit = this.#whole.has(field) ? MOST_VALUES : SHOWN_VALUES;
    const shown = sorted.filter((value, index) => isChecked(value) || index < limit);
    const boxes = shown.map((value) => this.#box(field, value, isChecked(value)));
    const group = element("fieldset", {}, element("legend", {}, phrases.fields[field]));
    if (field === "year") group.append(this.#range(written, values));
    group.append(...boxes);
    const rest = Math.min(sorted.length, MOST_VALUES) - shown.length;
    if (rest > 0) {
      const all = element(
        "button",
        { type: "button", class: "search-values", id: `search:all-${field}` },
        fill(phrases.more_values, { count: rest }),
      );
      all.addEventListener("click", () => {
        this.#whole.add(field);
        this.#show();
        this.#focusFirst(field);
      });
      group.append(all);
    }
    return [group];
  }

  /** @param {string} field @param {Count} value @param {boolean} checked */
  #box(field, { value, title, count }, checked) {
    const id = `search-${field}-${value}`;
    const box = element("input", { type: "checkbox", name: field, value, id, ...(checked ? { checked: "" } : {}) });
    const language = document.documentElement.lang || "en";
    return element(
      "label",
      { for: id },
      box,
      ` ${this.#titleOf(field, value, title)} `,
      element("span", { class: "count" }, count.toLocaleString(language)),
    );
  }

  /** @param {string[]} written @param {Count[]} values */
  #range(written, values) {
    const { phrases } = this.parts;
    const [from = "", to = ""] = written.find((value) => value.includes(".."))?.split("..") ?? [];
    const years = values.map(({ value }) => Number(value));
    const bounds = {
      type: "number",
      inputmode: "numeric",
      min: String(Math.min(...years)),
      max: String(Math.max(...years)),
      step: "1",
    };
    const end = (/** @type {string} */ name, /** @type {string} */ value, /** @type {string} */ label) =>
      element(
        "label",
        { for: `search:year-${name}` },
        `${label} `,
        element("input", { ...bounds, id: `search:year-${name}`, value }),
      );
    return element("div", { class: "search-range" }, end("from", from, phrases.from), end("to", to, phrases.to));
  }

  /** @param {string} field @param {string} value @param {string} title */
  #titleOf(field, value, title) {
    const { kinds, languages, states } = this.parts;
    /** @type {Record<string, Record<string, string> | undefined>} */
    const words = { kind: kinds, lang: languages, state: states };
    return words[field]?.[value] ?? title;
  }
}
