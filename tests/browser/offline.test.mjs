// Offline after the first visit, and never an old build while the network answers. SITE and NEXT are two builds of one site; in
// NEXT a talk says "zanzibar". Service workers want a secure origin, and are not asked for on loopback addresses: so the host has a name.
import assert from "node:assert/strict";
import { test } from "node:test";
import { launch, serve, site } from "./harness.mjs";

const next = /** @type {string} */ (process.env.NEXT);

for (const root of ["/", "/some/where/"]) {
  test(`offline below ${root}`, async () => {
    let folder = site;
    let isDown = false;
    // One server that serves whichever build is deployed.
    const servers = await Promise.all([serve({ folder: site, root }), serve({ folder: next, root })]);
    const front = await serve({
      root,
      answer: async (path) => {
        if (isDown) return { drop: true };
        const server = servers[folder === site ? 0 : 1];
        const answer = await fetch(`${server.origin}${path}`);
        return { status: answer.status, type: answer.headers.get("content-type"), body: Buffer.from(await answer.arrayBuffer()) };
      },
    });
    const { port } = new URL(front.origin);
    const origin = `http://site.test:${port}`;
    const base = origin + root;
    const browser = await launch("--host-resolver-rules=MAP site.test 127.0.0.1", `--unsafely-treat-insecure-origin-as-secure=${origin}`);
    const page = await browser.newPage();
    const isControlled = () => page.waitForFunction(() => navigator.serviceWorker.controller);
    const isKept = (/** @type {RegExp} */ pattern) =>
      page.waitForFunction(
        async (source) => {
          for (const name of await caches.keys()) {
            const kept = await (await caches.open(name)).keys();
            if (kept.some(({ url }) => new RegExp(source).test(url))) return true;
          }
          return false;
        },
        pattern.source,
        { polling: 200 },
      );
    const found = async (/** @type {string} */ query) => {
      await page.goto(`${base}search/?q=${encodeURIComponent(query)}`);
      await page.waitForFunction(() => document.querySelector(".search-status")?.textContent?.match(/\d|Nothing|offline/));
      return page.locator(".search-hit-title").allInnerTexts();
    };
    await page.goto(base);
    await isControlled();
    await isKept(/\/dates$/);

    isDown = true;
    const offline = await found("kubernetes");
    assert.ok(offline.length > 3, "the search was never used before, and answers offline");
    assert.deepEqual(await found("zanzibar"), [], "it is not written yet");

    isDown = false;
    folder = next;
    assert.equal((await found("zanzibar")).length, 1, "what is new is found at once");
    await isKept(/\/dates$/);
    isDown = true;
    assert.equal((await found("zanzibar")).length, 1, "and then offline too");
    await browser.close();
    await Promise.all([front, ...servers].map((server) => server.close()));
  });
}

test("on a loopback address nothing is kept", async () => {
  const server = await serve();
  const browser = await launch();
  const page = await browser.newPage();
  await page.goto(server.base, { waitUntil: "load" });
  await page.waitForTimeout(300);
  assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
  await browser.close();
  await server.close();
});
