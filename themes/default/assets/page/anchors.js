// The address of each section, beside its heading: seen when the heading is pointed at or the link has the focus.
// @ts-check
const label = document.body.dataset.anchor ?? "";

for (const heading of document.querySelectorAll(".prose :is(h2, h3, h4)[id]")) {
  const link = document.createElement("a");
  link.className = "anchor";
  link.href = `#${encodeURIComponent(heading.id)}`;
  link.textContent = "#";
  link.setAttribute("aria-label", label.replace("{title}", heading.textContent ?? ""));
  heading.append(link);
}

export {};
