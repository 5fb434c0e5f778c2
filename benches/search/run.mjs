// node benches/search/run.mjs --talks TALKS.json [--queries QUERIES.json] [--runs 3] [--slow [--host gzip]] NAME=FOLDER …
// Asks each engine's site the same queries in headless Chromium, the engines in turn, and prints what each query costs and finds. NAME is
// `rexbase` or `pagefind`; FOLDER is the published site. See README.md for the figures' meaning.
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { launch, openPage, serve } from "../../tests/browser/harness.mjs";
import { knownItems, REALISTIC } from "./queries.mjs";
import { slowly } from "./slow.mjs";

const SHOWN = 5;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    talks: { type: "string" },
    queries: { type: "string" },
    runs: { type: "string", default: "3" },
    known: { type: "string", default: "300" },
    slow: { type: "boolean", default: false },
    host: { type: "string", default: "plain" },
  },
});
const talks = new Map(JSON.parse(await readFile(values.talks, "utf8")).map((talk) => [talk.slug, talk]));
const given = values.queries && JSON.parse(await readFile(values.queries, "utf8"));
const realistic = given?.real ?? REALISTIC;
const known = given?.known ?? knownItems([...talks.values()], Number(values.known));

const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0;
const kib = (bytes) => Math.round(bytes / 1024);
const slugOf = (url) => url.match(/talks\/([^/]+)\/?$/)?.[1];
const words = (text) =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u);
/** Whether a talk has each of these words, or one that begins so. */
function isRelevant(slug, needed) {
  const talk = talks.get(slug);
  if (!talk) return false;
  const has = (talk.words ??= words([talk.title, talk.body, ...talk.people, ...talk.topics, ...talk.events].join(" ")));
  return needed.every((word) => has.some((other) => other.startsWith(word)));
}

/** An engine on its site: what is fetched is counted, as it is stored. */
async function engineOf(name, folder) {
  const blank = { type: "text/html", body: "<!doctype html><html lang=en><link rel=icon href='data:,'>" };
  const adapter = {
    type: "text/javascript",
    body: await readFile(new URL(name === "pagefind" ? "pagefind.mjs" : "adapter.mjs", import.meta.url)),
  };
  const server = await serve({ folder, answer: (path) => ({ "/blank.html": blank, "/adapter.mjs": adapter })[path] });
  const browser = await launch();
  const sizes = new Map();
  const size = async (path) => {
    if (!sizes.has(path)) {
      const bytes = await readFile(folder + path);
      sizes.set(path, { stored: bytes.length, compressed: Math.min(bytes.length, gzipSync(bytes).length) });
    }
    return sizes.get(path);
  };
  /** A page that has visited nothing yet. */
  async function fresh() {
    const opened = await openPage(browser, server.origin);
    await opened.page.goto(`${server.origin}/blank.html`);
    await opened.page.evaluate(() => import("/adapter.mjs"));
    server.requests.length = 0;
    return opened;
  }
  const open = (page) =>
    page.evaluate(async () => (globalThis.engine = await (await import("/adapter.mjs")).open()) && undefined);
  const ask = (page, query, count) =>
    page.evaluate(
      async ([query, count]) => {
        const start = performance.now();
        globalThis.engine ??= await (await import("/adapter.mjs")).open();
        const { total, hits } = await globalThis.engine.search(query, count);
        return { total, hits, ms: performance.now() - start };
      },
      [query, count],
    );
  /** How long a page's first query takes to compute: without the time in which it waits for something that is fetched. */
  const computing = (page, query, count) =>
    page.evaluate(
      async ([query, count]) => {
        const { fetch } = globalThis;
        let [waiting, since, waited] = [0, 0, 0];
        globalThis.fetch = async (...asked) => {
          if (!waiting++) since = performance.now();
          try {
            const answer = await fetch(...asked);
            return new Response(await answer.arrayBuffer(), { status: answer.status, headers: answer.headers });
          } finally {
            if (!--waiting) waited += performance.now() - since;
          }
        };
        const opened = await (await import("/adapter.mjs")).open();
        const start = performance.now();
        waited = 0;
        await opened.search(query, count);
        return performance.now() - start - waited;
      },
      [query, count],
    );
  const fetched = async () => {
    const paths = server.requests.splice(0).filter((path) => path !== "/adapter.mjs" && path !== "/blank.html");
    const all = await Promise.all(paths.map(size));
    const sum = (key) => all.reduce((sum, one) => sum + one[key], 0);
    return { requests: paths.length, stored: sum("stored"), compressed: sum("compressed") };
  };
  return { name, fresh, open, ask, computing, fetched, close: () => Promise.all([browser.close(), server.close()]) };
}

if (values.slow) {
  await overSlowNetwork();
  process.exit(0);
}

const engines = [];
for (const site of positionals) {
  const [name, folder] = site.split("=");
  engines.push(await engineOf(name, folder));
}

