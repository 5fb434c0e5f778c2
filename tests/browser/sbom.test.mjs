// What the program is made of, as `scripts/sbom` tells it, by the schema of CycloneDX 1.6; and that every package is told whose place it is.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import formats from "ajv-formats";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const library = dirname(createRequire(import.meta.url).resolve("@cyclonedx/cyclonedx-library/package.json"));

/** @param {string} name */
const schema = async (name) => JSON.parse(await readFile(join(library, "res/schema", name), "utf8"));

test("the bill of materials is valid and whole", async () => {
  const text = execFileSync(join(root, "scripts/sbom"), { encoding: "utf8", maxBuffer: 1 << 28 });
  const bom = JSON.parse(text);
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true });
  formats.default(ajv);
  ajv.addFormat("iri-reference", true);
  ajv.addFormat("idn-email", true);
  ajv.addSchema(await schema("spdx.SNAPSHOT.schema.json"), "http://cyclonedx.org/schema/spdx.SNAPSHOT.schema.json");
  ajv.addSchema(
    await schema("jsf-0.82.SNAPSHOT.schema.json"),
    "http://cyclonedx.org/schema/jsf-0.82.SNAPSHOT.schema.json",
  );
  const isValid = ajv.compile(await schema("bom-1.6.SNAPSHOT.schema.json"));
  assert.ok(isValid(bom), JSON.stringify(isValid.errors?.slice(0, 3)));
  assert.ok(!isValid({ ...bom, bomFormat: "ours" }));
  assert.ok(bom.components.length > 200);
  for (const { name, hashes, licenses } of bom.components) {
    assert.ok(hashes?.length === 1 && licenses?.length === 1, name);
  }
  const known = new Set(bom.components.map((/** @type {{ "bom-ref": string }} */ one) => one["bom-ref"]));
  for (const { ref, dependsOn } of bom.dependencies) {
    assert.ok(ref === bom.metadata.component["bom-ref"] || known.has(ref), ref);
    assert.deepEqual(
      dependsOn.filter((/** @type {string} */ one) => !known.has(one)),
      [],
      ref,
    );
  }
});
