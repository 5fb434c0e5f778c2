// The charts on a narrow screen: of many years the latest are seen first, and the others can be scrolled to.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage, stage } from "./harness.mjs";

const { browser, server } = await stage();

for (const [width, isScrolled] of /** @type {const} */ ([
  [360, true],
  [1600, false],
])) {
  test(`the latest years are seen on a screen ${width} wide`, async () => {
    const { page, wrong, close } = await openPage(browser, server.origin, { viewport: { width, height: 800 } });
    await page.goto(`${server.base}explore/`);
    const chart = page.locator(".scroll-from-end").first();
    const [frame, latest, first] = await Promise.all(
      [chart, chart.locator(".chart-tick").last(), chart.locator(".chart-tick").first()].map((one) =>
        one.boundingBox(),
      ),
    );
    assert.ok(frame && latest && first);
    assert.ok(
      latest.x >= frame.x && latest.x + latest.width <= frame.x + frame.width,
      "the last year is within the frame",
    );
    assert.equal(first.x < frame.x, isScrolled, "the first year is seen where all have room");
    if (isScrolled) {
      await chart.evaluate((element) => element.scrollTo({ left: -element.scrollWidth }));
      const back = await chart.locator(".chart-tick").first().boundingBox();
      assert.ok(back && back.x >= frame.x, "the first year can be scrolled to");
    } else {
      assert.ok(first.x - frame.x < 40, "what has room begins where text does");
    }
    assert.deepEqual(wrong, []);
    await close();
  });
}

test("what a cell counts is a search away", async () => {
  const { page, wrong, close } = await openPage(browser, server.origin);
  await page.goto(`${server.base}explore/`);
  const link = page.locator(".heat td a").last();
  assert.equal(await link.getAttribute("href"), "/search/?topic=drills&year=2026&kind=talk&kind=report");
  await link.click();
  await page.waitForSelector(".search-results a");
  assert.match(await page.locator(".search-results").innerText(), /Talk 2026/);
  assert.deepEqual(wrong, []);
  await close();
});
