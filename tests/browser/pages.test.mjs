// Pages of every kind: no error, no request to another origin, nothing wider than a narrow screen, no shift while loading; and with
// scripts off, the ways between them work.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, openPage, serve, site } from "./harness.mjs";

/** One address of each kind of page: those at the root, and the first below each folder. */
async function kindsOfPages() {
  const pages = ["", "404.html"];
  for (const entry of (await readdir(site, { withFileTypes: true })).filter((entry) => entry.isDirectory())) {
    const found = (await readdir(join(site, entry.name), { recursive: true })).filter((path) => path.endsWith("index.html")).sort();
    const [list, ...records] = found.map((path) => `${entry.name}/${path.slice(0, -"index.html".length)}`).sort((a, b) => a.length - b.length);
    if (list) pages.push(list);
    if (records.length) pages.push(records[0], records[records.length - 1]);
  }
  return [...new Set(pages)];
}

/** @type {import("playwright-core").Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof serve>>} */
let server;
before(async () => {
  browser = await launch();
  server = await serve();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const WIDTH_320 = { viewport: { width: 320, height: 640 } };

test("every kind of page shows without an error, at 320 px, and does not shift", async () => {
  const { page, wrong, close } = await openPage(browser, server.origin, WIDTH_320);
  await page.addInitScript(() => {
    globalThis.shifted = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) globalThis.shifted += /** @type {any} */ (entry).value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  const pages = await kindsOfPages();
  assert.ok(pages.length > 20, `${pages.length} pages are few`);
  for (const path of pages) {
    await page.goto(server.base + path, { waitUntil: "load" });
    const { width, shifted } = await page.evaluate(async () => {
      await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted, 30)));
      return { width: document.documentElement.scrollWidth, shifted: globalThis.shifted };
    });
    assert.ok(width <= 320, `/${path} is ${width} px wide on a screen of 320`);
    assert.equal(shifted, 0, `/${path} shifts by ${shifted}`);
  }
  // The policy forbids inline scripts; structured data is none.
  await page.goto(server.base);
  const data = JSON.parse((await page.locator('script[type="application/ld+json"]').textContent()) ?? "");
  assert.equal(data["@graph"][0]["@type"], "WebSite");
  assert.deepEqual(wrong, []);
  await close();
});

test("without scripts, each page leads to the others", async () => {
  const { page, wrong, close } = await openPage(browser, server.origin, { javaScriptEnabled: false });
  for (const path of (await kindsOfPages()).filter((path) => path !== "404.html")) {
    await page.goto(server.base + path);
    const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').count();
    const isRedirect = (await page.locator('meta[http-equiv="refresh"]').count()) > 0;
    if (isRedirect) continue;
    assert.equal(policy, 1, `/${path} has no Content-Security-Policy`);
    assert.notEqual(await page.locator("h1").first().innerText(), "", `/${path}`);
    assert.ok((await page.locator("nav a[href]").count()) > 3, `/${path} leads nowhere`);
  }
  assert.deepEqual(wrong, []);
  await close();
});

test("every link of the home page's navigation is there", async () => {
  const { page, close } = await openPage(browser, server.origin);
  await page.goto(server.base);
  const hrefs = await page.locator("nav a[href]").evaluateAll((links) => links.map((link) => /** @type {HTMLAnchorElement} */ (link).pathname));
  for (const href of hrefs) assert.ok(await readFile(join(site, href.endsWith("/") ? `${href}index.html` : href)), href);
  await close();
});
