// The search page: its address holds the whole state, so that it can be sent, kept and gone back to.
// @ts-check
import { asking, CHOSEN_BY } from "./state.js";
import { debounced, partsOf, Searching, warm, withKeyboard } from "./view.js";

const FIRST = 10;
const MORE = 20;

/** @param {URL} root @param {ReturnType<typeof import("./engine.js").open>} engine opened while this script was on its way */
export function searchPage(root, engine) {
  const form = document.querySelector("form.search");
  if (!(form instanceof HTMLFormElement)) return;
  warm(root, { engine }).catch(() => {});
  const parts = partsOf(form);
  const searching = new Searching(parts, root);
  /** @type {Promise<import("./filters.js").Filters> | undefined} */
  let loading;
  /** @type {import("./filters.js").Filters | undefined} */
  let filters;
  let limit = FIRST;
  /** @type {URLSearchParams} */
  let state;

  const ask = async (/** @type {"whole" | "prefix"} */ lastWord) => {
    const asked = state;
    const [query, options] = asking(asked);
    const engine = await searching.ask(query, { ...options, limit, lastWord });
    if (!engine) return;
    // Only now: the results need none of it.
    loading ??= import("./filters.js").then(({ Filters }) => new Filters(parts, CHOSEN_BY));
    filters = await loading;
    await filters.count(
      asked,
      (fields) => searching.unlessOvertaken(() => engine.facets(query, { ...options, lastWord }, fields)),
      engine,
    );
  };
  const read = () => {
    state = new URLSearchParams(location.search);
    limit = history.state?.limit ?? FIRST;
    parts.input.value = state.get("q") ?? "";
    parts.sort.value = state.get("sort") === "date" ? "date" : "relevance";
    ask("whole");
  };
  const write = (/** @type {"pushState" | "replaceState"} */ how) => {
    const next = new URLSearchParams();
    if (parts.input.value) next.set("q", parts.input.value);
    // Until the filters are there, what the address has chosen holds.
    const chosen =
      filters?.chosen() ?? CHOSEN_BY.flatMap((field) => state.getAll(field).map((value) => [field, value]));
    for (const [field, value] of chosen) next.append(field, value);
    if (parts.sort.value === "date") next.set("sort", "date");
    limit = FIRST;
    state = next;
    history[how](null, "", next.size ? `?${next}` : location.pathname);
  };
  const typed = debounced(() => {
    write("replaceState");
    ask("prefix");
  });
  const submit = () => {
    typed.cancel();
    write("pushState");
    ask("whole");
  };

  parts.input.addEventListener("input", typed);
  form.addEventListener("change", (event) => event.target !== parts.input && submit());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  parts.more.addEventListener("click", () => {
    limit += MORE;
    history.replaceState({ limit }, "");
    ask("whole");
  });
  parts.again.addEventListener("click", () => ask("whole"));
  addEventListener("online", () => parts.again.hidden || ask("whole"));
  addEventListener("popstate", read);
  addEventListener("rexbase:search-renewed", () => ask("whole"));
  withKeyboard(parts);
  const isWide = matchMedia("(min-width: 62rem)");
  const open = () => (parts.filters.open = isWide.matches);
  isWide.addEventListener("change", open);
  open();
  read();
  parts.input.focus({ preventScroll: true });
}
