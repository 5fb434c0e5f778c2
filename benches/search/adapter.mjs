// What a harness that runs engines of static search in a browser asks of each: open() -> { search(query, count) -> { total, hits } }.
// It runs inside a page of the site. Peers index the pages of talks alone, so talks alone are asked for here.
export async function open() {
  // As the site's own pages do, the data's manifest is asked for along with the script.
  const manifest = fetch("/search/manifest", { cache: "no-cache" });
  const { open } = await import("/search/engine.js");
  const opened = await open({ base: new URL("/search/", location.href).href, manifest });
  return {
    async search(query, count) {
      const { total, hits } = await opened.search(`kind:talk ${query}`, { limit: count, lastWord: "prefix" });
      const excerpt = (hit) => (hit.excerpt?.segments ?? []).map(({ text }) => text).join("");
      return {
        total,
        hits: hits.map((hit) => ({ url: hit.address.split("#")[0], title: hit.title, excerpt: excerpt(hit) })),
      };
    },
  };
}
