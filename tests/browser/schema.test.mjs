// The JSON Schemas for editors: each is one of draft 7, takes what is written in the demo, and refuses slips.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { Ajv } from "ajv";
import { site } from "./harness.mjs";

/** @param {string} path */
const read = async (path) => JSON.parse(await readFile(join(site, path), "utf8"));

/** @type {Map<string, import("ajv").ValidateFunction>} */
const schemas = new Map();
for (const name of await readdir(join(site, "schemas"))) {
  // Strict: no keyword that draft 7 does not know, and none that is not heard, as beside a reference.
  const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true, allowMatchingProperties: true });
  schemas.set(name.replace(".json", ""), ajv.compile(await read(`schemas/${name}`)));
}

test("what authors write is valid", async () => {
  for (const { schema, path, value } of await read("valid.json")) {
    const isValid = schemas.get(schema);
    assert.ok(isValid?.(value), `${path}: ${JSON.stringify(isValid?.errors)}`);
  }
});

test("slips are refused", async () => {
  for (const { schema, value } of await read("wrong.json")) {
    assert.ok(!schemas.get(schema)?.(value), `${schema}: ${JSON.stringify(value)}`);
  }
});
