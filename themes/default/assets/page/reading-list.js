// The page of the reading list: what is kept in this browser, saved as a file and added from one.
// @ts-check
import { Marks } from "./marks.js";

/** @typedef {import("./marks.js").Mark} Mark */
/** @typedef {import("./marks.js").Entry} Entry */

const page = /** @type {HTMLElement} */ (document.querySelector(".reading-list"));
const marks = new Marks(page.dataset.root ?? "/");
/** @type {Record<string, any>} */
const phrases = JSON.parse(page.dataset.phrases ?? "{}");
const language = document.documentElement.lang || "en";

/** @param {string} name @returns {HTMLElement} */
const part = (name) => /** @type {HTMLElement} */ (page.querySelector(`[data-part="${name}"]`));
/** @param {string} words */
const tell = (words) => {
  /** @type {HTMLElement} */ (page.querySelector('[role="status"]')).textContent = words;
};

function show() {
  const all = marks.all();
  part("empty").hidden = all.size > 0;
  for (const mark of /** @type {Mark[]} */ (["later", "seen"])) {
    const marked = [...all].filter(([, entry]) => entry[mark] !== undefined);
    marked.sort(
      ([, a], [, b]) => (b[mark] ?? "").localeCompare(a[mark] ?? "") || a.title.localeCompare(b.title, language),
    );
    part(mark).hidden = marked.length === 0;
    part(mark)
      .querySelector("ul")
      ?.replaceChildren(...marked.map(([address, entry]) => item(address, entry, mark)));
  }
  /** @type {HTMLElement} */ (page.querySelector('[data-does="save"]')).hidden = all.size === 0;
  /** @type {HTMLElement} */ (page.querySelector('[data-does="forget"]')).hidden = all.size === 0;
}

/** One page of the list. @param {string} address @param {Entry} entry @param {Mark} mark */
function item(address, entry, mark) {
  const link = document.createElement("a");
  link.href = new URL(address, marks.root).href;
  link.textContent = entry.title;
  const day = document.createElement("time");
  day.dateTime = entry[mark] ?? "";
  day.className = "meta";
  day.textContent = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" }).format(
    new Date(`${entry[mark]}T00:00:00Z`),
  );
  const row = document.createElement("li");
  const buttons = [remove(address, entry, mark)];
  if (mark === "later" && !entry.seen) {
    const seen = button(phrases.seen, entry.title);
    seen.addEventListener("click", () => {
      change(marks.mark(address, entry.title, "seen", true) && marks.mark(address, entry.title, "later", false));
    });
    buttons.unshift(seen);
  }
  row.append(link, day, ...buttons);
  return row;
}

/** @param {string} address @param {Entry} entry @param {Mark} mark */
function remove(address, entry, mark) {
  const made = button(phrases.remove, entry.title);
  made.addEventListener("click", () => change(marks.mark(address, entry.title, mark, false)));
  return made;
}

/** A button whose name says what it is about. @param {string} words @param {string} title */
function button(words, title) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = words;
  made.setAttribute("aria-label", `${words}: ${title}`);
  return made;
}

/** @param {boolean} isKept */
function change(isKept) {
  tell(isKept ? "" : phrases.full);
  show();
}

page.querySelector('[data-does="save"]')?.addEventListener("click", () => {
  const text = JSON.stringify(marks.written(marks.all()), null, 2);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = "reading-list.json";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
});

page.querySelector('[data-does="forget"]')?.addEventListener("click", () => {
  if (confirm(phrases.sure)) change(marks.keep(new Map()));
});

const file = /** @type {HTMLInputElement | null} */ (page.querySelector('input[type="file"]'));
file?.addEventListener("change", async () => {
  const added = marks.add((await file.files?.[0]?.text()) ?? "");
  file.value = "";
  if (typeof added === "string") return tell(added === "full" ? phrases.full : phrases.wrong_file);
  const forms = phrases.count_added;
  const words = forms[new Intl.PluralRules(language).select(added)] ?? forms.other;
  tell(words.replace("{count}", new Intl.NumberFormat(language).format(added)));
  show();
});

marks.whenChanged(show);
show();
delete page.dataset.waits;
