// Early: what the search page runs before anything else of it is there. It asks for the search data that the address needs while everything else is on
// its way. The page holds this script in itself, and the manifest (`search:manifest`), so that nothing has to be fetched before; it is a file for pages that do not.
// @ts-check
import { filesFor, nameOf } from "./places.js";
import { asking, AT_ONCE } from "./state.js";

const root = new URL("../../../", import.meta.url);
const base = new URL("search/", root).href;
const [query, options] = asking(new URLSearchParams(location.search));
document.documentElement.dataset.searching = "";

/** By address, what is on its way. @type {Map<string, Promise<Response>>} */
const asked = new Map();
/** What was asked for ahead is taken once: who asks again wants it anew. @type {typeof fetch} */
async function fetchOnce(address, options) {
  const answer = asked.get(String(address));
  asked.delete(String(address));
  return answer ?? fetch(address, options);
}

const held = document.getElementById("search:manifest")?.textContent;
/** The manifest: the page's own, by which at once is asked for what the query probably needs, or else as it is now. @returns {Promise<Response>} */
async function manifest() {
  if (!held) return fetch(`${base}manifest`, { cache: "no-cache" });
  const bytes = Uint8Array.from(atob(held), (byte) => byte.charCodeAt(0));
  const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const text = await new Response(inflated).text();
  const places = JSON.parse(text.slice(0, text.indexOf("\n")));
  // Nearly as the engine reads a query, in a tenth of its bytes: what is asked for in vain costs little, and what is not asked for is so by the engine.
  const words =
    query
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+[+#]*/gu) ?? [];
  const named = ["cards", ...[...query.matchAll(/(\w+):/g)].map(([, field]) => `f-${field}`)];
  if (/["“”„«»]/.test(query)) named.push("places");
  for (const file of filesFor(places, words, named)) {
    const address = `${base}data/${nameOf(places, file)}`;
    const answer = fetch(address);
    answer.catch(() => {});
    asked.set(address, answer);
  }
  return new Response(bytes);
}

const found = manifest();
found.catch(() => {});
const script = import("./engine.js");
const engine = script.then(({ open }) => open({ base, fetch: fetchOnce, manifest: found }));
engine
  .then(async (engine) => {
    await engine.search(query, { ...options, limit: AT_ONCE });
    // Of a page that a cache had, nobody knows how old it is; what came over the network is as new as the manifest.
    const [visit] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
    const isNew = visit?.transferSize && !visit.workerStart;
    if (held && !isNew && (await engine.renew())) dispatchEvent(new Event("rexbase:search-renewed"));
  })
  .catch(() => {});
// What shows results is asked for after what finds them: on a slow network each byte delays those that come after it.
const page = found.catch(() => {}).then(() => Promise.all([import("./page.js"), import("./view.js")]));
const begin = () => page.then(([{ searchPage }]) => searchPage(root, engine));
if (document.readyState === "loading") document.addEventListener("readystatechange", begin, { once: true });
else begin();
