// The search page: its address holds the whole state, so that it can be sent, kept and gone back to.
// @ts-check
import { withKeyboard } from "./combobox.js";
import { debounced } from "./dom.js";
import { FACETS, Filters } from "./filters.js";
import { partsOf } from "./form.js";
import { Searching } from "./results.js";

const FIRST = 10;
const MORE = 20;

/** @param {HTMLFormElement} form @param {URL} root */
export function searchPage(form, root) {
  const parts = partsOf(form);
  const searching = new Searching(parts, root);
  const filters = new Filters(parts);
  let limit = FIRST;
  /** @type {URLSearchParams} */
  let state;

  const ask = async (/** @type {"whole" | "prefix"} */ lastWord) => {
    const asked = state;
    const query = [
      ...FACETS.flatMap((field) => asked.getAll(field).map((value) => `${field}:"${value}"`)),
      asked.get("q") ?? "",
    ].join(" ");
    /** @type {import("./engine.js").Options} */
    const options = { limit, sort: asked.get("sort") === "date" ? "date" : "relevance", lastWord };
    const engine = await searching.ask(query, options);
    const counts = engine && (await searching.unlessOvertaken(() => engine.facets(query, options, FACETS)));
    if (counts) filters.show(counts, asked);
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
    for (const [field, value] of filters.chosen()) next.append(field, value);
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
  withKeyboard(parts);
  const isWide = matchMedia("(min-width: 62rem)");
  const open = () => (parts.filters.open = isWide.matches);
  isWide.addEventListener("change", open);
  open();
  read();
  parts.input.focus({ preventScroll: true });
}
