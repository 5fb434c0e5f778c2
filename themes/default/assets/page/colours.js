// The button for light or dark colours. A choice that is the system's own is forgotten, so that the page follows the system again.
// @ts-check
const root = document.documentElement;
const button = /** @type {HTMLButtonElement | null} */ (document.querySelector("button.scheme"));
const system = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (root.dataset.scheme ?? (system.matches ? "dark" : "light")) === "dark";

function show() {
  const label = isDark() ? button?.dataset.light : button?.dataset.dark;
  button?.setAttribute("aria-label", label ?? "");
  button?.setAttribute("title", label ?? "");
}

button?.addEventListener("click", () => {
  const wanted = isDark() ? "light" : "dark";
  const isOfSystem = (wanted === "dark") === system.matches;
  if (isOfSystem) delete root.dataset.scheme;
  else root.dataset.scheme = wanted;
  try {
    if (isOfSystem) localStorage.removeItem("scheme");
    else localStorage.setItem("scheme", wanted);
  } catch {
    // It holds for this page, then.
  }
  show();
});
system.addEventListener("change", show);
show();

export {};
