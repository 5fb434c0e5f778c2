// The search dialog of every other page: made from the form of the search page, so that both say the same.
// @ts-check
import { debounced, element, partsOf, Searching, warm, withKeyboard } from "./view.js";

const SHOWN = 8;

/** @type {Promise<HTMLDialogElement> | undefined} */
let dialog;

/** Opens it; the search page stands in where it cannot be made. @param {URL} root */
export async function searchDialog(root) {
  warm(root).catch(() => {});
  dialog ??= makeDialog(root);
  try {
    const made = await dialog;
    if (!made.open) made.showModal();
    made.querySelector("input")?.select();
  } catch {
    dialog = undefined;
    location.assign(new URL("search/", root));
  }
}

/** @param {URL} root */
async function makeDialog(root) {
  const address = new URL("search/", root);
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.statusText);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const form = document.importNode(/** @type {HTMLFormElement} */ (page.querySelector("form.search")), true);
  // What is relative in it is so to the search page.
  form.action = address.href;
  const parts = partsOf(form);
  form.querySelector(".search-sort")?.remove();
  parts.filters.remove();
  parts.more.remove();
  const searching = new Searching(parts, root);
  const made = /** @type {HTMLDialogElement} */ (
    element("dialog", { class: "search-dialog", "aria-label": parts.phrases.title })
  );
  const close = element("button", { type: "button", class: "search-close", "aria-label": parts.phrases.close }, "×");
  close.addEventListener("click", () => made.close());
  form.querySelector(".search-bar")?.append(close);
  const all = element("a", { class: "search-all", href: address.href }, parts.phrases.all_results);
  form.append(all);
  made.append(form);
  made.addEventListener("click", (event) => event.target === made && made.close());
  parts.results.addEventListener("click", (event) => {
    // A result on this very page is behind the dialog.
    const link = event.target instanceof Element && event.target.closest("a");
    if (link && link.pathname === location.pathname) made.close();
  });
  const ask = () => {
    const query = parts.input.value;
    all.setAttribute("href", query ? `${address}?${new URLSearchParams({ q: query })}` : address.href);
    if (query.trim()) searching.ask(query, { limit: SHOWN, lastWord: "prefix" });
    else searching.rest();
  };
  parts.input.addEventListener("input", debounced(ask));
  parts.again.addEventListener("click", ask);
  withKeyboard(parts);
  document.body.append(made);
  return made;
}
