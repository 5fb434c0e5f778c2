// Search as a reader meets it: the page whose address is its state, the dialog, the keyboard, what is said; and with what a hostile site or reader brings.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { inflated, openPage, serve, site, stage } from "./harness.mjs";

const { browser, server } = await stage();

/** Waits until the answer to what was asked last is shown. */
const said = (page, pattern = /\d|Nothing/) =>
  page.waitForFunction(
    (source) => new RegExp(source).test(document.querySelector(".search-status")?.textContent ?? ""),
    pattern.source,
  );
const titles = (page) => page.locator(".search-hit-title").allInnerTexts();

test("the search page's address is its state, and Back restores it", async () => {
  const { page, wrong, close } = await openPage(browser, server.origin);
  await page.goto(`${server.base}search/?q=kubernetes`);
  await said(page);
  // Five come at once, then five more.
  await page.waitForFunction(() => document.querySelectorAll(".search-hit").length === 10);
  const first = await titles(page);
  await page.locator('.search-facets input[name="kind"][value="lesson"]').check();
  await page.waitForFunction(() => document.querySelector(".search-filters summary")?.textContent?.includes("1"));
  assert.match(page.url(), /q=kubernetes&kind=lesson/);
  const lessons = await page.locator(".search-hit").evaluateAll((hits) => hits.map((hit) => hit.className));
  assert.ok(lessons.length && lessons.every((name) => name.includes("kind-lesson")));
  await page.goBack();
  await said(page);
  await page.waitForFunction((count) => document.querySelectorAll(".search-hit").length === count, first.length);
  assert.deepEqual(await titles(page), first);
  assert.deepEqual(wrong, []);
  await close();
});

