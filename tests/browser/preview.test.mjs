// The preview, as an author sees it: `rexbase serve` of the site whose output is SITE, by the binary in REXBASE; the tests edit the site's files.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { launch, openPage, site } from "./harness.mjs";

const root = dirname(site);
const talk = "content/talks/devops-rex-2017/radio-france.md";
const address = "talks/devops-rex-2017/radio-france/";
const text = await readFile(join(root, talk), "utf8");

/** Saves as editors do: to another name, and from there in one step. @param {string} path @param {string} content */
async function save(path, content) {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, `${path}.tmp`), content);
  await rename(join(root, `${path}.tmp`), join(root, path));
}

/** @type {import("node:child_process").ChildProcess} */
let server;
/** @type {import("playwright-core").Browser} */
let browser;
let base = "";
before(async () => {
  server = spawn(process.env.REXBASE ?? "rexbase", ["serve", "--port", "0"], {
    cwd: root,
    stdio: ["ignore", "pipe", "ignore"],
  });
  base = await new Promise((resolve, reject) => {
    createInterface({ input: /** @type {import("node:stream").Readable} */ (server.stdout) }).on("line", (line) => {
      const found = line.match(/http:\/\/\S+/);
      if (found) resolve(found[0]);
    });
    server.on("exit", (code) => reject(new Error(`the preview ended with ${code}`)));
  });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.kill("SIGINT");
});

/** A page at an address of the preview, which says whether it was ever loaded anew. @param {string} path */
async function open(path) {
  const opened = await openPage(browser, new URL(base).origin);
  await opened.page.goto(base + path);
  await opened.page.evaluate(() => Object.assign(globalThis, { isSamePage: true }));
  // From now on the preview is listened to.
  await opened.page.waitForFunction(() =>
    performance.getEntriesByType("resource").some(({ name }) => name.includes("_rexbase/reload.js")),
  );
  await opened.page.waitForTimeout(300);
  return { ...opened, isSame: () => opened.page.evaluate(() => "isSamePage" in globalThis) };
}

/** The preview's own panel, which lives in a shadow tree. @param {import("playwright-core").Page} page */
const panel = (page) => page.locator("[data-rexbase-preview] .list");

test("an edit is put in place, and the scroll position stays", async () => {
  const { page, wrong, isSame, close } = await open(address);
  await page.setViewportSize({ width: 1000, height: 300 });
  await page.evaluate(() => scrollTo({ top: 400, behavior: "instant" }));
  const scrolled = await page.evaluate(() => scrollY);
  assert.ok(scrolled > 100);
  await save(talk, `${text}\n\nUne phrase zqpreview.\n`);
  await page.getByText("Une phrase zqpreview.").waitFor();
  assert.equal(await page.evaluate(() => scrollY), scrolled);
  assert.ok(await isSame(), "the page was loaded anew");
  await save(talk, text.replace('title = "', 'title = "Zqtitle '));
  await page.locator("h1", { hasText: "Zqtitle" }).waitFor();
  assert.match(await page.title(), /Zqtitle/);
  assert.ok(await isSame(), "the page was loaded anew");
  assert.deepEqual(wrong, []);
  await save(talk, text);
  await close();
});

test("a page that lists what was edited follows", async () => {
  const { page, isSame, close } = await open("events/devops-rex-2017/");
  await save(talk, text.replace('title = "', 'title = "Zqlisted '));
  await page.getByText("Zqlisted").first().waitFor();
  assert.ok(await isSame(), "the page was loaded anew");
  await save(talk, text);
  await close();
});

test("a broken file shows what to mend and where, and its last good page", async () => {
  const { page, close } = await open(address);
  const heading = await page.locator("h1").innerText();
  const broken = text.replace("date = 2017-10-02", 'date = "in the autumn"');
  assert.notEqual(broken, text);
  await save(talk, broken);
  await panel(page).waitFor();
  const line = broken.split("\n").findIndex((line) => line.startsWith("date")) + 1;
  const said = await panel(page).innerText();
  assert.ok(said.includes(`${talk}:${line}:`), said);
  assert.ok(said.includes('date = "in the autumn"'), said);
  assert.ok((await panel(page).locator(".hint").count()) > 0, said);
  assert.equal(await page.locator("h1").innerText(), heading);
  // A page that is opened now says so, too, and Escape puts it away.
  const other = await open("");
  await panel(other.page).waitFor();
  await other.page.keyboard.press("Escape");
  assert.ok(!(await panel(other.page).isVisible()));
  await other.close();
  await save(talk, text);
  await panel(page).waitFor({ state: "detached" });
  await close();
});

test("a style sheet is swapped, not the page; a broken template is told", async () => {
  const config = await readFile(join(root, "rexbase.toml"), "utf8");
  await save("rexbase.toml", `theme = "mine"\n${config}`);
  const { page, isSame, close } = await open(address);
  await save("themes/mine/assets/style.css", "body { --of-the-test: 1; } h1 { letter-spacing: 7px; }");
  await page.waitForFunction(
    () => getComputedStyle(/** @type {Element} */ (document.querySelector("h1"))).letterSpacing === "7px",
  );
  assert.ok(await isSame(), "the page was loaded anew");
  await save("themes/mine/templates/talk.html", "{% if %}");
  await panel(page).waitFor();
  const said = await panel(page).innerText();
  assert.ok(said.includes("themes/mine/templates/talk.html"), said);
  await rm(join(root, "themes/mine/templates/talk.html"));
  await panel(page).waitFor({ state: "detached" });
  await save("rexbase.toml", config);
  await close();
});

test("search finds the new text within a second, on a page that was open before", async () => {
  const { page, wrong, close } = await open("search/");
  const input = page.locator("form.search input[name=q]");
  await input.fill("docker");
  await page.locator(".search-hit").first().waitFor();
  await input.fill("zqnouveau");
  await page.waitForURL(/zqnouveau/);
  const begin = Date.now();
  await save(talk, `${text}\n\nUn mot : zqnouveau.\n`);
  await page.locator(".search-hit", { hasText: "Radio France" }).first().waitFor();
  console.log(`found after ${Date.now() - begin} ms`);
  assert.deepEqual(wrong, []);
  await save(talk, text);
  await close();
});
