// The parts of a search form, and the phrases that the page brings for them.
// @ts-check

/** @typedef {Record<string, any>} Phrases */
/** @typedef {ReturnType<typeof partsOf>} Parts */

/** @param {HTMLFormElement} form */
export function partsOf(form) {
  const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (form.querySelector(selector));
  return {
    form,
    input: /** @type {HTMLInputElement} */ (find("input[name=q]")),
    sort: /** @type {HTMLSelectElement} */ (find("select[name=sort]")),
    status: find(".search-status"),
    notes: find(".search-notes"),
    filters: /** @type {HTMLDetailsElement} */ (find(".search-filters")),
    facets: find(".search-facets"),
    results: find(".search-results"),
    more: /** @type {HTMLButtonElement} */ (find(".search-more")),
    again: /** @type {HTMLButtonElement} */ (find(".search-again")),
    /** @type {Phrases} */
    phrases: JSON.parse(form.dataset.phrases ?? "{}"),
    /** @type {Record<string, string>} */
    kinds: JSON.parse(form.dataset.kinds ?? "{}"),
    /** @type {Record<string, string>} */
    languages: JSON.parse(form.dataset.languages ?? "{}"),
    /** Those of lessons and of actions. @type {Record<string, string>} */
    states: { ...JSON.parse(form.dataset.states ?? "{}"), ...JSON.parse(form.dataset.actionStates ?? "{}") },
  };
}
