// The keyboard of a combobox (WAI-ARIA Authoring Practices, "Editable combobox with list autocomplete"): arrows move through the
// results, Enter follows the one that is marked, Escape and the keys that move the caret go back to the text.
// @ts-check

/** @param {import("./form.js").Parts} parts */
export function withKeyboard({ input, results }) {
  const options = () => /** @type {HTMLAnchorElement[]} */ ([...results.querySelectorAll("[role=option]")]);
  const at = () => options().findIndex((option) => option.getAttribute("aria-selected") === "true");
  const mark = (/** @type {number} */ index) => {
    const all = options();
    all.forEach((option, i) => option.setAttribute("aria-selected", String(i === index)));
    if (all[index]) {
      input.setAttribute("aria-activedescendant", all[index].id);
      all[index].scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const [count, marked] = [options().length, at()];
    switch (event.key) {
      case "ArrowDown":
        if (!count) return;
        mark(((marked + 2) % (count + 1)) - 1);
        break;
      case "ArrowUp":
        if (!count) return;
        mark(((marked + 1 + count) % (count + 1)) - 1);
        break;
      case "Enter":
        if (marked < 0) return;
        options()[marked].click();
        break;
      case "Escape":
        if (marked < 0) return;
        mark(-1);
        break;
      case "Home":
      case "End":
      case "ArrowLeft":
      case "ArrowRight":
        // The caret moves, too.
        return mark(-1);
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  });
}
