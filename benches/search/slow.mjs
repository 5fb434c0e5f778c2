// A slow network: how long a reader waits who opens the search page with a query, an empty cache, 400 ms of latency and 400 kbit/s, as
// Chromium emulates them; and how many requests stand in series before the first results.
import { launch, openPage, serve } from "../../tests/browser/harness.mjs";

const LATENCY = 400;
const BYTES_A_SECOND = 400_000 / 8;

/** The barest page that shows a peer's first results: it spends nothing on styles, navigation or filters. */
const peerPage = (
  /** @type {number} */ count,
) => `<!doctype html><html lang=en><meta charset=utf-8><title>Search</title>
<link rel=icon href="data:,"><link rel=modulepreload href="/pagefind/pagefind.js"><script type=module src="/peer.js"></script><ol id=results></ol>
<!-- ${count} -->`;
const peerScript = (/** @type {number} */ count) => `
import * as pagefind from "/pagefind/pagefind.js";
const found = await pagefind.search(new URL(location.href).searchParams.get("q"));
for (const one of await Promise.all(found.results.slice(0, ${count}).map((result) => result.data()))) {
  const item = document.createElement("li");
  item.className = "search-hit";
  item.append(one.meta.title);
  const excerpt = document.createElement("p");
  excerpt.innerHTML = one.excerpt;
  item.append(excerpt);
  document.getElementById("results").append(item);
}
document.body.dataset.done = "";`;

/** What is asked of each engine's site. @param {string} name @param {string} folder @param {number} count how many results are waited for
 * @param {"plain" | "gzip"} host whether it compresses what it sends */
export async function slowly(name, folder, count, host) {
  const isPeer = name === "pagefind";
  const server = await serve({
    folder,
    host,
    answer: (path) =>
      isPeer && path === "/search/"
        ? { type: "text/html; charset=utf-8", body: peerPage(count) }
        : isPeer && path === "/peer.js"
          ? { type: "text/javascript", body: peerScript(count) }
          : undefined,
  });
  const browser = await launch();
  /** @param {string} query @param {"results" | "facets"} until what is waited for */
  async function ask(query, until = "results") {
    const { page, context, close } = await openPage(browser, server.origin);
    const network = await context.newCDPSession(page);
    await network.send("Network.enable");
    await network.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: LATENCY,
      downloadThroughput: BYTES_A_SECOND,
      uploadThroughput: BYTES_A_SECOND,
    });
    /** @type {Map<string, { path: string, start: number, end: number, bytes: number, begun?: number }>} */
    const requests = new Map();
    network.on("Network.requestWillBeSent", ({ requestId, request, timestamp }) => {
      if (request.url.startsWith("http"))
        requests.set(requestId, { path: new URL(request.url).pathname, start: timestamp, end: Infinity, bytes: 0 });
    });
    network.on("Network.responseReceived", ({ requestId, type, timestamp }) => {
      const request = requests.get(requestId);
      if (request && type === "Document") request.begun = timestamp;
    });
    network.on("Network.loadingFinished", ({ requestId, timestamp, encodedDataLength }) => {
      const request = requests.get(requestId);
      if (request) [request.end, request.bytes] = [timestamp, encodedDataLength];
    });
    // When something is there, as the page's own clock says, from the start of its navigation.
    await page.addInitScript(
      ([count]) => {
        const seen = /** @type {Record<string, number>} */ ({});
        Object.assign(globalThis, { seen });
        const look = () => {
          const results = document.querySelectorAll(".search-hit");
          // A query may find fewer, which the page says, or nothing.
          const said = document.querySelector(".search-status")?.textContent ?? "";
          const total = /^\d/.test(said) ? Number(said.replace(/\D/g, "")) : said.startsWith("Nothing") ? 0 : Infinity;
          const isWhole = results.length >= Math.min(count, total) || document.body?.dataset.done !== undefined;
          if (isWhole) seen.texts ??= performance.now();
          if (document.querySelector(".search-facets fieldset")) seen.facets ??= performance.now();
        };
        new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true });
      },
      [count],
    );
    await page.goto(`${server.origin}/search/?q=${encodeURIComponent(query)}`, { waitUntil: "commit" });
    const isThere = (/** @type {string} */ name) => globalThis.seen[name];
    const name = until === "results" ? "texts" : "facets";
    await page.waitForFunction(isThere, name, { timeout: 60_000, polling: 100 });
    const seen = await page.evaluate(() => globalThis.seen);
    await new Promise((done) => setTimeout(done, 300));
    const all = [...requests.values()].sort((a, b) => a.start - b.start);
    const origin = all[0].start;
    const before = all.filter(({ end }) => (end - origin) * 1000 <= seen.texts + 50);
    await close();
    return { texts: seen.texts, facets: seen.facets, series: inSeries(before), all, origin };
  }
  return { name, ask, close: () => Promise.all([browser.close(), server.close()]) };
}

/** How many requests began after another had ended, at most one after the other; after the page's first bytes, from which a browser goes on,
 * and not counting what it draws. @param {{ path: string, start: number, end: number, begun?: number }[]} requests */
function inSeries(requests) {
  const needed = requests.filter(({ path }) => !/\.(svg|css)$|colours/.test(path));
  const ends = needed.map(({ start, end, begun }) => ({ start, end: begun ?? end }));
  let [count, last] = [0, -Infinity];
  for (const { start, end } of ends.sort((a, b) => a.end - b.end)) {
    if (start < last) continue;
    [count, last] = [count + 1, end];
  }
  return count;
}
