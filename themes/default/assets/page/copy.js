// A button on each block of code that copies it.
// @ts-check
const { copy = "", copied = "" } = document.body.dataset;

for (const block of document.querySelectorAll("pre")) {
  if (!navigator.clipboard) continue;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = copy;
  // It stands within the author's words, which may be in another language than the interface.
  button.lang = document.documentElement.lang;
  button.dir = document.documentElement.dir;
  const frame = document.createElement("div");
  frame.className = "code";
  block.replaceWith(frame);
  frame.append(block, button);
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(block.innerText.replace(/\n$/, ""));
    button.textContent = copied;
    setTimeout(() => (button.textContent = copy), 2000);
  });
}

export {};
