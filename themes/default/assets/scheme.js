// Runs before the first paint, so that a remembered choice of colours never flashes, and styles know that scripts run.
// @ts-check
{
  const root = document.documentElement;
  root.dataset.scripts = "";
  try {
    const chosen = localStorage.getItem("scheme");
    if (chosen === "light" || chosen === "dark") root.dataset.scheme = chosen;
  } catch {
    // No storage, no memory: the system's choice holds.
  }
}