const rows = new Map(engines.map(({ name }) => [name, []]));
for (const { q, need } of realistic) {
  const times = new Map(engines.map(({ name }) => [name, []]));
  const last = new Map();
  for (let run = 0; run < Number(values.runs); run++) {
    for (const engine of engines) {
      const { page, close } = await engine.fresh();
      const answer = await engine.ask(page, q, SHOWN);
      times.get(engine.name).push(answer.ms);
      last.set(engine.name, { ...answer, ...(await engine.fetched()) });
      await close();
    }
  }
  const texts = engines.map(({ name }) => {
    const { total, hits, requests, stored, compressed } = last.get(name);
    const row = {
      ms: median(times.get(name)),
      requests,
      stored,
      compressed,
      relevant: hits.filter(({ url }) => isRelevant(slugOf(url), need)).length,
    };
    rows.get(name).push(row);
    return `${name}: ${kib(stored)} KiB, ${requests} requests, ${Math.round(row.ms)} ms, ${total} found, ${row.relevant} of ${SHOWN}`;
  });
  console.log(`${q.padEnd(34)} ${texts.join(" | ")}`);
}
for (const engine of engines) {
  const of = (key) => rows.get(engine.name).map((row) => row[key]);
  console.log(
    `${engine.name}, cold: ${kib(median(of("stored")))} KiB at the median (${kib(median(of("compressed")))} where a host compresses), ${kib(Math.max(...of("stored")))} at most, ` +
      `${median(of("requests"))} requests, ${Math.round(median(of("ms")))} ms to the first ${SHOWN} results`,
  );
  const computed = [];
  for (const { q } of realistic) {
    const { page, close } = await engine.fresh();
    computed.push(await engine.computing(page, q, SHOWN));
    await close();
  }
  console.log(
    `${engine.name}, the first query of a page: ${median(computed).toFixed(1)} ms to compute at the median, ${Math.max(...computed).toFixed(1)} at most`,
  );
  const { page, close } = await engine.fresh();
  await engine.open(page);
  await engine.fetched();
  const further = [];
  for (const { q } of realistic) {
    await engine.ask(page, q, SHOWN);
    further.push((await engine.fetched()).stored);
  }
  console.log(`${engine.name}, each further query: ${kib(median(further))} KiB at the median`);
  for (const key of ["q", "typo"]) {
    let [sum, found] = [0, 0];
    const times = [];
    for (const item of known) {
      const { hits, ms } = await engine.ask(page, item[key], 10);
      times.push(ms);
      const rank = hits.findIndex(({ url }) => slugOf(url) === item.slug) + 1;
      if (rank) [sum, found] = [sum + 1 / rank, found + 1];
    }
    console.log(
      `${engine.name}, ${key === "q" ? "known items" : "the same with a typo"}: MRR@10 ${(sum / known.length).toFixed(3)}, ${found} of ${known.length} in the top ten, ${median(times).toFixed(1)} ms at the median`,
    );
  }
  await close();
}
const [ours, theirs] = engines.map(({ name }) => rows.get(name));
if (theirs) {
  const worse = realistic.filter((_, index) => ours[index].relevant < theirs[index].relevant).map(({ q }) => q);
  console.log(
    `time to first results, ${engines[0].name} to ${engines[1].name}: ${(median(ours.map(({ ms }) => ms)) / median(theirs.map(({ ms }) => ms))).toFixed(2)}`,
  );
  console.log(
    `fewer relevant results in the first ${SHOWN} than ${engines[1].name}: ${worse.length ? worse.join(", ") : "on no row"}`,
  );
}
await Promise.all(engines.map(({ close }) => close()));
process.exit(0);

/** What a reader waits for over a slow network, each engine's site in turn. */
async function overSlowNetwork() {
  const sites = await Promise.all(positionals.map((site) => slowly(...site.split("="), SHOWN, values.host)));
  const of = new Map(sites.map((site) => [site, /** @type {Record<string, number>[]} */ ([])]));
  for (const { q } of realistic) {
    const texts = [];
    for (const site of sites) {
      const seen = await site.ask(q);
      of.get(site).push(seen);
      texts.push(`${site.name}: ${Math.round(seen.texts)} ms, ${seen.series} in series`);
    }
    console.log(`${q.padEnd(34)} ${texts.join(" | ")}`);
  }
  for (const [{ name }, seen] of of) {
    const [times, series] = ["texts", "series"].map((key) => seen.map((one) => one[key]));
    console.log(
      `${name}, over 400 ms and 400 kbit/s: ${Math.round(median(times))} ms to the first ${SHOWN} results at the median, ${Math.round(Math.max(...times))} at most; ` +
        `${median(series)} requests in series, ${Math.max(...series)} at most`,
    );
  }
  const [ours] = sites;
  const { facets } = await ours.ask(realistic[0].q, "facets");
  console.log(`${ours.name}, ${realistic[0].q}: ${Math.round(facets)} ms to the first filters`);
  await Promise.all(sites.map((site) => site.close()));
}
