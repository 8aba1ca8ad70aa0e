// The account: what it says, the personal number and the counter pass.
import assert from "node:assert/strict";
import { after, test } from "node:test";

import { close } from "./support/browser.mjs";
import { citizen, journey } from "./support/journey.mjs";
import { meet } from "./support/met.mjs";
import { somebody } from "./support/people.mjs";
import { millimetresOf, readQr } from "./support/qr.mjs";

after(close);

journey("the account says what is done, what is next and what is closed", async (citizen) => {
  await citizen.signIn(somebody());
  await citizen.sees("account", "My account");
  await citizen.reads("next step");
  await citizen.open("/account/profile");
  await citizen.sees("profile", "Profile update");
  await citizen.open("/payments");
  await citizen.sees("payments-closed");
  await citizen.press("To the counter pass");
  assert.equal(citizen.path, "/account/pass");
});

journey("a personal number is checked, kept, shown in part and taken back", async (citizen) => {
  await citizen.signIn(somebody());
  await citizen.open("/account/number");
  await citizen.sees("number", "Personal number");
  await citizen.choose("kind", "egn");
  await citizen.fill({ number: "8032056032" });
  await citizen.press("Save");
  assert.equal(await citizen.page.locator("[name=number]").inputValue(), "8032056032");
  assert.equal(await citizen.page.locator("[name=number]").getAttribute("aria-invalid"), "true");
  await citizen.sees("number-wrong", "Personal number");
  await citizen.fill({ number: "8032056031" });
  await citizen.press("Save");
  assert.match(await citizen.text(), /8032\S*\*/);
  await citizen.sees("account-number", "My account");
  await citizen.open("/account/number");
  assert.ok(!(await citizen.page.content()).includes("8032056031"));
  await citizen.press("Remove the number from the account");
  assert.ok(!(await citizen.text()).includes("8032"));
  await citizen.open("/account/pass");
  await citizen.press("Take a counter pass");
  await citizen.reads("The pass works without a personal number too.");
  await citizen.sees("pass-without-number", "Counter pass");
}, { keyboard: true });

journey("a pass is taken, and another one takes its place", async (citizen) => {
  await citizen.signIn(somebody());
  await citizen.open("/account/pass");
  await citizen.sees("pass-none", "Counter pass");
  await citizen.press("Take a counter pass");
  assert.equal(citizen.path, "/account/pass");
  const digits = () => citizen.page.locator("#pass-digits").innerText();
  const first = await digits();
  assert.match(first.replaceAll("\u00a0", " "), /^\d{4} \d{4} \d{4} \d{4}$/);
  assert.ok(await citizen.page.locator("svg.qr").isVisible());
  await citizen.readsNot("This is your new pass");
  await citizen.sees("pass", "Counter pass");
  await citizen.press("Replace with a new pass");
  assert.notEqual(await digits(), first);
  await citizen.reads("This is your new pass");
  await citizen.sees("pass-replaced", "Counter pass");
  await citizen.prints();
  await citizen.open("/account");
  await citizen.reads("Show the counter pass");
  await citizen.sees("account-with-pass", "My account");
}, { keyboard: true });

const SHEETS = { A4: [210, 297], A5: [148, 210] };
const MARGINS = [24, 20]; // together, in millimetres

for (const language of ["bg", "en"]) {
  test(`a printed pass is one sheet whose code can be read (${language})`, async (t) => {
    const someone = await citizen(t, language, { deviceScaleFactor: 3 });
    await someone.signIn(somebody());
    await someone.open("/account/pass");
    await someone.press("Take a counter pass");
    const code = someone.page.locator("svg.qr");
    const onScreen = await readQr(code);
    const digits = await someone.text("#pass-digits");
    for (const [sheet, size] of Object.entries(SHEETS)) {
      const paper = (await someone.page.pdf({ format: sheet })).toString("latin1");
      assert.equal(paper.match(/\/Type\s*\/Page\b/g).length, 1, sheet);
      const [width, height] = size.map((it, side) => Math.floor((it - MARGINS[side]) * 96 / 25.4));
      await someone.page.setViewportSize({ width, height });
      await someone.page.emulateMedia({ media: "print" });
      assert.equal(await readQr(code), onScreen);
      assert.ok(await millimetresOf(code) >= 35, `${await millimetresOf(code)} mm on ${sheet}`);
      assert.equal(await someone.text("#pass-digits"), digits);
      assert.deepEqual(await someone.page.locator("header, footer, aside, button, .button, nav").filter({ visible: true }).allInnerTexts(), []);
      assert.ok(await someone.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), sheet);
      await meet(someone.page);
      await someone.page.emulateMedia({ media: null });
    }
  });
}
