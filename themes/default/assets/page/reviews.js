// Dates after which something is to be reviewed: a page that is built once cannot know which are past.
// @ts-check
for (const time of document.querySelectorAll("time[data-after]")) {
  const { dateTime, dataset } = /** @type {HTMLTimeElement} */ (time);
  // A year or month is past when it is over: its first letters are less than today's.
  if (dateTime >= new Date().toISOString().slice(0, dateTime.length)) continue;
  const mark = document.createElement("span");
  mark.className = "passed";
  mark.textContent = ` (${dataset.passed})`;
  time.after(mark);
}

export {};
