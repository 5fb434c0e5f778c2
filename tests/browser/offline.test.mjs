// Offline after the first visit, and never an old build while the network answers. SITE and NEXT are two builds of one site; in
// NEXT a talk says "zanzibar". BELOW and NEXT_BELOW are the same two with the address of a folder. Service workers want a secure origin, and are not asked for on loopback addresses: so the host has a name.
import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { assetOf, launch, serve, site } from "./harness.mjs";

const builds = /** @type {Record<string, [string, string]>} */ ({
  "/": [site, process.env.NEXT],
  "/some/where/": [process.env.BELOW, process.env.NEXT_BELOW],
});

for (const [root, [first, next]] of Object.entries(builds)) {
  test(`offline below ${root}`, async (context) => {
    let folder = first;
    let isDown = false;
    // One server that serves whichever build is deployed.
    const servers = await Promise.all([serve({ folder: first, root }), serve({ folder: next, root })]);
    const front = await serve({
      root,
      answer: async (path) => {
        if (isDown) return { drop: true };
        const server = servers[folder === first ? 0 : 1];
        const answer = await fetch(`${server.origin}${path}`);
        return {
          status: answer.status,
          type: answer.headers.get("content-type"),
          body: Buffer.from(await answer.arrayBuffer()),
        };
      },
    });
    const { port } = new URL(front.origin);
    const origin = `http://site.test:${port}`;
    const base = origin + root;
    const browser = await launch(
      "--host-resolver-rules=MAP site.test 127.0.0.1",
      `--unsafely-treat-insecure-origin-as-secure=${origin}`,
    );
    context.after(() => Promise.all([browser, front, ...servers].map((one) => one.close())));
    const page = await browser.newPage();
    const isControlled = () => page.waitForFunction(() => navigator.serviceWorker.controller);
    const kept = () =>
      page.evaluate(async () => {
        const names = await caches.keys();
        const all = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
        return all.flat().map(({ url }) => url);
      });
    /** Waits until all search data of a build is kept, and its scripts are. */
    const allKept = async (/** @type {string} */ of) => {
      const files = (await readdir(join(of, "search/data"))).map((file) => `${base}search/data/${file}`);
      for (let tries = 0; tries < 100; tries++) {
        const urls = new Set(await kept());
        if (files.every((file) => urls.has(file)) && [...urls].some((url) => url.endsWith("/search/engine.js")))
          return urls;
        await page.waitForTimeout(100);
      }
      return assert.fail("the search data is not kept");
    };
    const found = async (/** @type {string} */ query) => {
      await page.goto(`${base}search/?q=${encodeURIComponent(query)}`);
      await page.waitForFunction(() =>
        document.querySelector(".search-status")?.textContent?.match(/\d|Nothing|offline/),
      );
      return page.locator(".search-hit-title").allInnerTexts();
    };
    await page.goto(base);
    await isControlled();
    await allKept(first);

    isDown = true;
    const offline = await found("kubernetes");
    assert.ok(offline.length > 3, "the search was never used before, and answers offline");
    assert.deepEqual(await found("zanzibar"), [], "it is not written yet");
    await page.goto(`${base}reading-list/`);
    await page.waitForSelector('[data-part="empty"]:visible');

    isDown = false;
    folder = next;
    assert.equal((await found("zanzibar")).length, 1, "what is new is found at once");
    const urls = await allKept(next);
    const now = new Set(await readdir(join(next, "search/data")));
    const old = (await readdir(join(first, "search/data"))).filter((file) => !now.has(file));
    assert.ok(
      old.length > 0 && !old.some((file) => urls.has(`${base}search/data/${file}`)),
      "what only the old build has is forgotten",
    );
    isDown = true;
    assert.equal((await found("zanzibar")).length, 1, "and then offline too");
  });
}

test("of another application below the same path nothing is kept, nor what nobody may store, and not without end", async (context) => {
  const html = (/** @type {string} */ body) => ({
    type: "text/html; charset=utf-8",
    body: `<!doctype html><title>x</title>${body}`,
  });
  const style = await assetOf("style.css");
  const own = (/** @type {string} */ body) => html(`<link rel="stylesheet" href="/${style}">${body}`);
  const front = await serve({
    answer: (path) => {
      if (path === "/app/")
        return html('<img src="/app/secret.svg"><link rel="stylesheet" href="/app/assets/0123456789ab/style.css">');
      if (path === "/pages/own/") return own('<img src="/pages/own/picture.svg"><img src="/pages/own/private.svg">');
      if (path === "/pages/private/") return { ...own(""), headers: { "cache-control": "private, no-store" } };
      if (path.startsWith("/pages/many/")) return own("");
      if (path.endsWith("/private.svg"))
        return {
          type: "image/svg+xml",
          body: "<svg xmlns='http://www.w3.org/2000/svg'/>",
          headers: { "cache-control": "no-store" },
        };
      if (path.endsWith(".svg") && !path.startsWith("/assets/"))
        return { type: "image/svg+xml", body: "<svg xmlns='http://www.w3.org/2000/svg'/>" };
      if (path.startsWith("/app/")) return { body: "of another application" };
      return undefined;
    },
  });
  const origin = `http://site.test:${new URL(front.origin).port}`;
  const browser = await launch(
    "--host-resolver-rules=MAP site.test 127.0.0.1",
    `--unsafely-treat-insecure-origin-as-secure=${origin}`,
  );
  context.after(() => Promise.all([browser.close(), front.close()]));
  const page = await browser.newPage();
  const kept = () =>
    page.evaluate(async () => {
      const all = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
      return all.flat().map(({ url }) => new URL(url).pathname);
    });
  await page.goto(origin);
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  for (const path of ["/app/", "/pages/private/", "/pages/own/"]) {
    await page.goto(origin + path);
    await page.evaluate(() => fetch("api.json"));
  }
  let paths = await kept();
  for (let tries = 0; tries < 100 && !paths.includes("/pages/own/picture.svg"); tries++) {
    await page.waitForTimeout(50);
    paths = await kept();
  }
  assert.ok(paths.includes("/pages/own/") && paths.includes("/pages/own/picture.svg"), `${paths}`);
  assert.deepEqual(
    paths.filter((path) => path.startsWith("/app/") || path.includes("private")),
    [],
  );
  await page.evaluate(async () => {
    for (let number = 0; number < 320; number++) await (await fetch(`/pages/many/${number}/`)).text();
  });
  const read = (/** @type {string[]} */ paths) => paths.filter((path) => path.startsWith("/pages/"));
  for (let tries = 0; tries < 100 && !(await kept()).includes("/pages/many/319/"); tries++)
    await page.waitForTimeout(50);
  await page.waitForTimeout(200);
  paths = await kept();
  assert.ok(
    read(paths).length <= 300 && paths.includes("/pages/many/319/") && !paths.includes("/pages/own/"),
    `${read(paths).length} are kept`,
  );
  assert.ok(
    paths.includes("/") && paths.includes("/search/") && paths.includes("/search/manifest"),
    "what search needs stays",
  );
});

test("on a loopback address nothing is kept", async (context) => {
  const server = await serve();
  const browser = await launch();
  context.after(() => Promise.all([browser.close(), server.close()]));
  const page = await browser.newPage();
  await page.goto(server.base, { waitUntil: "load" });
  await page.waitForTimeout(300);
  assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
});
