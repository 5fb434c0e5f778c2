// The service worker: pages that were read and searches stay at hand offline. Never an old build while the network answers: what may
// change is asked of the network first; what is named after its content is kept. It lives at the site's root, so that it serves all of it; another
// application may live below the same path, and has nothing kept: only the site's own pages are, and what they ask for.
// @ts-check
/// <reference lib="webworker" />
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const scope = new URL(worker.registration.scope);
const NAME = `rexbase:${scope.pathname}`;
/** All search data of a site with no more files than this is fetched ahead; of a bigger one, what was searched is kept. */
const MOST_AHEAD = 300;
/** Pages that were read and what they showed, beyond what search needs. */
const MOST_READ = 300;
/** A bigger file is not kept, in bytes. */
const BIGGEST = 16 << 20;
const MANIFEST = new URL("search/manifest", scope).href;
/** How long the head of a file of the search data is, in bytes. */
const HEAD = 10;
/** Kept for search, however much else is. */
const NEEDED = new Set([scope.href, new URL("search/", scope).href, MANIFEST]);
/** Whether a page is the site's own, by its address, for what it asks for in turn. @type {Map<string, Promise<boolean>>} */
const pages = new Map();

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim().then(prepare)));
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || !isBelow(url) || request.headers.has("range") || request.headers.has("authorization"))
    return;
  event.respondWith(folderOf(url) ? fromCache(event) : fromNetwork(event));
});

/** Whether an address is within the worker's reach. @param {URL} url */
const isBelow = (url) => url.origin === scope.origin && url.pathname.startsWith(scope.pathname);

/** The folder of what is named after its content: `search/data/`, `assets/0a1b2c3d4e/`. @param {URL} url */
function folderOf(url) {
  if (!isBelow(url)) return undefined;
  const [, folder] =
    url.pathname.slice(scope.pathname.length).match(/^(search\/data\/|assets\/[0-9a-f]{10,64}\/)/) ?? [];
  return folder;
}

/** What never changes under its address. @param {FetchEvent} event */
async function fromCache({ request }) {
  const cache = await caches.open(NAME);
  // A page that asks to reload has seen that what is kept is no good.
  const kept = request.cache === "reload" ? undefined : await cache.match(request.url);
  if (kept) return kept;
  const answer = await fetch(request);
  if (mayBeKept(answer)) await cache.put(request.url, answer.clone());
  return answer;
}

/** Whether an answer is one that a cache may hold. @param {Response} answer */
function mayBeKept({ ok, redirected, headers }) {
  const isPrivate = /no-store/i.test(headers.get("cache-control") ?? "") || headers.get("vary") === "*";
  return ok && !redirected && !isPrivate && Number(headers.get("content-length")) <= BIGGEST;
}

/** What may change. @param {FetchEvent} event */
async function fromNetwork(event) {
  const { request } = event;
  const cache = await caches.open(NAME);
  const address = addressOf(new URL(request.url));
  try {
    const answer = await fetch(request);
    if (mayBeKept(answer)) event.waitUntil(keepOwn(event, cache, address, answer.clone()));
    return answer;
  } catch (error) {
    const kept = await cache.match(address);
    if (kept) return kept;
    throw error;
  }
}

/** Keeps what is the site's own: a page of its, or what such a page asks for. @param {FetchEvent} event @param {Cache} cache @param {string} address @param {Response} answer */
async function keepOwn(event, cache, address, answer) {
  if (address === MANIFEST) {
    await cache.put(address, answer.clone());
    return renew(answer);
  }
  const isPage = answer.headers.get("content-type")?.startsWith("text/html");
  const isOwn = isPage ? isOwnPage(answer.clone()) : isAskedByOwn(event, cache);
  if (isPage) pages.set(address, isOwn);
  if (!(await isOwn)) return;
  await cache.put(address, answer);
  const home = await cache.match(scope.href);
  const named = home ? offlinePages(await home.text(), scope).map(({ href }) => href) : [];
  const needed = new Set([...NEEDED, ...named]);
  const read = (await cache.keys()).filter(({ url }) => !folderOf(new URL(url)) && !needed.has(url));
  await Promise.all(read.slice(0, -MOST_READ).map((request) => cache.delete(request)));
}

/** Whether a page is this site's: it has its assets. @param {Response} answer */
async function isOwnPage(answer) {
  return assetsOf(await answer.text(), new URL(answer.url)).length > 0;
}

