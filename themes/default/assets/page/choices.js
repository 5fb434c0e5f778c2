// Choices of a list (of a kind, in a state, about a topic, of an organisation) change it in place: its pages are there without a script, and are what is shown.
// @ts-check
const main = /** @type {HTMLElement} */ (document.querySelector("main"));
let shown = location.pathname;
let asked = 0;

main.addEventListener("click", async (event) => {
  const link = /** @type {HTMLElement} */ (event.target).closest(".tabs a");
  if (!(link instanceof HTMLAnchorElement) || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const address = link.href;
  if (!(await show(address))) return;
  history.pushState(null, "", address);
  shown = location.pathname;
});

addEventListener("popstate", async () => {
  if (location.pathname === shown) return;
  shown = location.pathname;
  await show(location.href);
});

/** Shows a list in the place of this one; goes there where that cannot be. @param {string} address */
async function show(address) {
  const mine = ++asked;
  const answer = await fetch(address).catch(() => null);
  const text = answer?.ok ? await answer.text() : "";
  // What was chosen last is shown, whichever comes last.
  if (mine !== asked) return false;
  const page = new DOMParser().parseFromString(text, "text/html");
  const other = page.querySelector("main");
  if (!other) {
    location.assign(address);
    return false;
  }
  main.replaceChildren(...document.adoptNode(other).childNodes);
  document.title = page.title;
  const links = /** @type {HTMLAnchorElement[]} */ ([...main.querySelectorAll(".tabs a")]);
  const link = links.find((link) => link.href === address);
  // Whoever chose among names goes on among them.
  link?.closest("details")?.setAttribute("open", "");
  link?.focus();
  return true;
}

export {};
