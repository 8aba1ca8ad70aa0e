// A letter of each kind in both languages, sent by the portal and looked at as the mail server took it.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { before, test } from "node:test";
import { promisify } from "node:util";

import { checkLetter, letterTo, linksIn } from "./support/letters.mjs";
import { plain, words } from "./support/words.mjs";

let sent;

before(async () => {
  const { stdout } = await promisify(execFile)(process.env.GISHE_EVERY_LETTER, [process.env.GISHE_CONFIG]);
  sent = stdout.trim().split("\n").map((line) => JSON.parse(line));
});

for (const language of ["bg", "en"]) {
  test(`each letter is whole as it arrives, in ${language}`, async (t) => {
    const known = new Map();
    for (const { kind, address, subject, shown } of sent.filter((it) => it.language === language)) {
      const letter = await letterTo(address);
      await t.test(`${kind} to ${address}`, async () => {
        await checkLetter(letter, language);
        assert.equal(plain(letter.subject), words(language, subject));
        for (const part of [letter.text, letter.html]) {
          assert.doesNotMatch(part, /\{\{|\}\}/);
          for (const word of shown) assert.ok(part.includes(word), `${word} in: ${part}`);
        }
        const links = linksIn(letter);
        assert.deepEqual([...letter.html.matchAll(/href="([^"]*)"/g)].map(([, link]) => link), links);
        for (const link of links) {
          const answer = await fetch(link, { redirect: "manual", headers: { "Accept-Language": language } });
          assert.ok(![400, 404, 500].includes(answer.status), `${answer.status} at ${link}`);
        }
        const others = known.get(kind) ?? [];
        assert.ok(!others.includes(letter.text), `as another letter of its kind: ${letter.text}`);
        known.set(kind, [...others, letter.text]);
      });
    }
  });
}
