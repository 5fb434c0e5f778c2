// axe-core finds nothing on the search page and in the dialog, with results and without, light and dark. The site's language is SITE's own.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";
import { openPage, stage } from "./harness.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const { browser, server } = await stage();

async function violations(page) {
  // Colours that fade in or out are none yet.
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));
  const { violations, passes } = await page.evaluate(() =>
    /** @type {any} */ (globalThis).axe.run(document, { resultTypes: ["violations"] }),
  );
  assert.ok(passes.length > 10);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  );
}

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  for (const width of [320, 1440]) {
    test(`the search page and the dialog, ${colorScheme}, ${width} px`, async () => {
      // The page's own policy keeps foreign scripts out, and axe is one.
      const { page, wrong, close } = await openPage(browser, server.origin, {
        colorScheme,
        bypassCSP: true,
        viewport: { width, height: 900 },
      });
      await page.addInitScript(axe);
      for (const path of [
        "search/?q=kubernetes",
        "search/?q=xyzzyx+kubernetes+topic:nothing",
        "search/?q=zzzzzzzzzz",
      ]) {
        await page.goto(server.base + path);
        await page.waitForFunction(() => document.querySelector(".search-status")?.textContent);
        await page.waitForTimeout(300);
        if (width < 992) await page.evaluate(() => document.querySelector(".search-filters")?.setAttribute("open", ""));
        assert.deepEqual(await violations(page), [], path);
      }
      await page.goto(`${server.base}talks/`);
      await page.keyboard.press("/");
      await page.locator("dialog[open] input[type=search]").fill("chaos equpe");
      await page.waitForSelector("dialog .search-hit");
      await page.keyboard.press("ArrowDown");
      assert.deepEqual(await violations(page), [], "the dialog");
      assert.deepEqual(wrong, []);
      await close();
    });
  }
}
