// Pages for everybody, in both languages, wide and narrow; of a municipality that tells all it can and sends no text messages.
import assert from "node:assert/strict";
import { after, test } from "node:test";

import { close, visitor } from "./support/browser.mjs";
import { check } from "./support/checks.mjs";
import { journey } from "./support/journey.mjs";
import { somebody } from "./support/people.mjs";

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
      if (path !== "/help") continue;
      await page.locator("main details").evaluateAll((all) => { for (const one of all) one.open = true; });
      await check(page, `help-unfolded-${language}`);
    }
  });
}

journey("where no text messages are sent no telephone can be confirmed", async (someone) => {
  await someone.signIn(somebody());
  await someone.open("/account/phone");
  await someone.reads("The portal sends no text messages at the moment, so no number can be confirmed.");
  await someone.sees("phone-without-texts", "Telephone");
});
