// The same output on every host: at the root and below a folder; hosts that compress, that do not, and that decode; and deploys that are
// half done, which answer as one of the two builds or say that data is missing. SITE and NEXT are two builds of one site; BELOW is SITE with
// the address of a folder.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { assetOf, inflated, launch, openPage, serve, site } from "./harness.mjs";

const next = /** @type {string} */ (process.env.NEXT);
const below = /** @type {string} */ (process.env.BELOW);
const QUERIES = ["kubernetes", '"chaos engineering" -monkey', "kubernets year:2018", "équipe", "depl*"];
/** @type {import("playwright-core").Browser} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** Opens the engine on a page of the site, and gives a way to ask it: what was found, or why not. */
async function engineOn(server) {
  const { page, wrong, close } = await openPage(browser, server.origin);
  await page.goto(server.base);
  const engine = server.base + (await assetOf("search/engine.js"));
  await page.evaluate(
    async ([engine, base]) => {
      const { open } = await import(engine);
      globalThis.engine = await open({ base }).catch((error) => ({
        search: () => Promise.reject(error),
        facets: () => Promise.reject(error),
      }));
    },
    [engine, `${server.base}search/`],
  );
  const ask = (/** @type {string} */ query) =>
    page.evaluate(async (query) => {
      try {
        const { total, hits } = await globalThis.engine.search(query);
        return { total, hits: hits.map(({ address, score }) => [address, score]) };
      } catch (error) {
        return error.reason ?? String(error);
      }
    }, query);
  return { ask, page, wrong, close };
}

/** @type {Map<string, any>} */
const known = new Map();
async function answersOf(folder) {
  if (!known.has(folder)) {
    const server = await serve({ folder });
    const { ask, close } = await engineOn(server);
    const answers = [];
    for (const query of QUERIES) answers.push(await ask(query));
    assert.ok(answers.every(({ total }) => total > 0));
    await close();
    await server.close();
    known.set(folder, answers);
  }
  return known.get(folder);
}

for (const root of ["/", "/some/where/"]) {
  for (const host of /** @type {const} */ (["plain", "gzip", "decoded"])) {
    test(`below ${root} on a host that is ${host}`, async (context) => {
      const server = await serve({ root, host, folder: root === "/" ? site : below });
      context.after(() => server.close());
      const { ask, page, wrong, close } = await engineOn(server);
      for (const [index, query] of QUERIES.entries())
        assert.deepEqual(await ask(query), (await answersOf(site))[index], query);
      await page.goto(`${server.base}search/?q=kubernetes`);
      await page.locator(".search-hit").first().click();
      await page.waitForURL((url) => !url.pathname.endsWith("/search/"));
      assert.equal((await page.locator("h1").count()) > 0, true);
      await page.keyboard.press("/");
      await page.locator("dialog[open] input[type=search]").fill("chaos");
      await page.waitForSelector("dialog .search-hit");
      assert.deepEqual(wrong, []);
      await close();
    });
  }
}

/** A host whose search data is `manifest`'s and `shards`' at the moment, which a deploy changes. */
async function deploying() {
  const state = { manifest: site, shards: site, missing: /** @type {RegExp | undefined} */ (undefined), page: false };
  const answer = async (/** @type {string} */ path) => {
    if (!path.startsWith("/search/") || path.endsWith("/")) return undefined;
    const folder = path === "/search/manifest" ? state.manifest : state.shards;
    const lacking = state.page
      ? { type: "text/html", body: "<!doctype html><title>Welcome</title>" }
      : { status: 404, body: "404" };
    if (state.missing?.test(path)) return lacking;
    return readFile(join(folder, path)).then(
      (body) => ({ type: "application/octet-stream", body }),
      () => lacking,
    );
  };
  return { state, server: await serve({ answer }) };
}

for (const page of [false, true]) {
  const host = page ? "answers with a page of its own" : "answers 404";
  test(`half a deploy, on a host that ${host} for what is missing`, async (context) => {
    const [before, after] = [await answersOf(site), await answersOf(next)];
    assert.notDeepEqual(before, after);
    const { state, server } = await deploying();
    context.after(() => server.close());
    state.page = page;
    // The old manifest and the new shards; then all is new, and the page that was open goes on.
    let { ask, page: opened, close } = await engineOn(server);
    assert.deepEqual(await ask(QUERIES[0]), before[0]);
    state.shards = next;
    assert.equal(await ask(QUERIES[1]), "incomplete");
    // What was asked for along with it is still on its way.
    await opened.waitForTimeout(300);
    state.manifest = next;
    const all = await Promise.all(QUERIES.map(ask));
    // What was fetched before is still of the old build, whole; all else is of the new one.
    for (const [index, answer] of all.entries()) {
      assert.ok(
        [before[index], after[index]].some((one) => JSON.stringify(one) === JSON.stringify(answer)),
        `${QUERIES[index]}: ${JSON.stringify(answer)}`,
      );
    }
    assert.deepEqual(await ask(QUERIES[3]), after[3]);
    await close();
    // The new manifest and the old shards.
    state.shards = site;
    ({ ask, close } = await engineOn(server));
    assert.equal(await ask(QUERIES[0]), "incomplete");
    state.shards = next;
    assert.deepEqual(await ask(QUERIES[0]), after[0], "once the deploy is done, the same page answers");
    await close();
    // One shard is lost.
    state.missing = /\/d\d+-/;
    ({ ask, close } = await engineOn(server));
    assert.equal(await ask(QUERIES[0]), "incomplete");
    await close();
  });
}

