// Early: what the search page runs before its style sheet and its text are there. It asks for the search data that the address needs while
// everything else is on its way.
// @ts-check
import { askAhead, openData } from "./ahead.js";
import { asking, AT_ONCE } from "./state.js";

const here = import.meta.url;
const root = new URL(here.slice(0, here.lastIndexOf("/assets/") + 1));
const base = new URL("search/", root).href;

/** The manifest, which the page asks for along with this script. Of what a cache had, nobody knows how old it is: it is asked for anew. */
async function manifest() {
  const address = `${base}manifest`;
  const answer = await fetch(address);
  const body = await answer.arrayBuffer();
  const [timing] = /** @type {PerformanceResourceTiming[]} */ (performance.getEntriesByName(address));
  const { status } = answer;
  return timing?.transferSize ? new Response(body, { status }) : fetch(address, { cache: "no-cache" });
}

const [query, options] = asking(new URLSearchParams(location.search));
const data = openData(base, fetch.bind(globalThis), manifest());
const asked = data.then((data) => askAhead(data, query)).catch(() => {});
const engine = import("./engine.js").then(({ open }) => open({ base, data }));
engine.then((engine) => engine.search(query, { ...options, limit: AT_ONCE })).catch(() => {});
// What shows results comes after what finds them: on a slow network each byte delays those that come after it.
const page = asked.then(() => Promise.all([import("./page.js"), import("./view.js")]));
const begin = () => page.then(([{ searchPage }]) => searchPage(root, engine));
if (document.readyState === "loading") document.addEventListener("readystatechange", begin, { once: true });
else begin();
