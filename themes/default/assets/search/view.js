// What a reader sees of search: the page whose address holds the whole state, and the dialog on every other page.
// @ts-check
import { DataError } from "./data.js";
import { open } from "./engine.js";

/** @typedef {Awaited<ReturnType<typeof open>>} Engine */
/** @typedef {import("./engine.js").Answer} Answer */
/** @typedef {Record<string, any>} Phrases */

const FACETS = ["kind", "topic", "tech", "org", "year", "event", "person", "lang"];
const SHOWN_VALUES = 8;
const PAUSE = 120;

/** @type {Promise<Engine> | undefined} */
let engine;

/** Opens the search data. @param {URL} root */
export function warm(root) {
  engine ??= open({ base: new URL("search/", root).href });
  engine.catch(() => (engine = undefined));
  return engine;
}

/** @param {string} name @param {Record<string, string>} attributes @param {(Node | string)[]} children */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** @param {string} pattern @param {Record<string, unknown>} values */
const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));

/** The parts of a search form. @param {HTMLFormElement} form */
function partsOf(form) {
  const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (form.querySelector(selector));
  return {
    form,
    input: /** @type {HTMLInputElement} */ (find("input[name=q]")),
    sort: /** @type {HTMLSelectElement} */ (find("select[name=sort]")),
    status: find(".search-status"),
    notes: find(".search-notes"),
    facets: find(".search-facets"),
    results: find(".search-results"),
    more: find(".search-more"),
    /** @type {Phrases} */
    phrases: JSON.parse(form.dataset.phrases ?? "{}"),
    /** @type {Record<string, string>} */
    kinds: JSON.parse(form.dataset.kinds ?? "{}"),
    /** @type {Record<string, string>} */
    languages: JSON.parse(form.dataset.languages ?? "{}"),
  };
}
/** @typedef {ReturnType<typeof partsOf>} Parts */

/** Asks and shows; an answer that a newer question overtook is dropped. */
class Searching {
  asked = 0;
  /** @param {Parts} parts @param {URL} root */
  constructor(parts, root) {
    this.parts = parts;
    this.root = root;
  }

  /** @param {string} query @param {import("./engine.js").Options & { facets?: string[] }} options */
  async ask(query, options) {
    const { status, phrases } = this.parts;
    const asked = ++this.asked;
    const slow = setTimeout(() => (status.textContent = phrases.loading), 250);
    try {
      const engine = await warm(this.root);
      const answer = await engine.search(query, options);
      clearTimeout(slow);
      if (asked !== this.asked) return;
      this.show(answer);
      const counts = options.facets && (await engine.facets(query, options, options.facets));
      if (counts && asked === this.asked) this.showFacets(counts);
    } catch (error) {
      if (asked !== this.asked) return;
      this.clear();
      status.textContent = error instanceof DataError ? phrases[error.reason] : String(error);
    } finally {
      clearTimeout(slow);
    }
  }

