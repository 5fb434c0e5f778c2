// Structured data against schema.org's vocabulary: every page's JSON-LD is one graph; and for one page of each kind the compiler of TypeScript
// checks it against the types of `schema-dts`, which are generated from the vocabulary.
import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { site } from "./harness.mjs";

const here = dirname(fileURLToPath(import.meta.url));

/** The JSON-LD of every page that has some, by path. */
async function graphs() {
  /** @type {Map<string, any>} */
  const all = new Map();
  const pages = (await readdir(site, { recursive: true })).filter((path) => path.endsWith("index.html"));
  for (const path of pages.sort()) {
    const html = await readFile(join(site, path), "utf8");
    const blocks = [...html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)];
    assert.ok(blocks.length <= 1, `${path} has ${blocks.length} blocks`);
    if (blocks[0]) all.set(path, JSON.parse(blocks[0][1]));
  }
  return all;
}

test("every page of a record has one graph, which ends with the way to it", async () => {
  const all = await graphs();
  assert.ok(all.size > 100, `${all.size} pages`);
  for (const [path, data] of all) {
    assert.equal(data["@context"], "https://schema.org", path);
    if (path === "index.html") continue;
    const way = data["@graph"].at(-1);
    assert.equal(way["@type"], "BreadcrumbList", path);
    way.itemListElement.forEach((/** @type {any} */ step, /** @type {number} */ index) => {
      assert.equal(step.position, index + 1, path);
      assert.ok(step.name && URL.canParse(step.item), path);
    });
    JSON.stringify(data, (key, value) => {
      assert.notEqual(value, null, `${path} says that ${key} is null`);
      return value;
    });
  }
});

test("the compiler finds nothing that the vocabulary does not know", async () => {
  const all = await graphs();
  /** @type {Map<string, [string, any]>} */
  const chosen = new Map();
  // Of each kind the page that says most.
  for (const [path, data] of all) {
    const kind = path.split("/")[0];
    const known = chosen.get(kind);
    if (!known || JSON.stringify(data).length > JSON.stringify(known[1]).length) chosen.set(kind, [path, data]);
  }
  const folder = await mkdtemp(join(here, "node_modules", ".structured-data-"));
  try {
    const file = join(folder, "pages.ts");
    // `query-input` is no property: schema.org/docs/actions.html defines what `-input` after one means.
    const known = (/** @type {string} */ key, /** @type {any} */ value) => (key.endsWith("-input") ? undefined : value);
    const lines = [...chosen.values()].map(
      ([path, data], index) => `// ${path}\nexport const page${index}: Graph = ${JSON.stringify(data, known)};`,
    );
    // A property that no type has must be found.
    const wrong = `export const wrong: Graph = {"@context":"https://schema.org","@graph":[{"@type":"Event","name":"x","speaker":"y"}]};`;
    await writeFile(file, `import type { Graph } from "schema-dts";\n${lines.join("\n")}\n${wrong}\n`);
    const program = ts.createProgram([file], {
      noEmit: true,
      strict: true,
      skipLibCheck: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      types: [],
    });
    const text = await readFile(file, "utf8");
    const found = ts.getPreEmitDiagnostics(program).map((diagnostic) => {
      const line = text.slice(0, diagnostic.start).split("\n").length - 1;
      return `${text.split("\n")[line - 1]}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n")}`;
    });
    const isExpected = (/** @type {string} */ message) => message.includes("speaker");
    assert.ok(found.some(isExpected), `the compiler checks nothing: ${found.join("\n")}`);
    assert.deepEqual(
      found.filter((message) => !isExpected(message)),
      [],
    );
  } finally {
    await rm(folder, { recursive: true });
  }
});
