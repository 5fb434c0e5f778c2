// How long ago something was, in words: a page that is built once cannot know.
// @ts-check
const words = new Intl.RelativeTimeFormat(document.documentElement.lang || "en", { numeric: "auto" });
const DAY = 86_400_000;

for (const time of document.querySelectorAll("time[data-since]")) {
  const days = (Date.now() - Date.parse(/** @type {HTMLTimeElement} */ (time).dateTime)) / DAY;
  if (!Number.isFinite(days) || days < 0) continue;
  const [count, unit] = days >= 730 ? [days / 365.25, "year"] : days >= 60 ? [days / 30.44, "month"] : [days, "day"];
  const age = document.createElement("span");
  age.className = "meta";
  age.textContent = ` (${words.format(-Math.floor(count), /** @type {Intl.RelativeTimeFormatUnit} */ (unit))})`;
  time.after(age);
}

export {};
