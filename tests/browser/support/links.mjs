// Whether the links of a page lead anywhere.
import { statusOf, stranger } from "./browser.mjs";

const answers = new Map(); // status by address, of who is not signed in: no visit of a test is prolonged by it

async function statusAt(entrance, path) {
  const address = entrance + path;
  if (!answers.has(address)) {
    const asking = await stranger(entrance);
    answers.set(address, (await asking.get(path, { maxRedirects: 0 })).status());
  }
  return answers.get(address);
}

/** Each link to a place on the page finds it, and each to another page of ours one that is there. */
export async function deadLinks(page) {
  if (statusOf(page) >= 500) return []; // nothing answers then
  const { entrance, paths, nowhere } = await page.evaluate(() => {
    const links = [...document.querySelectorAll("a[href]")];
    const here = (link) => link.getAttribute("href").startsWith("#");
    const elsewhere = (link) => link.origin === location.origin && link.pathname !== location.pathname;
    const ours = links.filter((link) => elsewhere(link) && !here(link));
    return {
      entrance: location.origin,
      paths: [...new Set(ours.map((link) => link.pathname))],
      nowhere: links.filter((link) => here(link) && !document.getElementById(link.hash.slice(1))).map((link) => link.hash),
    };
  });
  const faults = nowhere.map((hash) => `link to no place of the page: ${hash}`);
  for (const path of paths) {
    const status = await statusAt(entrance, path);
    if (status >= 400) faults.push(`link to no page, ${status}: ${path}`);
  }
  return faults;
}
