// What the browser tests share: a server of a built site's folder, and a headless Chromium whose pages say what went wrong on them.
// The folder of the site is in the environment's SITE; Chromium in CHROMIUM, or where Debian puts it.
import { createServer } from "node:http";
import { readdir, readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { after } from "node:test";
import { chromium } from "playwright-core";

const TYPES = {
  ".css": "text/css",
  ".gz": "application/gzip",
  ".html": "text/html; charset=utf-8",
  ".ics": "text/calendar; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webp": "image/webp",
  ".xml": "application/xml",
};

/** The folder of the site that is tested. */
export const site = process.env.SITE ?? "output";

/**
 * Serves a folder on a free port of the loopback address, below `root`, as one of the hosts that there are: `plain` sends files as they
 * are, `gzip` compresses everything, `decoded` says of compressed files that they are encoded, so that browsers decode them. All say the policy of
 * the folder's `_headers`.
 * `answer(path)` may answer a request otherwise, with `{ status, type, body, headers }`.
 * @param {{ folder?: string, root?: string, host?: "plain" | "gzip" | "decoded", answer?: (path: string) => any }} [options]
 */
export async function serve({ folder = site, root = "/", host = "plain", answer = () => undefined } = {}) {
  /** @type {string[]} */
  const requests = [];
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
    requests.push(path);
    const said = await readFile(join(folder, "_headers"), "utf8").catch(() => "");
    const policy = said.match(/^ {2}Content-Security-Policy: (.*)$/m)?.[1];
    if (policy) response.setHeader("content-security-policy", policy);
    const send = (
      /** @type {number} */ status,
      /** @type {string} */ type,
      /** @type {Buffer | string} */ body,
      headers = {},
    ) => {
      const bytes = host === "gzip" ? gzipSync(body) : body;
      const encoding = host === "gzip" ? { "content-encoding": "gzip" } : {};
      response.writeHead(status, { "content-type": type, ...encoding, ...headers });
      response.end(request.method === "HEAD" ? undefined : bytes);
    };
    const other = await answer(path);
    if (other)
      return other.drop
        ? request.socket.destroy()
        : send(other.status ?? 200, other.type ?? "text/plain", other.body ?? "", other.headers);
    const notFound = async () => send(404, TYPES[".html"], await readFile(join(folder, "404.html")).catch(() => "404"));
    if (!path.startsWith(root) || path.includes("\0")) return notFound();
    const file = join(folder, normalize(`/${path.slice(root.length)}`));
    try {
      const name = path.endsWith("/") ? join(file, "index.html") : file;
      const bytes = await readFile(name);
      const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
      const type = TYPES[/** @type {keyof typeof TYPES} */ (extname(name))] ?? "application/octet-stream";
      if (host === "decoded" && isGzip) {
        response.writeHead(200, { "content-type": type, "content-encoding": "gzip" });
        return response.end(bytes);
      }
      send(200, type, bytes);
    } catch {
      await notFound();
    }
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", () => ready(undefined)));
  const address = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    origin: `http://127.0.0.1:${address.port}`,
    base: `http://127.0.0.1:${address.port}${root}`,
    requests,
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
}

/** A headless Chromium, which looks for nothing outside this machine. @param {string[]} more arguments */
export function launch(...more) {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      ...more,
    ],
  });
}

/** A browser and a server of the site, for all tests of a file: both are gone after the last. */
export async function stage() {
  const [browser, server] = await Promise.all([launch(), serve()]);
  after(() => Promise.all([browser.close(), server.close()]));
  return { browser, server };
}

/**
 * A page that keeps what went wrong on it: `wrong` lists errors on the console, exceptions, and requests to other origins than `origin`.
 * @param {import("playwright-core").Browser} browser @param {string} origin @param {import("playwright-core").BrowserContextOptions} [options]
 */
export async function openPage(browser, origin, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  /** @type {string[]} */
  const wrong = [];
  page.on(
    "console",
    (message) => message.type() === "error" && wrong.push(`console: ${message.text()} (${message.location().url})`),
  );
  page.on("pageerror", (error) => wrong.push(`exception: ${error.stack ?? error}`));
  page.on("request", (request) => {
    const { protocol, origin: asked } = new URL(request.url());
    if (asked !== origin && protocol.startsWith("http")) wrong.push(`request: ${request.url()}`);
  });
  return { page, context, wrong, close: () => context.close() };
}

/** The address of one of the theme's assets, below the site's root. @param {string} name @param {string} [folder] */
export async function assetOf(name, folder = site) {
  const found = (await readdir(join(folder, "assets"), { recursive: true })).find(
    (path) => path === name || path.endsWith(`/${name}`),
  );
  if (!found) throw new Error(`no asset is called ${name}`);
  return `assets/${found}`;
}

/** What a decoded body would be, for tests that change data: gunzips what is compressed. @param {Buffer} bytes */
export const inflated = (bytes) => (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes);
