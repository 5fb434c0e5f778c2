// The same for Pagefind (https://pagefind.app), over the talks of a site that it indexed.
export async function open() {
  const pagefind = await import("/pagefind/pagefind.js");
  await pagefind.init();
  return {
    async search(query, count) {
      const { results } = await pagefind.search(query);
      const shown = await Promise.all(results.slice(0, count).map((result) => result.data()));
      return {
        total: results.length,
        hits: shown.map(({ url, meta, excerpt }) => ({ url, title: meta.title, excerpt })),
      };
    },
  };
}
