// The service worker: pages that were read and searches stay at hand offline. Never an old build while the network answers: what may
// change is asked of the network first; what is named after its content is kept. It lives at the site's root, so that it serves all of it.
// @ts-check
/// <reference lib="webworker" />
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const scope = new URL(worker.registration.scope);
const NAME = `rexbase:${scope.pathname}`;
/** All search data of a site with no more files than this is fetched ahead; of a bigger one, what was searched is kept. */
const MOST_AHEAD = 300;
/** Pages that were read, beyond those that search needs. */
const MOST_PAGES = 200;

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim().then(prepare)));
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== scope.origin || !url.pathname.startsWith(scope.pathname) || request.headers.has("range")) return;
  event.respondWith(folderOf(url) ? fromCache(event) : fromNetwork(event));
});

/** The folder of what is named after its content: `search/data/`, `assets/0a1b2c3d4e/`. @param {URL} url */
function folderOf(url) {
  const [, folder] = url.pathname.slice(scope.pathname.length).match(/^(search\/data\/|assets\/[0-9a-f]{10,64}\/)/) ?? [];
  return folder;
}

/** What never changes under its address. @param {FetchEvent} event */
async function fromCache({ request }) {
  const cache = await caches.open(NAME);
  // A page that asks to reload has seen that what is kept is no good.
  const kept = request.cache === "reload" ? undefined : await cache.match(request.url);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request.url, answer.clone());
  return answer;
}

/** What may change. @param {FetchEvent} event */
async function fromNetwork(event) {
  const { request } = event;
  const cache = await caches.open(NAME);
  const address = addressOf(new URL(request.url));
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected) {
      event.waitUntil(cache.put(address, answer.clone()));
      if (address === new URL("search/manifest", scope).href) event.waitUntil(renew(answer.clone()));
    }
    return answer;
  } catch (error) {
    const kept = await cache.match(address);
    if (kept) return kept;
    throw error;
  }
}

/** One address for all queries of the search page. @param {URL} url */
function addressOf(url) {
  return url.origin + url.pathname;
}

/** After the first visit: the search page, its scripts, and the search data if it is small. */
async function prepare() {
  const cache = await caches.open(NAME);
  await keepPages(cache);
  const manifest = await fetch(new URL("search/manifest", scope), { cache: "no-cache" }).catch(() => undefined);
  if (!manifest?.ok) return;
  await cache.put(new URL("search/manifest", scope), manifest.clone());
  await renew(manifest);
}

/** The pages to begin from, with their styles and scripts, in place of those of an older build. @param {Cache} cache */
async function keepPages(cache) {
  const folders = new Set();
  for (const page of [new URL("search/", scope), scope]) {
    const answer = await fetch(page).catch(() => undefined);
    if (!answer?.ok) return;
    await cache.put(page, answer.clone());
    const addresses = [...(await answer.text()).matchAll(/(?:href|src)="([^"]*assets\/[^"]*)"/g)].map(([, address]) => new URL(address, page));
    addresses.forEach((address) => folders.add(folderOf(address)));
    await keep(cache, addresses);
  }
  for (const { url } of await cache.keys()) {
    const folder = folderOf(new URL(url));
    if (folder?.startsWith("assets/") && !folders.has(folder)) await cache.delete(url);
  }
}

/** Forgets the data that only older builds have, and fetches this one's ahead when it is small. @param {Response} answer the manifest */
async function renew(answer) {
  // A line of JSON; what follows it is bytes.
  const manifest = JSON.parse((await inflated(answer)).split("\n", 1)[0]);
  const cache = await caches.open(NAME);
  const files = new Set(filesOf(manifest).map((file) => new URL(`search/data/${file}`, scope).href));
  let [pages, isNew] = [0, false];
  for (const request of [...(await cache.keys())].reverse()) {
    const folder = folderOf(new URL(request.url));
    const isOld = folder?.startsWith("search/") && !files.has(request.url);
    if (isOld || (!folder && ++pages > MOST_PAGES)) await cache.delete(request);
    isNew ||= isOld === true;
  }
  if (isNew) await keepPages(cache);
  if (files.size <= MOST_AHEAD) await keep(cache, [...files].map((file) => new URL(file)));
}

/** The names of all files of the search data. @param {{ names: [string, number, number, string][], facets: [string, number, string?][], dates: string }} manifest */
function filesOf({ names, facets, dates }) {
  const numbered = names.flatMap(([letter, count, sharing, digits]) =>
    Array.from({ length: count }, (_, index) => `${letter}${index}-${digits.slice(8 * Math.floor(index / sharing), 8 * Math.floor(index / sharing) + 8)}`),
  );
  return [...numbered, ...facets.filter(([, length]) => !length).map(([field, , digits]) => `f-${field}-${digits}`), `dates-${dates}`];
}

/** Keeps what is not kept yet, and the scripts that scripts import; a few at a time. @param {Cache} cache @param {URL[]} addresses */
async function keep(cache, addresses) {
  const rest = [...addresses];
  const one = async () => {
    for (let address = rest.pop(); address; address = rest.pop()) {
      if (await cache.match(address)) continue;
      await cache.add(address).catch(() => {});
      const script = address.pathname.endsWith(".js") && (await cache.match(address));
      const imported = script ? [...(await script.text()).matchAll(/(?:from|import) ?\(?"(\.\/[^"]+)"/g)] : [];
      for (const [, other] of imported) rest.push(new URL(other, address));
    }
  };
  await Promise.all([one(), one(), one(), one()]);
}

/** @param {Response} answer */
async function inflated(answer) {
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return new Response(isGzip ? new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")) : bytes).text();
}
