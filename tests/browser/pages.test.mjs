// Pages of every kind: no error, no request to another origin, nothing wider than a narrow screen, no shift while loading, nothing that keeps
// readers out, in light and dark, and HTML as the standard has it; with scripts off, the ways between them work.
import assert from "node:assert/strict";
import { readdir, readFile, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { HtmlValidate } from "html-validate";
import { launch, openPage, serve, site } from "./harness.mjs";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const NARROW = { viewport: { width: 320, height: 640 } };
/** How many pages are looked at at once. */
const AT_ONCE = 3;
/**
 * The layout shift that is left to a page, of which 0.1 is what readers should see at most (web.dev/cls): a frame that is painted while the document still arrives
 * may wrap a line whose end is missing. Everything below a line of text that moves by it comes to more.
 */
const SHIFT = 0.02;
/** In other languages than English, only what differs is looked at: how long words are, and whether the HTML is valid; `THOROUGH=1` looks at everything. */
const ONLY_WORDS =
  !(await readFile(join(site, "index.html"), "utf8")).includes('<html lang="en"') && !process.env.THOROUGH;

/** Addresses of each kind of page: those at the root; below each folder the list, and its largest page. */
async function kindsOfPages() {
  const pages = ["", "404.html"];
  for (const entry of (await readdir(site, { withFileTypes: true })).filter((entry) => entry.isDirectory())) {
    const found = (await readdir(join(site, entry.name), { recursive: true })).filter((path) =>
      path.endsWith("index.html"),
    );
    const sized = await Promise.all(
      found.map(async (path) => ({
        address: `${entry.name}/${path.slice(0, -"index.html".length)}`,
        size: (await stat(join(site, entry.name, path))).size,
      })),
    );
    const list = sized.find(({ address }) => address === `${entry.name}/`);
    const records = sized
      .filter((page) => page !== list)
      .sort((a, b) => b.size - a.size || (a.address < b.address ? -1 : 1));
    pages.push(...[list, records[0]].flatMap((page) => page?.address ?? []));
  }
  return [...new Set(pages)];
}

/** @type {import("playwright-core").Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof serve>>} */
let server;
/** @type {string[]} */
let pages;
before(async () => {
  const root = process.env.ROOT ?? "/";
  [browser, server, pages] = await Promise.all([launch(), serve({ root }), kindsOfPages()]);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** Looks at every page, a few at once; what is wrong with them is a list. @param {object} options @param {(page: import("playwright-core").Page, path: string) => Promise<string[]>} look */
async function everyPage(options, look) {
  const queue = [...pages];
  /** @type {string[]} */
  const found = [];
  const worker = async () => {
    const { page, wrong, close } = await openPage(browser, server.origin, options);
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      found.push(...(await look(page, path)).map((what) => `/${path}: ${what}`));
    }
    found.push(...wrong);
    await close();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return found;
}

/** What keeps readers out. @param {import("playwright-core").Page} page @param {any} [options] */
async function barriers(page, options = {}) {
  const violations = await page.evaluate(
    async (options) =>
      (
        await /** @type {any} */ (globalThis).axe.run(document, {
          resultTypes: ["violations"],
          ...options,
          rules: { "target-size": { enabled: true }, ...options.rules },
        })
      ).violations,
    options,
  );
  return violations.flatMap((/** @type {any} */ rule) =>
    rule.nodes
      .slice(0, 3)
      .map(
        (/** @type {any} */ node) =>
          `${rule.id}: ${node.html.slice(0, 160)} (${(node.any[0] ?? node.all[0] ?? node.none[0])?.message})`,
      ),
  );
}

test("every kind of page fits 320 px, stays still, and keeps nobody out, in light and dark", async () => {
  assert.ok(pages.length > 15, `${pages.length} pages are few`);
  const found = await everyPage({ ...NARROW, colorScheme: "light", reducedMotion: "reduce" }, async (page, path) => {
    /** @type {string[]} */
    const wrong = [];
    await page.goto(server.base + path, { waitUntil: "load" });
    if ((await page.locator('meta[http-equiv="refresh"]').count()) > 0) return [];
    const { width, shifted } = await page.evaluate(async () => {
      await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted, 30)));
      const shifts = await new Promise((told) => {
        const observer = new PerformanceObserver((list) => told(list.getEntries()));
        observer.observe({ type: "layout-shift", buffered: true });
        setTimeout(() => told([]), 30);
      });
      return {
        width: document.documentElement.scrollWidth,
        shifted: shifts.reduce((sum, entry) => sum + entry.value, 0),
      };
    });
    if (width > 320) wrong.push(`${width} px wide on a screen of 320`);
    if (shifted > SHIFT) wrong.push(`shifts by ${shifted}`);
    if (ONLY_WORDS) return wrong;
    await page.evaluate(AXE);
    wrong.push(...(await barriers(page)));
    await page.emulateMedia({ colorScheme: "dark" });
    wrong.push(...(await barriers(page, { runOnly: ["color-contrast"] })).map((what) => `dark: ${what}`));
    await page.emulateMedia({ colorScheme: "light" });
    return wrong;
  });
  assert.deepEqual(found, []);
});

test("every kind of page is HTML as the standard has it", async () => {
  const validator = new HtmlValidate({ extends: ["html-validate:standard"], root: true });
  /** @type {string[]} */
  const found = [];
  for (const path of pages) {
    const file = join(site, path.endsWith(".html") ? path : `${path}index.html`);
    const report = await validator.validateString(await readFile(file, "utf8"), file);
    for (const { messages } of report.results) {
      found.push(
        ...messages
          .slice(0, 5)
          .map(({ line, column, ruleId, message }) => `/${path}:${line}:${column}: ${ruleId}: ${message}`),
      );
    }
  }
  assert.deepEqual(found, []);
});

test("without scripts, each page leads to the others", { skip: ONLY_WORDS }, async () => {
  const found = await everyPage({ javaScriptEnabled: false }, async (page, path) => {
    if (path === "404.html") return [];
    await page.goto(server.base + path);
    if ((await page.locator('meta[http-equiv="refresh"]').count()) > 0) return [];
    /** @type {string[]} */
    const wrong = [];
    if ((await page.locator('meta[http-equiv="Content-Security-Policy"]').count()) !== 1)
      wrong.push("has no Content-Security-Policy");
    if ((await page.locator("h1").count()) !== 1 || !(await page.locator("h1").innerText()))
      wrong.push("has not one title");
    if ((await page.locator("nav a[href]").count()) <= 3) wrong.push("leads nowhere");
    if (await page.locator("button.scheme").isVisible()) wrong.push("has a button that does nothing");
    return wrong;
  });
  assert.deepEqual(found, []);
});

test("every link of the home page's navigation is there", async () => {
  const root = new URL(server.base).pathname;
  const { page, close } = await openPage(browser, server.origin);
  await page.goto(server.base);
  const hrefs = await page
    .locator("nav a[href]")
    .evaluateAll((links) => links.map((link) => /** @type {HTMLAnchorElement} */ (link).pathname));
  for (const href of hrefs.map((href) => href.slice(root.length))) {
    assert.ok(await readFile(join(site, !href || href.endsWith("/") ? `${href}index.html` : href)), href);
  }
  await close();
});

test("structured data is read under a policy that forbids inline scripts", async () => {
  const { page, wrong, close } = await openPage(browser, server.origin);
  await page.goto(server.base);
  const data = JSON.parse((await page.locator('script[type="application/ld+json"]').textContent()) ?? "");
  assert.equal(data["@graph"][0]["@type"], "WebSite");
  assert.deepEqual(wrong, []);
  await close();
});
