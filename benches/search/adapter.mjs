// What a harness that runs engines of static search in a browser asks of each: open({ engine }) -> { search(query, count) -> { total, hits } }.
// It runs inside a page of the site. `engine` is the address of the engine's script; without it, the search page is asked for it.
// Peers index the pages of talks alone, so talks alone are asked for here.
export async function open({ engine } = {}) {
  // As the site's own pages do, the data's manifest is asked for along with the script.
  const manifest = fetch("/search/manifest", { cache: "no-cache" });
  const { open } = await import(engine ?? (await engineOfSite()));
  const opened = await open({ base: new URL("/search/", location.href).href, manifest });
  return {
    async search(query, count) {
      const { total, hits } = await opened.search(`kind:talk ${query}`, { limit: count, lastWord: "prefix" });
      const excerpt = (hit) => (hit.excerpt?.segments ?? []).map(({ text }) => text).join("");
      return { total, hits: hits.map((hit) => ({ url: hit.address.split("#")[0], title: hit.title, excerpt: excerpt(hit) })) };
    },
  };
}

async function engineOfSite() {
  const page = new DOMParser().parseFromString(await (await fetch("/search/")).text(), "text/html");
  return new URL(page.querySelector('link[rel="modulepreload"][href$="/engine.js"]').getAttribute("href"), new URL("/search/", location.href)).href;
}
