// Pages for everybody, in both languages, wide and narrow.
import assert from "node:assert/strict";
import { after, test } from "node:test";

import { close, visitor } from "./support/browser.mjs";
import { check } from "./support/checks.mjs";

const PAGES = ["/", "/procedure", "/login", "/help", "/contact", "/privacy", "/terms", "/accessibility", "/nowhere"];

after(close);

test("the page with which nginx answers by itself holds", async (t) => {
  const page = await visitor(t, { width: 320, height: 640 });
  await page.goto("/answer-of-nginx");
  assert.equal(await page.locator("section[lang=en] h2").innerText(), "There is no such page");
  await check(page, "nginx");
});

for (const language of ["bg", "en"]) {
  test(`every page for everybody holds in ${language}`, async (t) => {
    const page = await visitor(t, { width: 320, height: 640 });
    for (const path of PAGES) {
      await page.goto(`${path}?lang=${language}`);
      await check(page, `${path.slice(1) || "home"}-${language}`);
    }
  });
}