/** Whether what is asked for is asked for by a page of the site. @param {FetchEvent} event @param {Cache} cache */
async function isAskedByOwn({ clientId }, cache) {
  const client = await worker.clients.get(clientId);
  const page = client && addressOf(new URL(client.url));
  return page !== undefined && ((await pages.get(page)) ?? (await cache.match(page)) !== undefined);
}

/** The site's assets that a page names. @param {string} html @param {URL} page */
function assetsOf(html, page) {
  const named = [...html.matchAll(/(?:href|src)="([^"]*assets\/[^"]*)"/g)].map(([, address]) => new URL(address, page));
  return named.filter(folderOf);
}

/** The pages that a page's links say are kept with it. @param {string} html @param {URL} page */
function offlinePages(html, page) {
  const named = [...html.matchAll(/<a href="([^"]*)" data-offline/g)].map(([, address]) => new URL(address, page));
  return named.filter(isBelow);
}

/** One address for all queries of the search page. @param {URL} url */
function addressOf(url) {
  return url.origin + url.pathname;
}

/** After the first visit: the search page, its scripts, and the search data if it is small. */
async function prepare() {
  const cache = await caches.open(NAME);
  await keepPages(cache);
  const manifest = await fetch(MANIFEST, { cache: "no-cache" }).catch(() => undefined);
  if (!manifest || !mayBeKept(manifest)) return;
  await cache.put(MANIFEST, manifest.clone());
  await renew(manifest);
}

/** The pages to begin from, with their styles and scripts, in place of those of an older build. @param {Cache} cache */
async function keepPages(cache) {
  const folders = new Set();
  const pages = [new URL("search/", scope), scope];
  // The home page is the last that must be there; those that it names are kept with it.
  for (const page of pages) {
    const answer = await fetch(page).catch(() => undefined);
    if (!answer || !mayBeKept(answer)) {
      if (pages.indexOf(page) < 2) return;
      continue;
    }
    await cache.put(page, answer.clone());
    const html = await answer.text();
    if (page === scope) pages.push(...offlinePages(html, page));
    const addresses = assetsOf(html, page);
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
  const manifest = JSON.parse((await (await inflated(answer)).text()).split("\n", 1)[0]);
  const cache = await caches.open(NAME);
  const addressed = (/** @type {string} */ file) => new URL(`search/data/${file}`, scope);
  for (const list of listsOf(manifest).map(addressed)) {
    // Without it nobody knows which files are of older builds: nothing is forgotten before it is there.
    await keep(cache, [list]);
    const kept = await cache.match(list);
    if (!kept) return;
    const body = (await (await inflated(kept)).arrayBuffer()).slice(HEAD);
    manifest.names.push(JSON.parse(new TextDecoder().decode(body)).names);
  }
  const files = new Set(filesOf(manifest).map((file) => addressed(file).href));
  let isNew = false;
  for (const request of await cache.keys()) {
    if (!folderOf(new URL(request.url))?.startsWith("search/") || files.has(request.url)) continue;
    await cache.delete(request);
    isNew = true;
  }
  if (isNew) await keepPages(cache);
  if (files.size <= MOST_AHEAD)
    await keep(
      cache,
      [...files].map((file) => new URL(file)),
    );
}

/** The names of the files that list the shards of positions and of documents. @param {{ places?: string, cards?: string }} manifest */
const listsOf = ({ places, cards }) => [...(places ? [`places-${places}`] : []), ...(cards ? [`cards-${cards}`] : [])];

/** The names of all files of the search data, but for what is said in recordings. @param {{ names: [string, number, number, string][],
 *   facets: [string, number, string?][], dates: string, places?: string, cards?: string }} manifest */
function filesOf(manifest) {
  const { names, facets, dates } = manifest;
  const numbered = names.flatMap(([letter, count, sharing, digits]) =>
    Array.from(
      { length: count },
      (_, index) =>
        `${letter}${index}-${digits.slice(8 * Math.floor(index / sharing), 8 * Math.floor(index / sharing) + 8)}`,
    ),
  );
  return [
    ...numbered,
    ...facets.filter(([, length]) => !length).map(([field, , digits]) => `f-${field}-${digits}`),
    `dates-${dates}`,
    ...listsOf(manifest),
  ];
}

/** Keeps what is not kept yet, and the scripts that scripts import; a few at a time. @param {Cache} cache @param {URL[]} addresses */
async function keep(cache, addresses) {
  const rest = [...addresses];
  const one = async () => {
    for (let address = rest.pop(); address; address = rest.pop()) {
      if (await cache.match(address)) continue;
      const answer = await fetch(address).catch(() => undefined);
      if (answer && mayBeKept(answer)) await cache.put(address, answer);
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
  return new Response(isGzip ? new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")) : bytes);
}
