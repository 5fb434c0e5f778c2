// What a harness that runs engines of static search in a browser asks of each: open() -> { search(query, count) -> { total, hits } }.
// It runs inside the page. Peers index the pages of talks alone, so talks alone are asked for here.
export async function open() {
  // The folder of the scripts is named after what they are; the home page knows it.
  const home = new DOMParser().parseFromString(await (await fetch("/")).text(), "text/html");
  const start = home.querySelector('script[src*="/search/start.js"]').getAttribute("src");
  const { open } = await import(new URL("engine.js", new URL(start, location.href)).href);
  const engine = await open({ base: new URL("/search/", location.href).href });
  return {
    async search(query, count) {
      const { total, hits } = await engine.search(`kind:talk ${query}`, { limit: count, lastWord: "prefix" });
      const excerpt = (hit) => (hit.excerpt?.segments ?? []).map(({ text }) => text).join("");
      return { total, hits: hits.map((hit) => ({ url: hit.address.split("#")[0], title: hit.title, excerpt: excerpt(hit) })) };
    },
  };
}
