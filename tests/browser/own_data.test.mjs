// What an owner sees of the account's past, takes along, and leaves.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, test } from "node:test";

import { close } from "./support/browser.mjs";
import { citizen, journey } from "./support/journey.mjs";
import { NEW_PASSWORD, register } from "./support/registering.mjs";
import { PASSWORD, somebody } from "./support/people.mjs";

let last = 0;

after(close);

journey("an owner reads who looked at the account or changed it, and which letters came", async (someone) => {
  const person = somebody();
  await someone.signIn(person);
  await someone.press("Messages to me");
  await someone.sees("messages", "Messages to me");
  await someone.open("/account/number");
  await someone.fill({ number: "8032056031" });
  await someone.press("Save");
  await someone.press("Who looked at my data or changed them");
  await someone.sees("activity", "Who looked at my data or changed them");
  assert.ok(await someone.page.locator("tbody tr").count() > 0);
});

journey("an owner reads the own data on a page, after the password", async (someone) => {
  const person = somebody();
  await someone.signIn(person);
  await someone.open("/account/export");
  await someone.sees("export", "My data");
  await someone.fill({ password: "not the password" });
  await someone.press("Show on a page");
  await someone.reads("The password is wrong. Enter the one you sign in with.");
  await someone.sees("export-wrong", "My data");
  await someone.fill({ password: PASSWORD });
  await someone.press("Show on a page");
  await someone.sees("export-shown", "My data");
  assert.ok((await someone.text()).includes(person.address));
});

test("an owner takes the own data along as a file", async (t) => {
  const someone = await citizen(t, "bg");
  const person = somebody();
  await someone.signIn(person);
  await someone.open("/account/export");
  await someone.fill({ password: PASSWORD });
  const [download] = await Promise.all([someone.page.waitForEvent("download"),
    someone.page.getByRole("button", { name: someone.say("Save as a file") }).click()]);
  const data = JSON.stringify(JSON.parse(await readFile(await download.path(), "utf8")));
  assert.ok(data.includes(person.address) && !data.includes("argon2"));
});

journey("an owner closes the account, after reading what is kept and why", async (someone) => {
  last += 1;
  const person = await register(someone, `zatvoren.${last}`);
  await someone.signIn(person, NEW_PASSWORD);
  await someone.open("/account/close");
  await someone.sees("close", "Closing the account");
  await someone.fill({ password: "not the password" });
  await someone.press("Close the account for good");
  await someone.sees("close-wrong", "Closing the account");
  await someone.fill({ password: NEW_PASSWORD });
  await someone.press("Close the account for good");
  await someone.sees("closed", "Your account is closed");
  await someone.signIn(person, NEW_PASSWORD);
  await someone.reads("The username or the password is wrong. Check both and try again.");
  await someone.letter(person.address, "Your account is closed");
});
