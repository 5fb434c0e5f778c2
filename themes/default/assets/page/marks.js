// What a reader keeps for later or has seen: kept in this browser, under the root of the site. The buttons that stand on talks and reports are here, too.
// @ts-check

/** What is kept of a page: what it was called, and when it was marked. @typedef {{ title: string, later?: string, seen?: string }} Entry */
/** @typedef {"later" | "seen"} Mark */

/** The most pages that a list has, and the longest title, so that a stranger's file cannot fill the browser. */
const MOST = 5000;
const LONGEST = 300;

/** The list of one site, by the addresses of its pages below the root. */
export class Marks {
  /** @param {string} root the site's root, as a path */
  constructor(root) {
    this.root = new URL(root, location.href);
    this.key = `rexbase:${this.root.pathname}:reading-list`;
  }

  /** What is kept; nothing where a browser keeps nothing. @returns {Map<string, Entry>} */
  all() {
    try {
      return this.read(JSON.parse(localStorage.getItem(this.key) ?? "{}"));
    } catch {
      return new Map();
    }
  }

  /** Keeps this in place of all that was kept. @param {Map<string, Entry>} all @returns {boolean} whether there is room for it */
  keep(all) {
    if (all.size > MOST) return false;
    try {
      if (all.size === 0) localStorage.removeItem(this.key);
      else localStorage.setItem(this.key, JSON.stringify(this.written(all)));
      return true;
    } catch {
      return false;
    }
  }

  /** Marks a page, or takes a mark away. @param {string} address @param {string} title @param {Mark} mark @param {boolean} isMarked */
  mark(address, title, mark, isMarked) {
    const all = this.all();
    /** @type {Entry} */
    const entry = { ...all.get(address), title };
    delete entry[mark];
    if (isMarked) entry[mark] = new Date().toISOString().slice(0, 10);
    if (entry.later || entry.seen) all.set(address, entry);
    else all.delete(address);
    return this.keep(all);
  }

  /** Puts what a file has to what is kept. @param {string} text @returns {number | "wrong_file" | "full"} how many pages are new, or why none is */
  add(text) {
    let added;
    try {
      added = this.read(JSON.parse(text), true);
    } catch {
      return "wrong_file";
    }
    const all = this.all();
    const before = all.size;
    for (const [address, entry] of added) all.set(address, { ...entry, ...all.get(address) });
    return this.keep(all) ? all.size - before : "full";
  }

  /** @param {Map<string, Entry>} all */
  written(all) {
    return { format: "rexbase reading list", version: 1, pages: Object.fromEntries(all) };
  }

  /** A list as it was written, less whatever does not belong there. @param {any} written @param {boolean} isForeign whether it must say what it is */
  read(written, isForeign = false) {
    if (isForeign && written?.format !== "rexbase reading list") throw new TypeError("another file");
    /** @type {Map<string, Entry>} */
    const all = new Map();
    for (const [address, { title, later, seen }] of Object.entries(written.pages ?? {}).slice(0, MOST)) {
      const url = new URL(address, this.root);
      const isBelow =
        url.origin === this.root.origin && url.href.startsWith(this.root.href) && !url.search && !url.hash;
      const isDay = (/** @type {unknown} */ day) => typeof day === "string" && /^\d{4}-\d\d-\d\d$/.test(day);
      if (!isBelow || typeof title !== "string" || !(isDay(later) || isDay(seen))) continue;
      all.set(url.href.slice(this.root.href.length), {
        title: title.slice(0, LONGEST),
        ...(isDay(later) ? { later } : {}),
        ...(isDay(seen) ? { seen } : {}),
      });
    }
    return all;
  }

  /** Says when another tab changes the list. @param {() => void} act */
  whenChanged(act) {
    addEventListener("storage", ({ key }) => {
      if (key === this.key || key === null) act();
    });
  }
}

const bar = /** @type {HTMLElement | null} */ (document.querySelector(".marks[data-root]"));
if (bar) showButtons(bar, new Marks(bar.dataset.root ?? "/"));

/** The buttons of the page that is open. @param {HTMLElement} bar @param {Marks} marks */
function showButtons(bar, marks) {
  const address = new URL(location.pathname, location.href).href.slice(marks.root.href.length);
  const title = document.querySelector("h1")?.textContent?.trim() || document.title;
  const buttons = [.../** @type {NodeListOf<HTMLButtonElement>} */ (bar.querySelectorAll("[data-mark]"))];
  const markOf = (/** @type {HTMLButtonElement} */ button) => /** @type {Mark} */ (button.dataset.mark);
  const show = () => {
    const entry = marks.all().get(address);
    for (const button of buttons) button.ariaPressed = String(entry?.[markOf(button)] !== undefined);
  };
  for (const button of buttons) {
    button.addEventListener("click", () => {
      const isKept = marks.mark(address, title, markOf(button), button.ariaPressed !== "true");
      if (!isKept) button.title = bar.dataset.full ?? "";
      show();
    });
  }
  marks.whenChanged(show);
  addEventListener("pageshow", show);
  show();
  delete bar.dataset.waits;
}
