// The words of the portal by their English source text, as in its templates.
import { readFileSync } from "node:fs";

const bulgarian = read(readFileSync(new URL("../../../portal/po/bg.po", import.meta.url), "utf8"));

/** `msgid` to `msgstr`; of a text with a plural, each of its two forms. */
function read(po) {
  const words = new Map();
  for (const entry of po.split(/\n{2,}/)) {
    const texts = new Map();
    for (const [, name, quoted] of entry.matchAll(/^(msg\S+) ("(?:.*"\n")*.*")$/gm))
      texts.set(name, quoted.split("\n").map((line) => JSON.parse(line)).join(""));
    if (texts.has("msgstr")) words.set(texts.get("msgid"), texts.get("msgstr"));
    words.set(texts.get("msgid_plural"), texts.get("msgstr[1]"));
    if (texts.has("msgstr[0]")) words.set(texts.get("msgid"), texts.get("msgstr[0]"));
  }
  return words;
}

/** How a person reads a text: without marks of its markup, and with plain blanks. */
export function plain(text) {
  return text.replace(/<[^>]+>/g, "").replaceAll("\u00a0", " ").replace(/\s+/g, " ").trim();
}

/** What `english` reads in this language, with its places filled. */
export function words(language, english, values = {}) {
  const text = language === "en" ? english : bulgarian.get(english);
  if (!text) throw new Error(`no such text: ${english}`);
  return plain(text).replace(/\{+(\w+)\}+/g, (place, name) => values[name] ?? place);
}
