// What every page loads: it waits for a reader who wants to search, and only then loads the rest.
// @ts-check
const here = import.meta.url;
const root = new URL(here.slice(0, here.lastIndexOf("/assets/") + 1));
/** @type {Promise<typeof import("./dialog.js")> | undefined} */
let loading;
/** Loads the dialog, and meanwhile the manifest of the search data. All at once: one would ask for the other only when it is there. */
function dialog() {
  if (!loading) {
    const manifest = fetch(new URL("search/manifest", root), { cache: "no-cache" });
    manifest.catch(() => {});
    import("./engine.js").catch(() => {});
    import("./view.js").then(({ warm }) => warm(root, { manifest })).catch(() => {});
    loading = import("./dialog.js");
    loading.catch(() => (loading = undefined));
  }
  return loading;
}

const form = document.querySelector("form.search");
// The search page has it in itself, but for a theme's own that does not, and a host that forbids it.
if (form && document.documentElement.dataset.searching === undefined) import("./early.js");

async function openDialog() {
  if (form) return document.getElementById("search:input")?.focus();
  const { searchDialog } = await dialog();
  return searchDialog(root);
}

addEventListener("keydown", (event) => {
  const isTyping =
    event.target instanceof HTMLElement && event.target.closest("input, textarea, select, [contenteditable]");
  const isShortcut =
    event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  if (!isShortcut && (isTyping || event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey)) return;
  event.preventDefault();
  openDialog();
});

for (const link of document.querySelectorAll("a.search-open")) {
  // Near enough to a click that the data may be fetched already.
  if (!form) for (const sign of ["pointerenter", "focus"]) link.addEventListener(sign, dialog, { once: true });
  link.addEventListener("click", (event) => {
    if (!(event instanceof MouseEvent) || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    openDialog();
  });
}

// Read pages and what was searched stay at hand offline. Not on this machine's own addresses: a preview must show what was saved just now.
const isLoopback = /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(location.hostname);
if (!isLoopback)
  addEventListener("load", () => navigator.serviceWorker?.register(new URL("offline.js", root)).catch(() => {}));
