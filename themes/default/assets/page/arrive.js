// Leads from where a name was to where it is. Names of which few records speak share pages, and have pages of their own once more do: so an address from before
// is one that there is no more, which hosts answer with the page for that, or an anchor that its page has no more.
// @ts-check

/** The folder of the pages that names share, below that of their kind. */
const SHARED = "also";

/** The address of a page in a folder of the site, when it is there and fits. @param {string} address @param {(text: string) => boolean} fits */
async function found(address, fits) {
  const response = await fetch(address);
  return response.ok && fits(await response.text());
}

/** Goes to a name's place on a page that it shares: pages are called after what all their names begin with. @param {string} folder @param {string} name */
async function toShared(folder, name) {
  for (let length = 1; length <= name.length; length++) {
    const address = `${folder}${SHARED}/${name.slice(0, length)}/`;
    if (await found(address, (text) => text.includes(`id=${JSON.stringify(name)}`))) {
      return location.replace(`${address}#${name}`);
    }
  }
}

async function arrive() {
  const mark = /** @type {HTMLElement} */ (document.querySelector("[data-shared]"));
  const { shared = "", root = "/" } = mark.dataset;
  const [kind, name, ...rest] = location.pathname
    .slice(root.length)
    .replace(/(index\.html)?$/, "")
    .split("/");
  if (!shared.split(" ").includes(kind) || !/^[a-z0-9-]+$/.test(name ?? "")) return;
  const folder = `${root}${kind}/`;
  if (name !== SHARED) {
    if (rest.join("") === "") await toShared(folder, name);
    return;
  }
  const wanted = location.hash.slice(1);
  if (!/^[a-z0-9-]+$/.test(wanted) || document.getElementById(wanted)) return;
  if (await found(`${folder}${wanted}/`, () => true)) return location.replace(`${folder}${wanted}/`);
  await toShared(folder, wanted);
}

arrive();
