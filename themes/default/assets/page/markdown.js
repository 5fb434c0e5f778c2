// A button that copies the page as Markdown, in the place of the link to it.
// @ts-check
const { copied = "" } = document.body.dataset;

for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a[data-markdown]"))) {
  if (!navigator.clipboard) continue;
  const { href, textContent: words } = link;
  const { markdown = "" } = link.dataset;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "as-link";
  const say = (/** @type {string | null} */ seen, /** @type {string} */ meant) => {
    button.textContent = seen;
    button.ariaLabel = meant;
  };
  // It takes no more room than the link: nothing moves.
  say(words, markdown);
  button.title = markdown;
  button.addEventListener("click", async () => {
    try {
      const answer = await fetch(href);
      if (!answer.ok) throw new Error(answer.statusText);
      await navigator.clipboard.writeText(await answer.text());
      say(copied, copied);
      setTimeout(() => say(words, markdown), 2000);
    } catch {
      // Without a network, or where the browser does not let a page copy, the file is shown.
      location.assign(href);
    }
  });
  link.replaceWith(button);
}

export {};
