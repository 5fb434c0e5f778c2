// `rexbase mcp`, asked by the protocol's own client.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";

/** @param {(client: Client) => Promise<void>} act */
async function asking(act) {
  const transport = new StdioClientTransport({
    command: process.env.REXBASE ?? "rexbase",
    args: ["mcp", "--root", process.env.PROJECT ?? "."],
    stderr: "pipe",
  });
  const client = new Client({ name: "test", version: "1.0.0" });
  /** @type {Error[]} */
  const errors = [];
  // A line on standard output that is none of the protocol's comes here.
  client.onerror = (error) => errors.push(error);
  await client.connect(transport);
  try {
    await act(client);
    assert.deepEqual(errors, []);
  } finally {
    await client.close();
  }
}

/** @param {Awaited<ReturnType<Client["callTool"]>>} result */
const text = (result) => /** @type {{ text: string }[]} */ (result.content)[0].text;

test("a client finds the tools and reads what they answer", () =>
  asking(async (client) => {
    assert.equal(client.getServerVersion()?.name, "rexbase");
    assert.ok(client.getInstructions());
    const { tools } = await client.listTools();
    assert.deepEqual(tools.map((tool) => tool.name).sort(), ["figures", "get", "lessons", "related", "search"]);
    for (const tool of tools) {
      assert.equal(tool.annotations?.readOnlyHint, true);
      assert.equal(tool.inputSchema.type, "object");
    }
    const found = await client.callTool({ name: "search", arguments: { query: "kind:talk", limit: 3 } });
    const { results, total } = /** @type {{ results: { address: string; title: string }[]; total: number }} */ (
      found.structuredContent
    );
    assert.ok(total > 3 && results.length === 3 && text(found).includes(results[0].title));

    const record = results[0].address.split("#")[0];
    const got = await client.callTool({ name: "get", arguments: { record } });
    assert.ok(text(got).startsWith('---\ntype: "talk"\n'), text(got));
    const related = await client.callTool({ name: "related", arguments: { record } });
    assert.ok(!related.isError, text(related));
    const lessons = await client.callTool({ name: "lessons", arguments: { kind: "failure" } });
    assert.match(text(lessons), /^\d+ lessons\.\n\n- failure: /);
    const figures = await client.callTool({ name: "figures", arguments: { limit: 50 } });
    assert.match(text(figures), /^\d+ figures\.\n\n- /);
  }));

test("a wrong argument is the protocol's error, and the next call is answered", () =>
  asking(async (client) => {
    for (const call of [
      { name: "search", arguments: {} },
      { name: "search", arguments: { query: 3 } },
      { name: "search", arguments: { query: "x", limit: 0 } },
      { name: "search", arguments: { query: "x", limit: 100000 } },
      { name: "lessons", arguments: { kind: "nonsense" } },
      { name: "get", arguments: { record: "talks/x", path: "/etc/passwd" } },
      { name: "write", arguments: {} },
    ]) {
      await assert.rejects(client.callTool(call), (/** @type {{ code: number }} */ error) => error.code === -32602);
    }
    for (const record of ["../../rexbase.toml", "/etc/passwd", "", "talks/no/such"]) {
      const answer = await client.callTool({ name: "get", arguments: { record } });
      assert.ok(answer.isError && text(answer).includes("There is no record"), text(answer));
    }
    const answer = await client.callTool({ name: "search", arguments: { query: "the" } });
    assert.ok(!answer.isError);
  }));
