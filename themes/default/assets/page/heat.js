// Cells of a chart lead to the search for what they count: without a script there is no search, and so no link.
// @ts-check
for (const table of /** @type {NodeListOf<HTMLTableElement>} */ (document.querySelectorAll("table[data-search]"))) {
  const { search, row: rowField = "", column: columnField = "" } = table.dataset;
  const columns = table.tHead?.rows[0].cells;
  for (const row of table.tBodies[0]?.rows ?? []) {
    for (const cell of row.cells) {
      const [own, above] = [row.cells[0].dataset.is, columns?.[cell.cellIndex].dataset.is];
      if (!own || !above || !cell.textContent) continue;
      const query = new URLSearchParams([
        [rowField, own],
        [columnField, above],
        ["kind", "talk"],
        ["kind", "report"],
      ]);
      const link = document.createElement("a");
      link.href = `${search}?${query}`;
      link.rel = "nofollow";
      link.append(...cell.childNodes);
      cell.append(link);
    }
  }
}

export {};
