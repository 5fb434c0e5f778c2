// node parity.mjs SITE_OUTPUT VECTORS: asks the published engine every query of VECTORS on the site's search data, in Node and in a page
// in Chromium, and compares its answers with those that are written there, scores bit for bit. Prints what differs and how many;
// exits with 1 when any does.
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { differences } from "./comparison.js";
import { assetOf, launch, openPage, serve } from "./harness.mjs";

const MOST_SHOWN = 10;
/** How many vectors cross to the page at once. */
const CHUNK = 250;
const [output, path] = process.argv.slice(2);
const vectors = JSON.parse(await readFile(path, "utf8"));
// The engine as it is published, which is not quite as it is written.
const address = await assetOf("search/engine.js", output);

async function inNode() {
  const base = pathToFileURL(`${resolve(output, "search")}/`).href;
  /** Answers from the disk as a host of plain files would. */
  async function fetchFile(address) {
    try {
      return new Response(await readFile(fileURLToPath(new URL(address, base))));
    } catch (error) {
      if (error.code !== "ENOENT") throw error;
      return new Response("<!doctype html><title>Not found</title>", { status: 404 });
    }
  }
  const { open } = await import(pathToFileURL(resolve(output, address)).href);
  return differences(await open({ base, fetch: fetchFile }), vectors);
}

async function inChromium() {
  const comparison = await readFile(new URL("comparison.js", import.meta.url), "utf8");
  const answer = (asked) => (asked === "/comparison.js" ? { type: "text/javascript", body: comparison } : undefined);
  const server = await serve({ folder: output, answer });
  const browser = await launch();
  const { page, wrong } = await openPage(browser, server.origin);
  await page.goto(server.base);
  await page.evaluate(async (address) => {
    const { open } = await import(`/${address}`);
    const { differences } = await import("/comparison.js");
    const engine = await open({ base: `${location.origin}/search/` });
    globalThis.differ = (vectors) => differences(engine, vectors);
  }, address);
  const lines = [];
  for (let at = 0; at < vectors.length; at += CHUNK) {
    lines.push(...(await page.evaluate((vectors) => globalThis.differ(vectors), vectors.slice(at, at + CHUNK))));
  }
  await browser.close();
  await server.close();
  return [...lines, ...wrong];
}

for (const [name, run] of Object.entries({ Node: inNode, Chromium: inChromium })) {
  const lines = await run();
  lines.slice(0, MOST_SHOWN).forEach((line) => console.log(line));
  console.log(`${lines.length} differences in ${vectors.length} queries in ${name}`);
  if (lines.length) process.exitCode = 1;
}
