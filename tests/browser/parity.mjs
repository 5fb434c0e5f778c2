// node parity.mjs SITE_OUTPUT VECTORS: asks the browser's engine every query of VECTORS on the site's search data, and compares
// its answers with those that are written there, scores bit for bit. Prints what differs and how many; exits with 1 when any does.
import { readFile, readdir } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const MOST_SHOWN = 10;
const [output, path] = process.argv.slice(2);
const base = pathToFileURL(resolve(output, "search") + "/").href;
// The engine as it is published, which is not quite as it is written.
const folder = (await readdir(resolve(output, "assets"))).find((name) => /^[0-9a-f]{10}$/.test(name));
const { open } = await import(pathToFileURL(resolve(output, "assets", folder, "search/engine.js")).href);

/** Answers from the disk as a host of plain files would. */
async function fetchFile(address) {
  try {
    return new Response(await readFile(fileURLToPath(new URL(address, base))));
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
    return new Response("<!doctype html><title>Not found</title>", { status: 404 });
  }
}

const number = new DataView(new ArrayBuffer(4));
function bitsOf(score) {
  if (Math.fround(score) !== score) return `${score} is no 32-bit number`;
  number.setFloat32(0, score);
  return number.getUint32(0);
}

/** What the engine found, in the form of the vectors: nothing is null, no people are an empty list. */
function comparable({ total, notes, hits }) {
  return {
    total,
    notes: notes.map((note) => (note.note === "unknown-filter" ? { ...note, suggestion: note.suggestion ?? null } : note)),
    hits: hits.map((hit) => ({
      document: hit.document,
      score_bits: bitsOf(hit.score),
      title: hit.title,
      address: hit.address,
      kind: hit.kind,
      language: hit.language,
      date: hit.date ?? null,
      people: hit.people ?? [],
      event: hit.event ?? null,
      source: hit.source ?? null,
      excerpt: hit.excerpt ? { ...hit.excerpt, anchor: hit.excerpt.anchor ?? null, heading: hit.excerpt.heading ?? "" } : null,
    })),
  };
}

/** The first place where two values are not the same, or nothing. */
function difference(expected, found, place = "") {
  if (Object.is(expected, found)) return undefined;
  const both = [expected, found];
  if (both.some((value) => typeof value !== "object" || value === null)) {
    return `${place}: ${JSON.stringify(expected)} is expected, ${JSON.stringify(found)} found`;
  }
  const keys = new Set(both.flatMap(Object.keys));
  for (const key of keys) {
    const deeper = difference(expected[key], found[key], `${place}/${key}`);
    if (deeper) return deeper;
  }
  return undefined;
}

const vectors = JSON.parse(await readFile(path, "utf8"));
const engine = await open({ base, fetch: fetchFile });
let differences = 0;
for (const { query, options, ...expected } of vectors) {
  let different;
  try {
    different = difference(expected, comparable(await engine.search(query, options)));
  } catch (error) {
    different = error.stack;
  }
  if (different) {
    differences += 1;
    if (differences <= MOST_SHOWN) console.log(`${JSON.stringify(query.slice(0, 200))} ${JSON.stringify(options)}\n  ${different}`);
  }
}
console.log(`${differences} differences in ${vectors.length} queries`);
process.exitCode = differences ? 1 : 0;
