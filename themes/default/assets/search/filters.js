// The filters of the search page: for each field its most frequent values with their counts; for years a range as well.
// @ts-check
import { element, fill } from "./dom.js";

export const FACETS = ["kind", "state", "topic", "tech", "org", "year", "event", "person", "metric", "lang"];
const SHOWN_VALUES = 8;
const MOST_VALUES = 80;

/** @typedef {import("./facets.js").Count} Count */

export class Filters {
  /** Fields of which all values are shown. @type {Set<string>} */
  #whole = new Set();
  /** @type {Record<string, Count[]>} */
  #counts = {};
  /** @type {URLSearchParams} */
  #state = new URLSearchParams();
  /** @param {import("./form.js").Parts} parts */
  constructor(parts) {
    this.parts = parts;
  }

  /** @param {Record<string, Count[]>} counts @param {URLSearchParams} state */
  show(counts, state) {
    this.#counts = counts;
    this.#state = state;
    const { facets, filters, phrases } = this.parts;
    const focused = document.activeElement?.id;
    facets.replaceChildren(...Object.entries(counts).flatMap(([field, values]) => this.#group(field, values)));
    const active = FACETS.flatMap((field) => state.getAll(field)).length;
    const label = active
      ? `${phrases.filters} (${active.toLocaleString(document.documentElement.lang || "en")})`
      : phrases.filters;
    /** @type {HTMLElement} */ (filters.querySelector("summary")).textContent = label;
    filters.hidden = !facets.childElementCount;
    if (focused) document.getElementById(focused)?.focus();
  }

  /** What is chosen, as the address says it. */
  chosen() {
    const { facets } = this.parts;
    const boxes = /** @type {HTMLInputElement[]} */ ([...facets.querySelectorAll("input:checked")]);
    const chosen = boxes.map(({ name, value }) => [name, value]);
    const [from, to] = /** @type {HTMLInputElement[]} */ ([...facets.querySelectorAll("input[type=number]")]).map(
      ({ value }) => value,
    );
    if (from || to) chosen.push(["year", `${from}..${to}`]);
    return chosen;
  }

  /** @param {string} field @param {Count[]} values */
  #group(field, values) {
    const { phrases } = this.parts;
    const written = this.#state.getAll(field);
    const isChecked = (/** @type {Count} */ { value, selected }) =>
      field === "year" ? written.includes(value) : selected;
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
        this.show(this.#counts, this.#state);
        const next = this.parts.facets.querySelector(`input[name="${field}"]`);
        if (next instanceof HTMLElement) next.focus();
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
    return field === "kind"
      ? (this.parts.kinds[value] ?? title)
      : field === "lang"
        ? (this.parts.languages[value] ?? title)
        : title;
  }
}
