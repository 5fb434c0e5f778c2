// A recording is fetched once a reader asks for it, here or at one of its chapters.
// @ts-check

/** What a player needs; that the whole tab is led elsewhere is not among it. */
const SANDBOX = ["allow-scripts", "allow-same-origin", "allow-presentation"];
/** Links of a player to its own site, in a tab of their own; any site can pass for a PeerTube. */
const POPUPS = ["allow-popups", "allow-popups-to-escape-sandbox"];

/** Puts the recording in place of its poster, from this second on. @param {HTMLElement} stage @param {number} second */
export function play(stage, second) {
  const { embed = "", player = "", title = "" } = stage.dataset;
  const shown = stage.querySelector("iframe, video");
  if (player === "file") {
    const video = shown instanceof HTMLVideoElement ? shown : document.createElement("video");
    if (!shown) {
      video.controls = true;
      video.src = embed;
      video.setAttribute("aria-label", title);
      stage.replaceChildren(video);
    }
    video.currentTime = second;
    video.play().catch(() => {});
    video.focus();
    return;
  }
  const address = new URL(embed);
  address.searchParams.set("autoplay", "1");
  if (player === "vimeo") address.hash = `t=${second}s`;
  else if (second) address.searchParams.set("start", player === "peertube" ? `${second}s` : String(second));
  const frame = document.createElement("iframe");
  frame.sandbox.add(...SANDBOX, ...(player === "peertube" ? [] : POPUPS));
  frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
  frame.referrerPolicy = "strict-origin-when-cross-origin";
  frame.title = title;
  frame.src = address.href;
  stage.replaceChildren(frame);
  frame.focus();
}

/** Has the poster start the recording at this second. @param {HTMLElement} stage @param {number} second */
export function ready(stage, second) {
  stage.dataset.second = String(second);
  const label = stage.querySelector(".poster b");
  const [minutes, seconds] = [Math.floor(second / 60), String(second % 60).padStart(2, "0")];
  label?.append(` · ${minutes}:${seconds}`);
}

const isPlain = (/** @type {MouseEvent} */ event) =>
  !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey && event.button === 0;

for (const stage of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-embed]"))) {
  const chapters = stage.parentElement?.querySelectorAll("a[data-at]") ?? [];
  const open = (/** @type {Event} */ event, /** @type {number} */ second) => {
    if (!(event instanceof MouseEvent) || !isPlain(event)) return;
    event.preventDefault();
    play(stage, second);
  };
  stage.querySelector(".poster")?.addEventListener("click", (event) => open(event, Number(stage.dataset.second ?? 0)));
  for (const chapter of /** @type {Iterable<HTMLElement>} */ (chapters)) {
    chapter.addEventListener("click", (event) => open(event, Number(chapter.dataset.at)));
  }
}
