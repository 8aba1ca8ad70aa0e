// The account: what it says, the personal number and the counter pass.
import assert from "node:assert/strict";
import { after } from "node:test";

import { close } from "./support/browser.mjs";
import { journey } from "./support/journey.mjs";
import { somebody } from "./support/people.mjs";

after(close);

journey("the account says what is done, what is next and what is closed", async (citizen) => {
  await citizen.signIn(somebody());
  await citizen.sees("account", "My account");
  await citizen.reads("next step");
  await citizen.open("/account/profile");
  await citizen.sees("profile", "Profile update");
  await citizen.open("/payments");
  await citizen.sees("payments-closed");
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
});

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
});
