// Listens for changes while a site is previewed: swaps style sheets, puts new text in place, shows what is wrong.
// @ts-check

const root = new URL("..", import.meta.url);
const french = document.documentElement.lang.startsWith("fr");
const several = (/** @type {number} */ count) => (count > 1 ? "s" : "");
const words = french
  ? {
      title: "À corriger",
      more: "Échap pour fermer",
      badge: (/** @type {number} */ count) => `${count} problème${several(count)}`,
    }
  : {
      title: "To be mended",
      more: "Escape closes this",
      badge: (/** @type {number} */ count) => `${count} problem${several(count)}`,
    };

/** The file that an address shows. @param {string} address */
function fileOf(address) {
  const path = decodeURIComponent(new URL(address, location.href).pathname).slice(
    decodeURIComponent(root.pathname).length,
  );
  return path === "" || path.endsWith("/") ? `${path}index.html` : path;
}

/** @type {string | null} */
let start = null;
const events = new EventSource(new URL(`_rexbase/events?page=${encodeURIComponent(location.pathname)}`, root));
events.addEventListener("start", (event) => {
  if (start !== null && start !== event.data) refresh();
  start = event.data;
});
events.addEventListener("problems", (event) => showProblems(JSON.parse(event.data)));
events.addEventListener("changed", (event) => changed(JSON.parse(event.data)));
addEventListener("pagehide", () => events.close());

/** @param {string[] | null} files What changed; null for anything. */
function changed(files) {
  if (files === null) return refresh();
  const are = new Set(files);
  if (are.has("search/manifest")) {
    // The page of search has its whole state in its address.
    if (document.querySelector("main form.search")) return location.reload();
    dispatchEvent(new CustomEvent("rexbase:search-changed"));
  }
  for (const script of document.querySelectorAll("script[src]")) {
    if (are.has(fileOf(/** @type {HTMLScriptElement} */ (script).src))) return location.reload();
  }
  for (const link of document.querySelectorAll("link[rel=stylesheet]")) {
    const sheet = /** @type {HTMLLinkElement} */ (link);
    if (are.has(fileOf(sheet.href))) swap(sheet);
  }
  if (are.has(fileOf(location.href))) refresh();
}

/** Loads a style sheet anew beside the old one, which goes once the new one is there. @param {HTMLLinkElement} sheet @param {string} from */
function swap(sheet, from = sheet.href) {
  const fresh = /** @type {HTMLLinkElement} */ (sheet.cloneNode());
  const address = new URL(from, location.href);
  address.searchParams.set("v", String(Date.now()));
  fresh.href = address.href;
  fresh.addEventListener("load", () => sheet.remove());
  sheet.after(fresh);
}

let latest = 0;

/** Puts this page's new text in the place of the old. */
async function refresh() {
  const mine = ++latest;
  const response = await fetch(location.href, { cache: "no-cache" }).catch(() => null);
  if (!response || mine !== latest) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  if (mine !== latest) return;
  if (scripts(page) !== scripts(document)) return location.reload();
  styles(page);
  if (document.title !== page.title) document.title = page.title;
  document.documentElement.lang = page.documentElement.lang;
  morph(document.body, page.body);
  dispatchEvent(new CustomEvent("rexbase:refreshed"));
}

/** The scripts of a page, as one text; blocks of data are none. @param {Document} page */
const scripts = (page) =>
  [...page.querySelectorAll("script")]
    .filter((script) => !script.type.includes("json"))
    .map((script) => script.getAttribute("src") + (script.textContent ?? ""))
    .join("\n");

/** Takes the style sheets of a page that have another address than this page's. @param {Document} page */
function styles(page) {
  const find = (/** @type {Document} */ one) =>
    /** @type {HTMLLinkElement[]} */ ([...one.querySelectorAll("link[rel=stylesheet]")]);
  const old = find(document);
  find(page).forEach((sheet, index) => {
    const address = sheet.getAttribute("href");
    if (old[index] && address && old[index].getAttribute("href")?.split("?")[0] !== address) swap(old[index], address);
  });
}

/** Makes a node's content that of another, and leaves alone what is equal: so scroll, focus and open details stay. @param {Element} old @param {Element} fresh */
function morph(old, fresh) {
  attributes(old, fresh);
  const wanted = [...fresh.childNodes];
  // What is equal at both ends stays; what is between is matched in order.
  let at = 0;
  for (const node of wanted) {
    const current = [...old.childNodes].filter((child) => !isOurs(child))[at];
    if (!current) old.append(document.importNode(node, true));
    else if (!current.isEqualNode(node)) {
      const next = [...old.childNodes]
        .filter((child) => !isOurs(child))
        .slice(at + 1)
        .findIndex((child) => child.isEqualNode(node));
      if (next >= 0 && next < 20) {
        for (let i = 0; i <= next; i++) [...old.childNodes].filter((child) => !isOurs(child))[at].remove();
      } else if (isSame(current, node)) morph(/** @type {Element} */ (current), /** @type {Element} */ (node));
      else if (wanted.slice(wanted.indexOf(node) + 1).some((later) => later.isEqualNode(current)))
        current.before(document.importNode(node, true));
      else current.replaceWith(document.importNode(node, true));
    }
    at++;
  }
  for (const left of [...old.childNodes].filter((child) => !isOurs(child)).slice(at)) left.remove();
}

