// The API against its own schema: every document is valid under the JSON Schema (2020-12) that is published beside them.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { site } from "./harness.mjs";

/** @param {string} path */
const read = async (path) => JSON.parse(await readFile(join(site, "api", path), "utf8"));

test("every document is valid under the published schema", async () => {
  // Formats of numbers (`uint32` …) are notes of the schema's maker.
  const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: false });
  const isValid = ajv.compile(await read("schema.json"));
  const paths = (await readdir(join(site, "api"), { recursive: true })).filter(
    (path) => path.endsWith(".json") && path !== "schema.json",
  );
  assert.ok(paths.length >= 10, `${paths.length} documents`);
  for (const path of paths)
    assert.ok(isValid(await read(path)), `${path}: ${JSON.stringify(isValid.errors?.slice(0, 5))}`);
});

test("the schema refuses what is wrong", async () => {
  const isValid = new Ajv2020({ strict: false, validateFormats: false }).compile(await read("schema.json"));
  for (const wrong of [{ title: null }, { url: null }, { event: "x" }, { id: 1 }]) {
    const talks = await read("talks.json");
    Object.assign(talks.items[0], wrong);
    assert.ok(!isValid(talks), JSON.stringify(wrong));
  }
  assert.ok(!isValid({ collection: "talks" }));
});
