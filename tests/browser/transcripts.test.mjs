// What is said in a recording: a phrase of the 17th minute is found, its result opens the recording there, and the page unfolds that minute.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage, stage } from "./harness.mjs";

const { browser, server } = await stage();

/** A page of which other sites are players that show nothing. */
async function reader(options = {}) {
  const opened = await openPage(browser, server.origin, options);
  /** @type {string[]} */
  const asked = [];
  await opened.context.route(/^https:/, (route) => {
    asked.push(route.request().url());
    return route.fulfill({ contentType: "text/html", body: "<title>player</title>" });
  });
  return { ...opened, asked };
}

test("a phrase that is said is found, and its result opens the recording at that second", async () => {
  const { page, asked, close } = await reader();
  await page.goto(`${server.base}search/?q=${encodeURIComponent('"équipe de nuit"')}`);
  await page.waitForSelector(".search-hit");
  const hit = page.locator(".search-hit").first();
  assert.match(await hit.innerText(), /16:45/);
  assert.equal(await hit.locator("mark").first().innerText(), "équipe");
  assert.deepEqual(asked, []);
  await hit.click();
  await page.waitForSelector(".stage iframe");
  assert.match(page.url(), /\/talks\/told\/#t=1005$/);
  assert.match(
    (await page.locator(".stage iframe").getAttribute("src")) ?? "",
    /^https:\/\/www\.youtube-nocookie\.com\/.*start=1005/,
  );
  await page.waitForSelector("details.transcript[open] .minutes .here");
  assert.match(await page.locator(".minutes .here").innerText(), /^16:00/);
  await close();
});

test("from elsewhere the recording is ready there, and asked of nobody before a click", async () => {
  const { page, asked, wrong, close } = await reader();
  await page.goto(`${server.base}talks/told/#t=1005`);
  await page.waitForSelector("details.transcript[open] .minutes .here");
  assert.deepEqual(asked, []);
  assert.match(await page.locator(".poster b").innerText(), /16:45/);
  assert.deepEqual(wrong, []);
  await page.locator(".poster").click();
  await page.waitForSelector(".stage iframe");
  assert.match((await page.locator(".stage iframe").getAttribute("src")) ?? "", /start=1005/);
  await close();
});

test("what is said is fetched when it is unfolded, and each minute starts the recording there", async () => {
  const { page, asked, close } = await reader();
  const file = "/talks/told/transcript.fr.html";
  const times = () => server.requests.filter((path) => path === file).length;
  const before = times();
  await page.goto(`${server.base}talks/told/`);
  assert.equal(times(), before);
  assert.equal(await page.locator(".minutes").count(), 0);
  const details = page.locator("details.transcript").first();
  await details.locator("summary").click();
  await details.locator(".minutes li").nth(39).waitFor();
  assert.deepEqual(asked, []);
  await details.locator("a[data-at='120']").click();
  assert.match((await page.locator(".stage iframe").getAttribute("src")) ?? "", /start=120/);
  await close();
});

test("without scripts a link leads to all that is said", async () => {
  const { page, wrong, close } = await reader({ javaScriptEnabled: false });
  await page.goto(`${server.base}talks/told/`);
  await page.locator("details.transcript summary").first().click();
  await page.locator("details.transcript a").first().click();
  assert.match(page.url(), /\/talks\/told\/transcript\.fr\.html$/);
  assert.equal(await page.locator(".minutes li").count(), 40);
  assert.match((await page.locator(".minutes a").nth(16).getAttribute("href")) ?? "", /watch\?v=aaaaaaaaaaa&t=960$/);
  assert.deepEqual(wrong, []);
  await close();
});
