// How long ago something was, in words, and what was due before today: a page that is built once cannot know.
// @ts-check
const words = new Intl.RelativeTimeFormat(document.documentElement.lang || "en", { numeric: "auto" });
const DAY = 86_400_000;

for (const time of times("data-since")) {
  const days = (Date.now() - Date.parse(time.dateTime)) / DAY;
  if (!Number.isFinite(days) || days < 0) continue;
  const [count, unit] = days >= 730 ? [days / 365.25, "year"] : days >= 60 ? [days / 30.44, "month"] : [days, "day"];
  say(time, `(${words.format(-Math.floor(count), /** @type {Intl.RelativeTimeFormatUnit} */ (unit))})`);
}

for (const time of times("data-due")) {
  if (end(time.dateTime) < Date.now()) time.classList.add("late");
}

/** @param {string} attribute @returns {NodeListOf<HTMLTimeElement>} */
function times(attribute) {
  return document.querySelectorAll(`time[${attribute}]`);
}

/** There is room beside the day, so that nothing moves. @param {HTMLTimeElement} time @param {string} words */
function say(time, words) {
  const room = time.nextElementSibling;
  if (room?.classList.contains("age")) room.textContent = words;
}

/** When a day, month or year is over where the reader is. @param {string} date */
function end(date) {
  const [year, month = 12, day] = date.split("-").map(Number);
  return (day ? new Date(year, month - 1, day + 1) : new Date(year, month, 1)).getTime();
}

export {};
