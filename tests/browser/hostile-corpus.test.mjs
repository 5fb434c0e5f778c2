// Pages that hold thousands of payloads, opened without their Content-Security-Policy: nothing of an author's runs, loads or leads away.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { stage } from "./harness.mjs";

const { browser, server } = await stage();

/** The pages of talks, one address each. */
function talks() {
  const folders = readdirSync(`${process.env.SITE}/talks`, { withFileTypes: true });
  return folders.filter((entry) => entry.isDirectory() && entry.name !== "page").map((entry) => `talks/${entry.name}/`);
}

test("no page runs what an author wrote", { timeout: 280000 }, async () => {
  const context = await browser.newContext({ bypassCSP: true, serviceWorkers: "block" });
  const page = await context.newPage();
  const ran = [];
  const asked = new Set();
  page.on("dialog", (dialog) => {
    ran.push(`${page.url()}: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(server.origin)) asked.add(request.url());
  });
  for (const address of talks()) {
    await page.goto(`${server.base}${address}`, { waitUntil: "load" });
    // What waits for a pointer or the focus gets both.
    await page.evaluate(() => {
      for (const element of document.querySelectorAll(".prose *")) {
        for (const kind of ["mouseover", "pointerenter", "focus", "animationstart", "toggle", "error", "load"]) {
          element.dispatchEvent(new Event(kind));
        }
      }
    });
    assert.equal(page.url(), `${server.base}${address}`, "the page stays where it is");
  }
  assert.deepEqual(ran, []);
  assert.deepEqual([...asked], []);
  await context.close();
});
