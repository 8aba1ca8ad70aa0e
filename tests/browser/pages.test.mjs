// What holds wherever one is: menu, keyboard, high contrast, links.
import assert from "node:assert/strict";
import { after, test } from "node:test";

import { close } from "./support/browser.mjs";
import { citizen, journey } from "./support/journey.mjs";
import { withoutDatabase, withoutTable } from "./support/database.mjs";
import { somebody } from "./support/people.mjs";
import { keepPicture } from "./support/checks.mjs";

const OWN_PAGES = ["/account", "/account/profile", "/account/number", "/account/pass", "/payments", "/account/activity",
  "/account/messages", "/account/names", "/account/email", "/account/phone", "/account/notices", "/account/language",
  "/account/password", "/account/sessions", "/account/second-factor", "/account/second-factor/new", "/account/export",
  "/account/close"];

after(close);

/** Where it stands and how large it is. */
function box(locator) {
  return locator.evaluate((one) => { const { x, y, width, height } = one.getBoundingClientRect(); return { x, y, width, height }; });
}

for (const [width, signedIn] of [[320, false], [390, false], [390, true]]) {
  journey(`an open menu moves nothing of the head at ${width} pixels${signedIn ? " for who is signed in" : ""}`, async (visitor) => {
    if (signedIn) await visitor.signIn(somebody());
    await visitor.page.setViewportSize({ width, height: 844 });
    await visitor.open("/");
    const head = visitor.page.locator(".head .frame");
    const button = visitor.page.locator(".menu summary");
    const links = visitor.page.locator(".menu .links");
    const before = await Promise.all([box(head), box(button)]);
    await button.click();
    assert.ok(await links.isVisible());
    assert.deepEqual(await Promise.all([box(head), box(button)]), before);
    const place = await box(links);
    assert.deepEqual([place.x, place.width], [0, width]);
    assert.ok(place.y >= before[1].y + before[1].height);
    await visitor.sees(`menu-${width}-${signedIn ? "in" : "out"}`);
  });
}

test("the first key leads to the content, and the focus is seen", async (t) => {
  const visitor = await citizen(t, "bg");
  await visitor.open("/");
  await visitor.page.keyboard.press("Tab");
  const focused = visitor.page.locator(":focus");
  assert.equal(await focused.getAttribute("href"), "#content");
  await visitor.page.keyboard.press("Tab");
  assert.equal(await focused.evaluate((one) => getComputedStyle(one).outlineStyle), "solid");
});

test("a summary of errors has the focus and leads to its fields", async (t) => {
  const visitor = await citizen(t, "bg");
  await visitor.signIn(somebody());
  await visitor.open("/account/number");
  await visitor.fill({ number: "123" });
  await visitor.press("Save");
  const focused = visitor.page.locator(":focus");
  assert.match(await focused.getAttribute("class"), /error-summary/);
  assert.ok((await visitor.title()).startsWith(visitor.say("Error: ")));
  await focused.getByRole("link").first().click();
  assert.equal(await focused.getAttribute("name"), "number");
  const words = await Promise.all((await focused.getAttribute("aria-describedby")).split(" ")
    .map((id) => visitor.page.locator(`#${id}`).innerText()));
  assert.ok(words.length > 1 && words.every((it) => it.trim()));
});

for (const signedIn of [false, true]) {
  test(`the focus is seen in high contrast by who is ${signedIn ? "" : "not "}signed in`, async (t) => {
    const visitor = await citizen(t, "bg", { forcedColors: "active" });
    if (signedIn) await visitor.signIn(somebody());
    for (const path of signedIn ? OWN_PAGES : ["/", "/login", "/help"]) {
      await visitor.open(path);
      await visitor.page.locator("main a[href], main button, main input").filter({ visible: true }).first().focus();
      assert.equal(await visitor.page.locator(":focus").evaluate((one) => getComputedStyle(one).outlineStyle), "solid", path);
      await keepPicture(visitor.page, `contrast-${path.replaceAll("/", "-")}`);
    }
  });
}

journey("every page of an account holds", async (citizen) => {
  await citizen.signIn(somebody());
  for (const path of OWN_PAGES) {
    await citizen.open(path);
    assert.equal(citizen.path, path);
    await citizen.sees(`own${path.replaceAll("/", "-")}`);
  }
});

const WAYS_OUT = [["/account/email", "Cancel", "/account/profile"], ["/account/phone", "Cancel", "/account/profile"],
  ["/account/names", "Cancel", "/account/profile"], ["/account/notices", "Cancel", "/account/profile"],
  ["/account/notices", "To the telephone", "/account/phone"], ["/account/activity", "Stop e-payment now", "/account/stop"],
  ["/account/language", "Cancel", "/account/profile"], ["/account/number", "Cancel", "/account"],
  ["/account/close", "Take your data along first", "/account/export"], ["/account/close", "Cancel", "/account"],
  ["/account/second-factor/new", "Cancel", "/account/second-factor"], ["/account", "Change", "/account/number"],
  ["/no-such-page", "Home", "/"], ["/registration", "Cancel the registration", "/procedure"]];

for (const scripts of [true, false]) {
  test(`whoever does not want to go on has a way out of each form ${scripts ? "with" : "without"} scripts`, async (t) => {
    const visitor = await citizen(t, "bg", { scripts });
    await visitor.signIn(somebody());
    for (const [page, way, there] of WAYS_OUT) {
      await visitor.open(page);
      await visitor.press(way);
      assert.equal(visitor.path, there, page);
    }
  });
}

journey("a form that lost its token is refused in words", async (visitor) => {
  await visitor.open("/login");
  await visitor.page.locator("main [name=csrf]").evaluate((one) => { one.value = "another"; });
  await visitor.signIn(somebody());
  await visitor.sees("error-403", "This action was not carried out");
});

journey("what goes wrong is told in words, and how to go on", async (visitor) => {
  await visitor.signIn(somebody());
  await visitor.open("/no-such-page");
  await visitor.sees("error-404", "There is no such page");
  await visitor.open("/login?to=%FF");
  await visitor.sees("error-400", "The request was not understood");
  await visitor.open("/account/names");
  await visitor.page.locator("[name=family]").evaluate((one) => { one.maxLength = 12e3; one.value = "x".repeat(12e3); });
  await visitor.press("Save");
  await visitor.sees("error-413", "What you sent is too large");
  await withoutTable("notice_choice", () => visitor.open("/account/notices"));
  await visitor.sees("error-500", "Something went wrong on our side");
  await withoutDatabase(async () => {
    await visitor.open("/account");
    await visitor.sees("error-503", "The portal is resting for a moment");
  });
  await visitor.open("/account");
  assert.equal(await visitor.text("h1"), visitor.say("My account"));
});

for (const signedIn of [false, true]) {
  test(`every link leads somewhere for who is ${signedIn ? "" : "not "}signed in`, async (t) => {
    const visitor = await citizen(t, "en");
    if (signedIn) await visitor.signIn(somebody());
    const seen = new Set(["/"]);
    for (const path of seen) {
      const answer = await visitor.page.request.get(path);
      assert.equal(answer.status(), 200, path);
      for (const [, link] of (await answer.text()).matchAll(/href="(\/[^"#]*)/g)) seen.add(link.replaceAll("&amp;", "&"));
    }
    assert.ok(seen.has("/accessibility") && seen.has("/account/number") === signedIn);
  });
}
