// Addresses of names from before: of pages that are no more since their names share one, and of places on such a page that are no more since the name has its own.
import assert from "node:assert/strict";
import { test } from "node:test";
import { launch, serve } from "./harness.mjs";

const root = process.env.ROOT ?? "/";

test("former addresses arrive", async (context) => {
  const [browser, server] = await Promise.all([launch(), serve({ root })]);
  context.after(() => Promise.all([browser.close(), server.close()]));
  const page = await browser.newPage();
  for (const [former, now] of [
    ["people/ada-example/", "people/also/a/#ada-example"],
    ["people/ada-example", "people/also/a/#ada-example"],
    ["people/also/b/#bob-example", "people/bob-example/"],
    ["people/also/a/#bob-example", "people/bob-example/"],
    ["people/also/z/#ada-example", "people/also/a/#ada-example"],
  ]) {
    await page.goto("about:blank");
    await page.goto(server.base + former);
    await page.waitForURL(server.base + now, { timeout: 20_000 });
  }
  // What never was stays what it is: nothing there.
  await page.goto(`${server.base}people/nobody/`);
  await page.waitForLoadState("networkidle");
  assert.equal(page.url(), `${server.base}people/nobody/`);
});
