// A site whose talks, people, topics and events are called as a script would be: nothing of it runs, on the search page or in the dialog.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage, stage } from "./harness.mjs";

const NAME = "<img src=x onerror=alert(1)>";
const { browser, server } = await stage();

for (const place of ["page", "dialog"]) {
  test(`markup in data is text in the ${place}`, async () => {
    const { page, wrong, close } = await openPage(browser, server.origin);
    let alerts = 0;
    page.on("dialog", (dialog) => {
      alerts++;
      dialog.dismiss();
    });
    await page.goto(`${server.base}${place === "page" ? "search/" : ""}`);
    if (place === "dialog") await page.keyboard.press("Control+k");
    await page.locator("#search\\:input").fill(NAME);
    await page.waitForSelector(".search-hit");
    await page.waitForFunction(
      (name) => document.querySelector(".search-hit-title")?.textContent?.includes(name),
      NAME,
    );
    const text = await page.locator(".search-results").innerText();
    assert.ok(text.split(NAME).length > 3, "titles, people and events are shown as they are written");
    if (place === "page") {
      await page.waitForFunction((name) => document.querySelector(".search-facets")?.textContent?.includes(name), NAME);
    }
    await page.locator("#search\\:input").fill(`topic:"${NAME}" ${NAME} "`);
    await page.waitForTimeout(400);
    assert.equal(await page.locator(".search img, .search script").count(), 0);
    assert.equal(alerts, 0);
    assert.deepEqual(wrong, []);
    await close();
  });
}