  clear() {
    const { results, notes, more, input } = this.parts;
    results.replaceChildren();
    notes.replaceChildren();
    more.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  /** @param {Answer} answer */
  show({ total, notes, hits }) {
    const { status, phrases, results, more, input } = this.parts;
    this.clear();
    const language = document.documentElement.lang || "en";
    const form = new Intl.PluralRules(language).select(total);
    const count = total.toLocaleString(language);
    status.textContent = total ? fill(phrases.results[form] ?? phrases.results.other, { count }) : phrases.nothing;
    this.parts.notes.append(...notes.map((note) => element("li", {}, this.say(note))));
    results.append(...hits.map((hit, index) => this.hit(hit, index)));
    input.setAttribute("aria-expanded", String(hits.length > 0));
    more.hidden = hits.length >= total;
  }

  /** @param {any} note */
  say(note) {
    const { phrases } = this.parts;
    switch (note.note) {
      case "ignored":
        return fill(note.why === "no-letters" ? phrases.no_letters : phrases.ignored, note);
      case "unknown-filter":
        return fill(phrases.unknown_filter, note) + (note.suggestion ? ` ${fill(phrases.meant, note)}` : "");
      default:
        return fill(phrases[note.note.replace("-", "_")], note);
    }
  }

  /** @param {import("./engine.js").Hit} hit @param {number} index */
  hit(hit, index) {
    const address = new URL(hit.address.slice(1), this.root).href;
    const option = element("a", { class: "search-hit", role: "option", "aria-selected": "false", tabindex: "-1", id: `search-hit-${index}`, href: address });
    const foreign = hit.language === document.documentElement.lang ? {} : { lang: hit.language };
    const facts = [this.parts.kinds[hit.kind] ?? hit.kind, hit.date?.split("T")[0], hit.event, hit.source, hit.people.join(", ")];
    option.append(
      element("span", { class: "search-hit-title", ...foreign }, hit.title),
      element("span", { class: "meta" }, facts.filter(Boolean).join(" · ")),
    );
    const segments = hit.excerpt?.segments ?? [];
    if (hit.excerpt && segments.map(({ text }) => text).join("") !== hit.title) {
      const { heading, cutBefore, cutAfter } = hit.excerpt;
      const marked = segments.map(({ text, matched }) => (matched ? element("mark", {}, text) : text));
      const before = heading ? [element("b", {}, heading), " "] : [];
      option.append(element("span", { class: "search-hit-excerpt", ...foreign }, ...before, cutBefore ? "…" : "", ...marked, cutAfter ? "…" : ""));
    }
    return option;
  }

  /** @param {Record<string, import("./facets.js").Count[]>} counts */
  showFacets(counts) {
    const { facets, phrases } = this.parts;
    const focused = document.activeElement?.id;
    const groups = Object.entries(counts).filter(([, values]) => values.length > 1 || values.some(({ selected }) => selected));
    facets.replaceChildren(
      ...groups.map(([field, values]) => {
        const shown = values.filter(({ selected }, index) => selected || index < SHOWN_VALUES);
        const boxes = shown.map(({ value, title, count, selected }) => {
          const id = `search-${field}-${value}`;
          const box = element("input", { type: "checkbox", name: field, value, id });
          /** @type {HTMLInputElement} */ (box).checked = selected;
          return element("label", { for: id }, box, ` ${this.titleOf(field, value, title)} `, element("span", { class: "count" }, count.toLocaleString()));
        });
        return element("fieldset", {}, element("legend", {}, phrases.fields[field]), ...boxes);
      }),
    );
    if (focused) document.getElementById(focused)?.focus();
  }

  /** @param {string} field @param {string} value @param {string} title */
  titleOf(field, value, title) {
    return field === "kind" ? this.parts.kinds[value] ?? title : field === "lang" ? this.parts.languages[value] ?? title : title;
  }
}

/** Arrows move through the results, Enter follows the one that is marked; the caret stays in the text. @param {Parts} parts */
function withArrows({ input, results }) {
  const options = () => /** @type {HTMLAnchorElement[]} */ ([...results.querySelectorAll("[role=option]")]);
  const at = () => options().findIndex((option) => option.getAttribute("aria-selected") === "true");
  const mark = (/** @type {number} */ index) => {
    const all = options();
    all.forEach((option, i) => option.setAttribute("aria-selected", String(i === index)));
    if (all[index]) {
      input.setAttribute("aria-activedescendant", all[index].id);
      all[index].scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };
  input.addEventListener("keydown", (event) => {
    const count = options().length;
    if (event.key === "ArrowDown" && count) mark((at() + 2) % (count + 1) - 1);
    else if (event.key === "ArrowUp" && count) mark((at() + 1 + count) % (count + 1) - 1);
    else if (event.key === "Enter" && at() >= 0) options()[at()].click();
    else return;
    event.preventDefault();
  });
}

/** The page: its address is its state. @param {HTMLFormElement} form @param {URL} root */
export function searchPage(form, root) {
  const parts = partsOf(form);
  const searching = new Searching(parts, root);
  let limit = 10;
  let typing = 0;
  /** @type {URLSearchParams} */
  let state;
  const ask = (/** @type {"whole" | "prefix"} */ lastWord) => {
    const filters = FACETS.flatMap((field) => state.getAll(field).map((value) => `${field}:"${value}"`));
    const sort = state.get("sort") === "date" ? "date" : "relevance";
    searching.ask([...filters, state.get("q") ?? ""].join(" "), { limit, sort, lastWord, facets: FACETS });
  };
  const read = () => {
    state = new URLSearchParams(location.search);
    parts.input.value = state.get("q") ?? "";
    parts.sort.value = state.get("sort") === "date" ? "date" : "relevance";
    ask("whole");
  };
  const write = (/** @type {"pushState" | "replaceState"} */ how) => {
    const next = new URLSearchParams();
    if (parts.input.value) next.set("q", parts.input.value);
    for (const box of parts.facets.querySelectorAll("input:checked")) next.append(/** @type {HTMLInputElement} */ (box).name, /** @type {HTMLInputElement} */ (box).value);
    if (parts.sort.value === "date") next.set("sort", "date");
    limit = 10;
    state = next;
    history[how](null, "", `?${next}`);
  };
  parts.input.addEventListener("input", () => {
    clearTimeout(typing);
    typing = window.setTimeout(() => {
      write("replaceState");
      ask("prefix");
    }, PAUSE);
  });
  form.addEventListener("change", (event) => {
    if (event.target === parts.input) return;
    write("pushState");
    ask("whole");
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(typing);
    write("pushState");
    ask("whole");
  });
  parts.more.addEventListener("click", () => {
    limit += 20;
    ask("whole");
  });
  addEventListener("popstate", read);
  withArrows(parts);
  read();
  parts.input.focus();
}

/** @type {Promise<HTMLDialogElement> | undefined} */
let dialog;

/** The dialog: made from the form of the search page, so that both say the same. @param {URL} root */
export async function searchDialog(root) {
  warm(root);
  dialog ??= makeDialog(root);
  try {
    const made = await dialog;
    if (!made.open) made.showModal();
    made.querySelector("input")?.select();
  } catch {
    dialog = undefined;
    location.assign(new URL("search/", root));
  }
}

/** @param {URL} root */
async function makeDialog(root) {
  const answer = await fetch(new URL("search/", root));
  if (!answer.ok) throw new Error(answer.statusText);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const form = document.importNode(/** @type {HTMLFormElement} */ (page.querySelector("form#search")), true);
  form.querySelector(".search-sort")?.remove();
  form.querySelector(".search-facets")?.remove();
  const parts = partsOf(form);
  const searching = new Searching(parts, root);
  const made = /** @type {HTMLDialogElement} */ (element("dialog", { class: "search-dialog", "aria-label": parts.phrases.title }));
  const close = element("button", { type: "button", class: "search-close", "aria-label": parts.phrases.close }, "×");
  close.addEventListener("click", () => made.close());
  form.querySelector(".search-bar")?.append(close);
  const all = element("a", { class: "search-all", href: new URL("search/", root).href }, parts.phrases.all_results);
  form.append(all);
  made.append(form);
  made.addEventListener("click", (event) => event.target === made && made.close());
  parts.more.remove();
  let typing = 0;
  parts.input.addEventListener("input", () => {
    clearTimeout(typing);
    typing = window.setTimeout(() => {
      const query = parts.input.value;
      all.setAttribute("href", new URL(`search/?${new URLSearchParams({ q: query })}`, root).href);
      if (query.trim()) return searching.ask(query, { limit: 8, lastWord: "prefix" });
      searching.asked++;
      searching.clear();
      parts.status.textContent = "";
    }, PAUSE);
  });
  withArrows(parts);
  document.body.append(made);
  return made;
}