/** What a broken host may answer. @type {[string, Buffer][]} */
const BROKEN = [
  ["nothing", Buffer.alloc(0)],
  ["a page", Buffer.from("<!doctype html><title>Welcome</title>")],
  ["an empty object", Buffer.from("{}\n")],
  ["a list", Buffer.from("[]\n")],
  ["null", Buffer.from("null\n")],
  ["an older format", Buffer.from('{"format":3,"facets":[]}\n')],
  ["the beginning of gzip", Buffer.from([0x1f, 0x8b, 8, 0])],
  ["noise", Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 7919) % 251))],
  ["names of prototypes", Buffer.from('{"__proto__":{"format":4},"constructor":1}\n')],
];

test("broken search data is told in words, and never believed", async (context) => {
  const state = { file: /none/, body: Buffer.alloc(0) };
  const answer = async (/** @type {string} */ path) =>
    path.startsWith("/search/") && state.file.test(path)
      ? { type: "application/octet-stream", body: state.body }
      : undefined;
  const server = await serve({ answer });
  context.after(() => server.close());
  for (const file of [/\/manifest$/, /\/[plx]\d+-/, /\/d\d+-/]) {
    for (const [what, body] of BROKEN) {
      Object.assign(state, { file, body });
      const { ask, close } = await engineOn(server);
      assert.equal(await ask('"chaos engineering"'), "incomplete", `${file}: ${what}`);
      await close();
    }
  }
});

for (const [what, file] of /** @type {const} */ ([
  ["shard", /\/[pld]\d+-/],
  ["manifest", /\/manifest$/],
])) {
  test(`a ${what} that comes decoded and cut is not believed`, async (context) => {
    const cut = { at: 0 };
    const answer = async (/** @type {string} */ path) => {
      if (!cut.at || !path.startsWith("/search/") || !file.test(path)) return undefined;
      const body = inflated(await readFile(join(site, path)));
      return { type: "application/octet-stream", body: body.subarray(0, body.length - cut.at) };
    };
    const server = await serve({ answer });
    context.after(() => server.close());
    for (cut.at of [1, 40]) {
      const { ask, close } = await engineOn(server);
      assert.equal(await ask(QUERIES[0]), "incomplete", `${cut.at} bytes are missing`);
      await close();
    }
  });
}

test("what is the matter is said in words, and trying again helps", async (context) => {
  const { state, server } = await deploying();
  context.after(() => server.close());
  const { page, close } = await openPage(browser, server.origin);
  state.missing = /\/p\d+-/;
  await page.goto(`${server.base}search/?q=kubernetes`);
  await page.waitForSelector(".search-again:not([hidden])");
  assert.match(await page.locator(".search-status").innerText(), /being replaced/);
  state.missing = undefined;
  await page.locator(".search-again").click();
  await page.waitForSelector(".search-hit");
  assert.equal(await page.locator(".search-again").isVisible(), false);
  await server.close();
  await page.locator("#search\\:input").fill("équipe");
  await page.waitForSelector(".search-again:not([hidden])");
  assert.match(await page.locator(".search-status").innerText(), /offline/);
  await close();
});

test("a page that a cache kept answers as the build that is published now", async (context) => {
  const answer = async (/** @type {string} */ path) => {
    if (!path.startsWith("/search/") || path.endsWith("/")) return undefined;
    // A cache has old shards, too, so that nothing but the manifest tells.
    const kept = path.startsWith("/search/data/") ? [site, next] : [next];
    for (const folder of kept) {
      const body = await readFile(join(folder, path)).catch(() => undefined);
      if (body) return { type: "application/octet-stream", body };
    }
    return undefined;
  };
  const server = await serve({ answer });
  context.after(() => server.close());
  const isAskedFor = () => server.requests.filter((path) => path === "/search/manifest").length;
  const { page, wrong, close } = await openPage(browser, server.origin);
  await page.goto(`${server.base}search/?q=kubernetes`);
  await page.waitForSelector(".search-facets input");
  assert.equal(isAskedFor(), 0, "what came over the network is not asked for twice");
  // As of a page that came out of a cache.
  await page.addInitScript(() => {
    const entries = performance.getEntriesByType.bind(performance);
    const visit = /** @type {any} */ ([{ transferSize: 0 }]);
    performance.getEntriesByType = (type) => (type === "navigation" ? visit : entries(type));
  });
  await page.goto(`${server.base}search/?q=kubernetes+zanzibar`);
  await page.waitForFunction(() =>
    [...document.querySelectorAll(".search-hit mark")].some((mark) => mark.textContent === "Zanzibar"),
  );
  assert.equal(isAskedFor(), 1);
  assert.deepEqual(wrong, []);
  await close();
});