/** Whether one element may become the other. @param {Node} one @param {Node} other */
const isSame = (one, other) =>
  one instanceof Element && other instanceof Element && one.tagName === other.tagName && one.id === other.id;
/** @param {Node} node */
const isOurs = (node) => node instanceof Element && node.hasAttribute("data-rexbase-preview");

/** @param {Element} old @param {Element} fresh */
function attributes(old, fresh) {
  const kept = old.tagName === "DETAILS" || old.tagName === "DIALOG" ? "open" : "";
  for (const { name } of [...old.attributes]) if (name !== kept && !fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of [...fresh.attributes])
    if (name !== kept && old.getAttribute(name) !== value) old.setAttribute(name, value);
}

/** @type {HTMLElement | null} */
let panel = null;

/** @typedef {{ severity: string, message: string, path?: string, line?: number, column?: number, code?: string, source?: string, report?: string, hints?: string[] }} Problem */

/** Shows what is wrong: errors at once, warnings on demand. @param {Problem[]} problems */
function showProblems(problems) {
  const bad = problems.some((problem) => problem.severity === "error");
  panel?.remove();
  panel = null;
  if (problems.length === 0) return;
  panel = document.createElement("div");
  panel.setAttribute("data-rexbase-preview", "");
  const shadow = panel.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  shadow.adoptedStyleSheets = [sheet];
  const badge = element("button", "badge", words.badge(problems.length));
  badge.classList.toggle("bad", bad);
  const list = element("div", "list", "");
  list.setAttribute("role", "alert");
  list.append(element("h2", "", words.title), element("p", "more", words.more));
  for (const problem of problems.slice(0, 50)) list.append(item(problem));
  const toggle = () => (list.hidden = !list.hidden);
  list.hidden = !bad;
  badge.addEventListener("click", toggle);
  shadow.append(list, badge);
  document.body.append(panel);
}

addEventListener("keydown", (event) => {
  const list = /** @type {HTMLElement | null | undefined} */ (panel?.shadowRoot?.querySelector(".list"));
  if (event.key === "Escape" && list && !list.hidden) list.hidden = true;
});

/** @param {Problem} problem */
function item(problem) {
  const box = element("section", problem.severity, "");
  const place = problem.path ? `${problem.path}${problem.line ? `:${problem.line}:${problem.column ?? 1}` : ""}` : "";
  box.append(element("h3", "", problem.message), element("p", "place", place));
  if (problem.source) {
    box.append(element("pre", "", `${problem.source}\n${" ".repeat(Math.max(0, (problem.column ?? 1) - 1))}^`));
  }
  if (problem.report) box.append(element("pre", "", problem.report));
  for (const hint of problem.hints ?? []) box.append(element("p", "hint", hint));
  return box;
}

/** @param {string} name @param {string} className @param {string} text */
function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}

const STYLE = `
:host { all: initial; color-scheme: light dark; font: 15px/1.45 system-ui, sans-serif; }
.list { position: fixed; inset: auto 0 0 0; max-height: 70vh; overflow: auto; z-index: 2147483646; padding: 1rem 1.25rem 3.5rem;
  background: Canvas; color: CanvasText; border-top: 4px solid #b3261e; box-shadow: 0 -8px 30px rgb(0 0 0 / .3); }
.list[hidden] { display: none; }
h2 { font-size: 1.1rem; margin: 0; } h3 { font-size: 1rem; margin: 0; }
.more { margin: 0 0 .75rem; opacity: .7; font-size: .85rem; }
section { margin: .75rem 0; padding-left: .75rem; border-left: 3px solid #b3261e; }
section.warning { border-color: #a36a00; }
p { margin: .15rem 0; } .place { font-family: ui-monospace, monospace; opacity: .8; overflow-wrap: anywhere; }
pre { margin: .35rem 0; padding: .5rem; overflow: auto; background: color-mix(in srgb, CanvasText 8%, Canvas); font: 13px/1.4 ui-monospace, monospace; }
.badge { position: fixed; right: 1rem; bottom: 1rem; z-index: 2147483647; border: 0; border-radius: 999px; padding: .5rem .9rem;
  font: inherit; color: #fff; background: #7a5000; cursor: pointer; }
.badge.bad { background: #b3261e; }
.badge:focus-visible { outline: 3px solid CanvasText; outline-offset: 2px; }`;
