// node transcripts.mjs QUERIES WITHOUT WITH: how many bytes a first query fetches, of its engine and its data, as they are stored, on a site without transcripts and on the
// same with them (transcripts.py makes both, and the queries). Each query opens the engine anew, with nothing cached, and asks for the first five results, and for ten.
import { readFile, readdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [path, ...outputs] = process.argv.slice(2);
const queries = JSON.parse(await readFile(path, "utf8"));

async function measure(output) {
  await writeFile(join(output, "package.json"), '{ "type": "module" }');
  const scripts = (await readdir(join(output, "assets"), { recursive: true })).filter((name) =>
    name.endsWith("search/engine.js"),
  );
  let engine = 0;
  for (const name of scripts) engine += (await readFile(join(output, "assets", name))).length;
  const { open } = await import(
    pathToFileURL(
      resolve(
        output,
        "assets",
        scripts.find((name) => name.endsWith("engine.js")),
      ),
    ).href
  );
  const base = pathToFileURL(`${resolve(output, "search")}/`).href;
  const found = [];
  for (const { sort, q } of queries) {
    const bytes = { five: engine, ten: engine, manifest: 0, said: 0 };
    const asked = new Set();
    let isFirst = true;
    const fetch = async (address) => {
      try {
        const body = await readFile(fileURLToPath(new URL(address, base)));
        if (!asked.has(address))
          for (const key of ["five", "ten"]) if (key === "ten" || isFirst) bytes[key] += body.length;
        if (address.endsWith("manifest")) bytes.manifest = body.length;
        if (/\/s\d+-/.test(address)) bytes.said += body.length;
        asked.add(address);
        return new Response(body);
      } catch {
        return new Response("", { status: 404 });
      }
    };
    const search = await open({ base, fetch });
    const first = await search.search(q, { limit: 5 });
    isFirst = false;
    await search.search(q, { limit: 5, offset: 5 });
    found.push({
      sort,
      q,
      ...bytes,
      total: first.total,
      moment: first.hits.filter((hit) => hit.address.includes("#t=")).length,
    });
  }
  return found;
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const [without, withThem] = await Promise.all(outputs.map(measure));
for (const sort of ["title", "word", "said", "phrase"]) {
  const of = (all) => all.filter((query) => query.sort === sort);
  const line = ["five", "ten", "manifest", "said"].map((key) => {
    const [before, after] = [without, withThem].map((all) => median(of(all).map((query) => query[key])));
    return `${key} ${before} -> ${after}${before ? ` (+${Math.round((100 * (after - before)) / before)} %)` : ""}`;
  });
  const growth = of(withThem).map((query, i) => query.five / of(without)[i].five - 1);
  console.log(
    `${sort}: ${line.join("; ")}; most +${Math.round(100 * Math.max(...growth))} %, of five ${median(of(withThem).map((query) => query.moment))} are moments`,
  );
}