test("results stay announced, however long the rest of them takes", async () => {
  const { page, wrong, close } = await openPage(browser, server.origin);
  // What would be said of slow answers is said as soon as the first results are there, unless nobody waits for it any more.
  await page.addInitScript(() => {
    const [set, clear] = [setTimeout, clearTimeout];
    /** @type {Map<number, TimerHandler>} */
    const waiting = new Map();
    Object.assign(window, {
      setTimeout: (/** @type {any} */ act, /** @type {number} */ wait, /** @type {any[]} */ ...rest) => {
        const timer = set(act, wait, ...rest);
        if (wait === 250) waiting.set(timer, act);
        return timer;
      },
      clearTimeout: (/** @type {number} */ timer) => {
        waiting.delete(timer);
        clear(timer);
      },
    });
    new MutationObserver(() => {
      if (!document.querySelector(".search-hit")) return;
      for (const act of waiting.values()) /** @type {() => void} */ (act)();
      waiting.clear();
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto(`${server.base}search/?q=kubernetes`);
  await page.waitForFunction(() => document.querySelectorAll(".search-hit").length === 10);
  assert.match(await page.locator(".search-status").innerText(), /^\d+ /);
  assert.deepEqual(wrong, []);
  await close();
});

test("counts are exact, years make a range, and results can be sorted by date", async () => {
  const { page, wrong, close } = await openPage(browser, server.origin);
  await page.goto(`${server.base}search/?q=kubernetes`);
  await page.waitForSelector("#search\\:year-from");
  const total = (await page.locator(".search-status").innerText()).replace(/\D/g, "");
  const kinds = await page.locator('.search-facets label:has(input[name="kind"]) .count').allInnerTexts();
  assert.equal(
    kinds.reduce((sum, count) => sum + Number(count), 0),
    Number(total),
    "the kinds' counts add up",
  );
  await page.locator("#search\\:year-from").fill("2018");
  await page.locator("#search\\:year-to").fill("2018");
  await page.locator("#search\\:year-to").press("Enter");
  await page.waitForFunction(() => new URLSearchParams(location.search).get("year") === "2018..2018");
  const dates = async () =>
    (await page.locator(".search-hit .meta").allInnerTexts()).map((facts) => facts.match(/\d{4}(-\d\d)*/)?.[0]);
  await page.waitForFunction(() =>
    [...document.querySelectorAll(".search-hit .meta")].every((facts) => facts.textContent?.includes("2018")),
  );
  assert.equal(await page.locator("#search\\:year-from").inputValue(), "2018");
  await page.locator("#search\\:sort").selectOption("date");
  await page.waitForFunction(() => new URLSearchParams(location.search).get("sort") === "date");
  await page.waitForFunction(() => {
    const dates = [...document.querySelectorAll(".search-hit .meta")].map(
      (facts) => facts.textContent?.match(/\d{4}(-\d\d)*/)?.[0] ?? "",
    );
    return dates.length > 1 && dates.every((date, index) => index === 0 || dates[index - 1] >= date);
  });
  assert.ok((await dates()).every((date) => date?.startsWith("2018")));
  assert.deepEqual(wrong, []);
  await close();
});

test("the dialog opens by key, follows the arrows, and says what was done", async () => {
  const { page, wrong, close } = await openPage(browser, server.origin);
  await page.goto(`${server.base}talks/`);
  await page.keyboard.press("/");
  const input = page.locator("dialog[open] input[type=search]");
  await input.pressSequentially("kuberntes");
  await said(page);
  assert.match(await page.locator("dialog .search-notes").innerText(), /kubernetes/);
  assert.equal(await input.getAttribute("aria-expanded"), "true");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  const active = await input.getAttribute("aria-activedescendant");
  assert.equal(active, "search:hit-1");
  assert.equal(await page.locator(`[id="${active}"]`).getAttribute("aria-selected"), "true");
  await page.keyboard.press("Home");
  assert.equal(await input.getAttribute("aria-activedescendant"), null, "the caret moved, so no result is marked");
  await page.keyboard.press("ArrowUp");
  const last = (await page.locator("dialog .search-hit").count()) - 1;
  assert.equal(await input.getAttribute("aria-activedescendant"), `search:hit-${last}`);
  await page.keyboard.press("Escape");
  assert.ok(await page.locator("dialog[open]").count(), "the first Escape goes back to the text");
  assert.equal(await input.getAttribute("aria-activedescendant"), null);
  await page.keyboard.press("Control+k");
  await page.keyboard.press("ArrowDown");
  const href = await page
    .locator("#search\\:hit-0")
    .evaluate((link) => /** @type {HTMLAnchorElement} */ (link).pathname);
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.pathname === href);
  assert.deepEqual(wrong, []);
  await close();
});

test("Enter in the dialog leads to the search page with all results", async () => {
  const { page, wrong, close } = await openPage(browser, server.origin);
  // A page below two folders, whose relative addresses are not those of the search page.
  await page.goto(`${server.base}talks/devops-rex-2017/tarkett/`);
  await page.keyboard.press("Control+k");
  await page.locator("dialog[open] input[type=search]").fill("équipe");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/search\/\?q=/);
  await said(page);
  assert.ok((await titles(page)).length);
  assert.deepEqual(wrong, []);
  await close();
});

test("queries that mean nothing are answered or explained", async () => {
  const { page, wrong, close } = await openPage(browser, server.origin);
  await page.goto(`${server.base}search/`);
  await said(page);
  const queries = [
    "a".repeat(10_000),
    "chaos ".repeat(2_000),
    '"',
    "“",
    "-",
    "- -",
    "*",
    ":",
    "topic:",
    '-topic:x -""',
    "🦀🔥",
    "\0",
    "a\0b",
    "\ud800",
    "x\udfff y",
    "\u202e\u200d",
    "<img src=x onerror=alert(1)>",
  ];
  for (const query of queries) {
    await page.evaluate((query) => {
      const status = /** @type {HTMLElement} */ (document.querySelector(".search-status"));
      status.textContent = "";
      const input = /** @type {HTMLInputElement} */ (document.querySelector("#search\\:input"));
      input.value = query;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }, query);
    await page.waitForFunction(() => document.querySelector(".search-status")?.textContent);
    const text = await page.locator(".search-said").innerText();
    assert.doesNotMatch(text, /undefined|fault/, JSON.stringify(query.slice(0, 50)));
  }
  assert.deepEqual(wrong, []);
  await close();
});

test("a chain of three: the page; engine, lexicon and postings; texts", async () => {
  /** @type {(value?: unknown) => void} */
  let release = () => {};
  const held = new Promise((resolve) => (release = resolve));
  const slow = await serve({
    answer: async (path) => {
      if (/\/(engine\.js|search\.css)$/.test(path)) await held;
      // It is not needed before the results, nor is any script but the engine.
      if (path === "/search/manifest") await new Promise(() => {});
      return undefined;
    },
  });
  const { page, wrong, close } = await openPage(browser, slow.origin);
  await page.goto(`${slow.base}search/?q=k8s+incidents`, { waitUntil: "commit" });
  const isAskedFor = (/** @type {string} */ sort) =>
    slow.requests.some((path) => path.startsWith(`/search/data/${sort}`));
  while (!isAskedFor("l") || !isAskedFor("p")) await page.waitForTimeout(20);
  assert.ok(!slow.requests.some((path) => path.endsWith("/early.js")), "the page has that script in itself");
  await page.waitForTimeout(200);
  const before = slow.requests.length;
  release();
  await said(page);
  assert.ok((await titles(page)).length);
  const after = slow.requests.slice(before).filter((path) => /\/data\/[lp]\d/.test(path));
  assert.deepEqual(after, [], "words, stems and synonyms were known from the manifest in the page");
  assert.deepEqual(wrong, []);
  await close();
  await slow.close();
});

test("a host that forbids scripts in pages gives the same answers", async () => {
  const headers = { "content-security-policy": "script-src 'self'" };
  const strict = await serve({
    answer: async (path) =>
      path === "/search/"
        ? { type: "text/html; charset=utf-8", body: await readFile(join(site, "search/index.html")), headers }
        : undefined,
  });
  const found = [];
  for (const host of [server, strict]) {
    const { page, wrong, close } = await openPage(browser, host.origin);
    await page.goto(`${host.base}search/?q=kubernetes`);
    await page.waitForFunction(() => document.querySelectorAll(".search-hit").length === 10);
    found.push(await titles(page));
    assert.equal(wrong.length, host === strict ? 1 : 0, wrong.join("\n"));
    await close();
  }
  assert.deepEqual(found[0], found[1]);
  assert.ok(strict.requests.some((path) => path.endsWith("/early.js")));
  await strict.close();
});

test("a filter of very many values is fetched when a reader opens it", async () => {
  const manifest = inflated(await readFile(join(site, "search/manifest")));
  const end = manifest.indexOf(10);
  const told = JSON.parse(manifest.subarray(0, end).toString());
  // The people move from the manifest to a file that is said to be big.
  const bodies = /** @type {Buffer[]} */ ([]);
  let [at, people] = [end + 1, Buffer.alloc(0)];
  for (const facet of told.facets) {
    const body = manifest.subarray(at, (at += facet[1]));
    if (facet[0] === "person" && facet[1]) {
      people = body;
      facet.splice(1, 1, 0, "0badcafe", 1_000_000);
    } else bodies.push(body);
  }
  assert.ok(people.length, "the demo has few people");
  const head = Buffer.from([0x66, told.format, 0x0b, 0xad, 0xca, 0xfe, 0, 0, 0, 0]);
  head.writeUInt32LE(people.length, 6);
  const changed = Buffer.concat([Buffer.from(`${JSON.stringify(told)}\n`), ...bodies]);
  const files = /** @type {Record<string, Buffer>} */ ({
    "/search/manifest": changed,
    "/search/data/f-person-0badcafe": Buffer.concat([head, people]),
    "/search/": Buffer.from(
      (await readFile(join(site, "search/index.html"), "utf8")).replace(
        /(?<=id="search:manifest">)[^<]*/,
        gzipSync(changed).toString("base64"),
      ),
    ),
  });
  const typeOf = (/** @type {string} */ path) =>
    path === "/search/" ? "text/html; charset=utf-8" : "application/octet-stream";
  const big = await serve({ answer: (path) => files[path] && { type: typeOf(path), body: files[path] } });
  const isFetched = () => big.requests.includes("/search/data/f-person-0badcafe");
  const { page, wrong, close } = await openPage(browser, big.origin);
  await page.goto(`${big.base}search/`);
  const open = page.locator("#search\\:all-person");
  await open.waitFor();
  assert.equal(await page.locator('.search-facets input[name="person"]').count(), 0);
  assert.ok(!isFetched());
  await open.click();
  const first = page.locator('.search-facets input[name="person"]').first();
  await first.waitFor();
  assert.ok(isFetched() && (await first.evaluate((box) => box === document.activeElement)));
  await first.check();
  await page.waitForFunction(() => new URLSearchParams(location.search).has("person"));
  await page.reload();
  await page.locator('.search-facets input[name="person"]:checked').waitFor();
  assert.deepEqual(wrong, []);
  await close();
  await big.close();
});
