// What a harness that runs engines of static search in a browser asks of each: open() -> { search(query, count) -> { total, hits } }.
// It runs inside the page. Peers index the pages of talks alone, so talks alone are asked for here.
export async function open() {
  const { open } = await import("/assets/search/engine.js");
  const engine = await open({ base: new URL("/search/", location.href).href });
  return {
    async search(query, count) {
      const { total, hits } = await engine.search(`kind:talk ${query}`, { limit: count, lastWord: "prefix" });
      const excerpt = (hit) => (hit.excerpt?.segments ?? []).map(({ text }) => text).join("");
      return { total, hits: hits.map((hit) => ({ url: hit.address.split("#")[0], title: hit.title, excerpt: excerpt(hit) })) };
    },
  };
}
