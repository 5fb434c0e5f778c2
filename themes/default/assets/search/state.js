// The state of the search page, which its address holds.
// @ts-check

/** Fields whose values are chosen by, in the order in which the page shows them. */
export const CHOSEN_BY = ["kind", "state", "topic", "tech", "org", "year", "event", "person", "metric", "lang"];

/** How many results are shown as soon as their own texts are there: the rest does not keep them waiting. */
export const AT_ONCE = 5;

/** What an address asks for. @param {URLSearchParams} state @returns {[string, { sort: "relevance" | "date" }]} */
export function asking(state) {
  const chosen = CHOSEN_BY.flatMap((field) => state.getAll(field).map((value) => `${field}:"${value}"`));
  return [[...chosen, state.get("q") ?? ""].join(" "), { sort: state.get("sort") === "date" ? "date" : "relevance" }];
}
