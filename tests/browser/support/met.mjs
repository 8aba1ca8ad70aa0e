// Which texts of the templates were on pages that a test looked at: `every_text.py` asks for those that never were.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";

import { sourceOf } from "./browser.mjs";
import { plain, words } from "./words.mjs";

const FOLDER = new URL("../../../portal/http/templates/", import.meta.url);
const FILE = process.env.GISHE_MET; // one for each file of tests
const PLACE = /\{+[\w.]+\}+/;
const unmet = readdirSync(FOLDER).filter((file) => !/^(mail|text)(-|\.)/.test(file)).flatMap(textsOf);
const met = new Set();

/** Each text of a template; those in attributes are not seen, but heard. */
function textsOf(file) {
  const template = readFileSync(new URL(file, FOLDER), "utf8");
  return [...template.matchAll(/(="[^"<>]*)?\{\{#t\}\}(.*?)\{\{\/t\}\}/gs)].map(([, attribute, english]) => ({
    english, heard: attribute !== undefined, pieces: Object.fromEntries(["bg", "en"].map((language) =>
      [language, words(language, english).split(PLACE).map((piece) => piece.trim()).filter(Boolean)])),
  }));
}

/** Pieces of a text stand in this order, whatever fills the places between them. */
function stand(pieces, within) {
  let from = 0;
  return pieces.every((piece) => {
    const at = within.indexOf(piece, from);
    from = at + piece.length;
    return at >= 0;
  });
}

/** Of the page as it is now. */
export async function meet(page) {
  if (!FILE) return;
  const { language, seen } = await page.evaluate(() => ({ language: document.documentElement.lang, seen: `${document.title}\n${document.body.innerText}` }));
  const visible = plain(seen);
  const whole = plain((await sourceOf(page)).replace(/="([^"]*)"/g, " $1 ").replace(/&#39;/g, "'").replace(/[<>]/g, " "));
  for (const text of unmet)
    if (!met.has(text.english) && stand(text.pieces[language], text.heard ? whole : visible)) met.add(text.english);
}

process.on("exit", () => {
  if (FILE && met.size > 0) writeFileSync(FILE, [...met].sort().map((it) => JSON.stringify(it)).join("\n"));
});
