// One page with all that Markdown can say: valid HTML, no violation that axe knows of, in both colour schemes; what is wide scrolls in itself.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { HtmlValidate } from "html-validate";
import { launch, openPage, serve, site } from "./harness.mjs";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
/** @type {Awaited<ReturnType<typeof serve>>} */
let server;
/** @type {import("playwright-core").Browser} */
let browser;
before(async () => {
  server = await serve();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

test("the page is valid", async () => {
  const validator = new HtmlValidate({
    extends: ["html-validate:standard"],
    // What is a matter of style; and a group of scrolling content needs the focus, for the keyboard.
    rules: {
      "attribute-boolean-style": "off",
      "attribute-empty-style": "off",
      "void-style": "off",
      "no-trailing-whitespace": "off",
      "long-title": "off",
      "no-inline-style": "error",
    },
  });
  const report = await validator.validateString(await readFile(join(site, "everything/index.html"), "utf8"));
  const wrong = report.results.flatMap((result) =>
    result.messages.map((message) => `${message.line}:${message.column} ${message.ruleId}: ${message.message}`),
  );
  assert.deepEqual(wrong, []);
});

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test(`axe finds nothing, ${colorScheme}`, async () => {
    const { page, wrong, close } = await openPage(browser, server.origin, {
      colorScheme,
      bypassCSP: true,
      viewport: { width: 360, height: 800 },
    });
    await page.goto(`${server.base}everything/`);
    await page.addScriptTag({ path: axe });
    const violations = await page.evaluate(async () => {
      const { violations } = await /** @type {any} */ (globalThis).axe.run();
      return violations.map(
        (/** @type {any} */ one) => `${one.id}: ${one.nodes.map((/** @type {any} */ node) => node.html).join(" | ")}`,
      );
    });
    assert.deepEqual(violations, []);
    assert.deepEqual(wrong, []);
    await close();
  });
}

test("what is wide scrolls in itself, and images are fetched in the size that is needed", async () => {
  const { page, wrong, close } = await openPage(browser, server.origin, { viewport: { width: 320, height: 700 } });
  await page.goto(`${server.base}everything/`);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 320, `the page is ${width} px wide on a screen of 320`);
  const table = page.locator(".prose .table").first();
  assert.ok(await table.evaluate((element) => element.scrollWidth > element.clientWidth), "the table does not scroll");
  await table.focus();
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => (document.querySelector(".prose .table")?.scrollLeft ?? 0) > 0);
  const image = page.locator(".prose img").first();
  await image.scrollIntoViewIfNeeded();
  assert.match(await image.evaluate((element) => /** @type {HTMLImageElement} */ (element).currentSrc), /-480\.webp$/);
  const photograph = page.locator(".prose picture img[src$='lake.jpg']");
  await photograph.scrollIntoViewIfNeeded();
  await photograph.evaluate((element) => /** @type {HTMLImageElement} */ (element).decode());
  assert.match(
    await photograph.evaluate((element) => /** @type {HTMLImageElement} */ (element).currentSrc),
    /-480\.webp$/,
  );
  assert.deepEqual(wrong, []);
  await close();
});

test("formulas are drawn, code has colours, footnotes lead there and back", async () => {
  const { page, wrong, close } = await openPage(browser, server.origin);
  await page.goto(`${server.base}everything/`);
  const fraction = await page.locator("math mfrac").first().boundingBox();
  assert.ok(fraction && fraction.height > 10 && fraction.width > 3);
  const colour = (/** @type {string} */ selector) =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => getComputedStyle(element).color);
  assert.notEqual(await colour(".hl-keyword"), await colour("pre code"));
  await page.locator(".footnote-reference a").first().click();
  assert.match(page.url(), /#fn-1$/);
  await page.locator(".footnote-back").first().click();
  assert.match(page.url(), /#fnref-1$/);
  assert.deepEqual(wrong, []);
  await close();
});
