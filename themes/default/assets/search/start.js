// What every page loads: it waits for a reader who wants to search, and only then loads the rest.
// @ts-check
const root = new URL("../../../", import.meta.url);
/** @type {Promise<typeof import("./view.js")> | undefined} */
let loading;
const view = () => (loading ??= import("./view.js"));

const form = document.querySelector("form#search");
if (form instanceof HTMLFormElement) view().then(({ searchPage }) => searchPage(form, root));

async function openDialog() {
  if (form) return document.getElementById("search-input")?.focus();
  const { searchDialog } = await view();
  return searchDialog(root);
}

addEventListener("keydown", (event) => {
  const isTyping = event.target instanceof HTMLElement && event.target.closest("input, textarea, select, [contenteditable]");
  const isShortcut = event.key === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  if (!isShortcut && (isTyping || event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey)) return;
  event.preventDefault();
  openDialog();
});

for (const link of document.querySelectorAll("a.search-open")) {
  // Near enough to a click that the data may be fetched already.
  for (const sign of ["pointerenter", "focus"]) link.addEventListener(sign, () => !form && view().then(({ warm }) => warm(root)), { once: true });
  link.addEventListener("click", (event) => {
    if (!(event instanceof MouseEvent) || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    openDialog();
  });
}
