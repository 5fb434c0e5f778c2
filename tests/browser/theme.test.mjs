// What the theme's scripts do, on the site of extremes: colours that are remembered, recordings that wait for a click, code that is copied.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, openPage, serve } from "./harness.mjs";

const TALK = "talks/night-and-day/forty-speakers/";

/** @type {import("playwright-core").Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof serve>>} */
let server;
before(async () => {
  [browser, server] = await Promise.all([launch(), serve({ root: "/kb/" })]);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** @param {import("playwright-core").Page} page */
const paper = (page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);

test("colours are the system's until a reader chooses, and the choice is there before the first paint", async () => {
  const { page, wrong, close } = await openPage(browser, server.origin, { colorScheme: "light" });
  await page.goto(server.base);
  const light = await paper(page);
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await paper(page);
  assert.notEqual(light, dark);
  await page.emulateMedia({ colorScheme: "light" });
  const button = page.locator("button.scheme");
  await page.waitForSelector('button.scheme[aria-label="Dark colours"]');
  await button.click();
  assert.equal(await paper(page), dark);
  assert.equal(await button.getAttribute("aria-label"), "Light colours");
  // The stylesheet never comes: the choice was made by the script before it.
  await page.goto(`${server.base}topics/`, { waitUntil: "commit" });
  await page.waitForSelector("body");
  assert.equal(await page.evaluate(() => document.documentElement.dataset.scheme), "dark");
  await page.locator("button.scheme").click();
  assert.equal(await page.evaluate(() => localStorage.length), 0, "the system's own choice is not kept");
  assert.deepEqual(wrong, []);
  await close();
});

test("a recording is asked for by a click, from its own host alone", async () => {
  const { page, context, wrong, close } = await openPage(browser, server.origin);
  /** @type {string[]} */
  const asked = [];
  await context.route(/^https:/, (route) => {
    asked.push(route.request().url());
    return route.fulfill({ contentType: "text/html", body: "<title>player</title>" });
  });
  await page.goto(server.base + TALK);
  const policy = (await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content")) ?? "";
  assert.match(policy, /frame-src https:\/\/www\.youtube-nocookie\.com; media-src 'self' https:\/\/media\.example$/);
  const poster = page.locator(".poster").first();
  assert.equal(await poster.getAttribute("href"), "https://www.youtube.com/watch?v=aaaaaaaaaaa");
  assert.deepEqual(asked, []);
  const place = () =>
    page
      .locator(".stage")
      .first()
      .evaluate((stage) => ({ top: stage.getBoundingClientRect().top + scrollY, height: stage.clientHeight }));
  const before = await place();
  await poster.click();
  await page.waitForSelector("iframe");
  assert.deepEqual(asked, ["https://www.youtube-nocookie.com/embed/aaaaaaaaaaa?autoplay=1"]);
  assert.deepEqual(await place(), before, "nothing moves");
  await page.locator(".chapters a").nth(1).click();
  await page.waitForFunction(() => document.querySelector("iframe")?.src.includes("start=750"));
  await page.locator(".poster").click();
  assert.equal(await page.locator("video").getAttribute("src"), "https://media.example/2024/talk.webm");
  assert.deepEqual(
    wrong.filter((what) => !what.startsWith("request: ")),
    [],
  );
  await close();
});

test("pages without recordings may show no frame", async () => {
  const { page, close } = await openPage(browser, server.origin);
  await page.goto(server.base);
  assert.doesNotMatch(
    (await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content")) ?? "",
    /frame-src/,
  );
  await close();
});

test("code can be copied, and sections linked to", async () => {
  const { page, wrong, close } = await openPage(browser, server.origin, {
    permissions: ["clipboard-read", "clipboard-write"],
  });
  await page.goto(server.base + TALK);
  const block = page.locator(".code").first();
  await block.hover();
  await block.locator(".copy").click();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^fn a_function_with_a_name/);
  assert.equal(await block.locator(".copy").innerText(), "Copied");
  const anchor = page.locator("#context .anchor");
  assert.equal(await anchor.innerText(), "Context");
  assert.equal(await anchor.getAttribute("href"), "#context");
  assert.deepEqual(wrong, []);
  await close();
});

test("a programme has its evening's night, in the event's time", async () => {
  const { page, close } = await openPage(browser, server.origin, { javaScriptEnabled: false });
  await page.goto(`${server.base}events/night-and-day/`);
  const days = await page.locator(".day > h3").allInnerTexts();
  assert.deepEqual(days, ["March\u00a01, 2024", "March\u00a02, 2024"]);
  const first = page.locator(".day").first();
  const times = (await first.locator(".when b").allInnerTexts()).map((time) => time.replace(/\s/gu, " "));
  assert.deepEqual(times, [
    "10:00 AM–1:00 PM",
    "10:00 AM–11:30 AM",
    "10:00 AM–10:30 AM",
    "10:30 AM–11:00 AM",
    "12:30 AM–1:15 AM",
  ]);
  await first.locator("summary").click();
  assert.equal(await first.locator("table.grid thead th").count(), 3);
  assert.equal(await first.locator("table.grid td[rowspan]").count(), 2);
  await close();
});

test("what is awaited has its age", async () => {
  const { page, close } = await openPage(browser, server.origin);
  await page.goto(`${server.base}debts/`);
  await page
    .locator("time[data-since] + .meta", { hasText: /\(.*(year|month|day)/ })
    .first()
    .waitFor();
  await close();
});

test("what a reader marks is listed, saved as a file, and added from one", async () => {
  const { page, wrong, close } = await openPage(browser, server.origin);
  const list = `${server.base}reading-list/`;
  const rows = (/** @type {string} */ mark) => page.locator(`[data-part="${mark}"] li`);
  await page.goto(list);
  await page.waitForSelector('[data-part="empty"]:visible');
  await page.goto(server.base + TALK);
  const title = (await page.locator("h1").textContent())?.trim() ?? "";
  const later = page.locator('[data-mark="later"]');
  await later.click();
  assert.equal(await later.getAttribute("aria-pressed"), "true");
  await page.goto(list);
  assert.equal(await rows("later").locator("a").textContent(), title);
  assert.equal(await rows("later").locator("a").getAttribute("href"), server.base + TALK);
  await rows("later").getByRole("button", { name: "Seen" }).click();
  assert.equal(await rows("later").count(), 0);
  assert.equal(await rows("seen").count(), 1);
  const [saved] = await Promise.all([page.waitForEvent("download"), page.locator('[data-does="save"]').click()]);
  const file = await saved.path();
  page.once("dialog", (dialog) => dialog.accept());
  await page.locator('[data-does="forget"]').click();
  assert.equal(await page.evaluate(() => localStorage.length), 0);
  const input = page.locator('input[type="file"]');
  await input.setInputFiles(file);
  await page.waitForFunction(() => document.querySelector('[role="status"]')?.textContent === "1 entry added.");
  assert.equal(await rows("seen").count(), 1);
  // What a stranger's file may hold.
  const entry = { title: "<img src=x onerror=alert(1)>", later: "2026-01-01" };
  const addresses = [
    "javascript:alert(1)",
    "//evil.example/",
    "https://evil.example/",
    "../../x/",
    "talks/?q=1",
    "talks/x/",
  ];
  const pages = Object.fromEntries(addresses.map((address) => [address, entry]));
  const text = JSON.stringify({
    format: "rexbase reading list",
    version: 1,
    pages: { ...pages, "talks/y/": { title: 1 } },
  });
  await input.setInputFiles({ name: "x.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await page.waitForFunction(() => document.querySelectorAll('[data-part="later"] li').length === 1);
  assert.equal(await rows("later").locator("a").getAttribute("href"), `${server.base}talks/x/`);
  assert.equal(await rows("later").locator("a").textContent(), entry.title);
  for (const text of ["", "[]", "null", '{"pages":{}}', "no JSON"]) {
    await input.setInputFiles({ name: "x.json", mimeType: "application/json", buffer: Buffer.from(text) });
    await page.waitForFunction(() =>
      document.querySelector('[role="status"]')?.textContent?.includes("no reading list"),
    );
  }
  assert.deepEqual(wrong, []);
  await close();
});
