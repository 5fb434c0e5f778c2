// node benches/search/answers.mjs TALKS.json FOLDER: what the browser's engine finds on a published site, asked in Node from its files.
//
// - Known items: three words of a title find their talk (MRR@10), as they are and with a typo.
// - Phrases: four and five words of a title that follow one another, in quotation marks, find their talk.
// - English: of plain English queries, the share of English talks among the first ten, and among all that match.
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { argv } from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { ENGLISH, knownItems, phrasesOf } from "./queries.mjs";

const [talksFile, folder] = argv.slice(2);
const talks = JSON.parse(await readFile(talksFile, "utf8"));
const base = pathToFileURL(`${resolve(folder, "search")}/`).href;
const kept = new Map();
async function fetch(address) {
  const path = fileURLToPath(new URL(address, base));
  if (!kept.has(path)) kept.set(path, await readFile(path));
  return new Response(kept.get(path));
}
const { open } = await import(pathToFileURL(resolve(folder, "search/engine.js")).href);
const engine = await open({ base, fetch });

const slugOf = (hit) => hit.address.match(/talks\/([^/#]+)/)?.[1];
const find = (query, limit) => engine.search(`kind:talk ${query}`, { limit, lastWord: "prefix" });

async function reciprocalRank(items, query) {
  let sum = 0;
  for (const item of items) {
    const { hits } = await find(query(item), 10);
    const at = hits.findIndex((hit) => slugOf(hit) === item.slug);
    sum += at < 0 ? 0 : 1 / (at + 1);
  }
  return (sum / items.length).toFixed(3);
}

const known = knownItems(talks, 300);
const asTyped = await reciprocalRank(known, ({ q }) => q);
const withTypo = await reciprocalRank(known, ({ typo }) => typo);
console.log(`known items: MRR@10 ${asTyped}, with a typo ${withTypo}`);

const phrases = phrasesOf(talks, 318);
const missed = [];
for (const { slug, phrase } of phrases) {
  const { hits } = await find(`"${phrase}"`, 1000);
  if (!hits.some((hit) => slugOf(hit) === slug)) missed.push(phrase);
}
console.log(`phrases: ${missed.length} of ${phrases.length} do not find their talk ${missed.join(" | ")}`);

let [first, firstEnglish, all, allEnglish] = [0, 0, 0, 0];
for (const query of ENGLISH) {
  const { hits, total } = await find(query, 10);
  const english = await find(`lang:en ${query}`, 100_000);
  const isEnglish = new Set(english.hits.map((hit) => hit.address));
  first += hits.length;
  firstEnglish += hits.filter((hit) => isEnglish.has(hit.address)).length;
  all += total;
  allEnglish += english.total;
}
const percent = (part, whole) => `${((100 * part) / whole).toFixed(1)} %`;
console.log(
  `English queries: ${percent(firstEnglish, first)} of the first ten are English, ${percent(allEnglish, all)} of all`,
);
