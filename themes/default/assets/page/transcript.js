// What is said in a recording: fetched when a reader unfolds it, each minute starts the recording there. An address that ends with `#t=1002` unfolds the minute of
// that second, and has the recording ready there.
// @ts-check
import { play, ready } from "./player.js";

/** @type {NodeListOf<HTMLDetailsElement>} */
const all = document.querySelectorAll("details[data-transcript]");
const stage = /** @type {HTMLElement | null} */ (document.querySelector("[data-embed]"));

/** Puts the list of minutes below the link to the page that it is from. @param {HTMLDetailsElement} details @returns {Promise<void>} */
async function fill(details) {
  const address = details.dataset.transcript;
  if (!address || details.dataset.filled) return;
  details.dataset.filled = "yes";
  try {
    const response = await fetch(address);
    const page = new DOMParser().parseFromString(response.ok ? await response.text() : "", "text/html");
    const minutes = page.querySelector("ol.minutes");
    if (!minutes) throw new Error("no minutes");
    // Anchors of that page are not this one's.
    for (const minute of minutes.querySelectorAll("[id]")) minute.removeAttribute("id");
    details.append(document.importNode(minutes, true));
  } catch {
    // The link to the page is still there.
    delete details.dataset.filled;
  }
}

for (const details of all) {
  details.addEventListener("toggle", () => details.open && fill(details));
  details.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[data-at]") : null;
    if (!stage || !(link instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
      return;
    event.preventDefault();
    play(stage, Number(link.dataset.at));
    stage.scrollIntoView({ block: "nearest" });
  });
}

/** Shows the second that the address tells. @param {boolean} isAsked whether a reader came from this site, who was told of that second */
async function show(isAsked) {
  const second = Number(/^#t=(\d{1,6})$/.exec(location.hash)?.[1] ?? NaN);
  if (Number.isNaN(second)) return;
  if (stage && isAsked) play(stage, second);
  else if (stage) ready(stage, second);
  const [details] = all;
  if (!details) return;
  details.open = true;
  await fill(details);
  const minutes = [...details.querySelectorAll("li")];
  const begins = (/** @type {HTMLElement} */ minute) => Number(minute.dataset.second);
  const minute = minutes.filter((minute) => begins(minute) <= second).pop();
  const list = minute?.parentElement;
  for (const before of list?.querySelectorAll(".here") ?? []) before.classList.remove("here");
  minute?.classList.add("here");
  if (list && minute) list.scrollTop = minute.offsetTop - list.offsetTop;
  (stage ?? minute)?.scrollIntoView({ block: "center" });
}

const isOwn = (/** @type {string} */ address) => address !== "" && new URL(address).origin === location.origin;
addEventListener("hashchange", () => show(true));
show(isOwn(document.referrer));
