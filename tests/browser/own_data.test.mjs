// What an owner sees of the account's past, takes along, and leaves.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after } from "node:test";

import { close } from "./support/browser.mjs";
import { forward } from "./support/clock.mjs";
import { journey } from "./support/journey.mjs";
import { linkIn } from "./support/letters.mjs";
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
  await someone.prints();
  assert.ok((await someone.text()).includes(person.address));
});

journey("an owner takes the own data along as a file", async (someone) => {
  const person = somebody();
  await someone.signIn(person);
  await someone.open("/account/export");
  await someone.fill({ password: PASSWORD });
  const [download] = await Promise.all([someone.page.waitForEvent("download"),
    someone.page.getByRole("button", { name: someone.say("Save as a file") }).click()]);
  const data = JSON.stringify(JSON.parse(await readFile(await download.path(), "utf8")));
  assert.ok(data.includes(person.address) && !data.includes("argon2"));
});

/** Somebody new who has closed the account. */
async function closed(someone) {
  last += 1;
  const person = await register(someone, `zatvoren.${last}`);
  await someone.open("/login");
  await someone.signIn(person, NEW_PASSWORD);
  await someone.open("/account/close");
  await someone.sees("close", "Closing the account");
  await someone.fill({ password: "not the password" });
  await someone.press("Close the account");
  await someone.sees("close-wrong", "Closing the account");
  await someone.fill({ password: NEW_PASSWORD });
  await someone.press("Close the account");
  await someone.sees("closed", "Your account will be closed");
  return person;
}

journey("an owner closes the account, reads on what day it goes, and keeps it by signing in", async (someone) => {
  const person = await closed(someone);
  await someone.open("/login?to=/account/profile");
  await someone.signIn(person, NEW_PASSWORD);
  assert.equal(someone.path, "/account/closing");
  assert.match(await someone.text("h1"), someone.pattern("Your account will be closed on {{day}}"));
  await someone.sees("closing");
  assert.ok(!(await someone.text()).includes(person.address));
  const letter = await someone.letter(person.address, "Your account will be closed");
  await someone.press("Keep my account");
  await someone.sees("keep-account-done", "Your account is kept");
  await someone.letter(person.address, "Your account is kept");
  await someone.press("To my account");
  assert.equal(someone.path, "/account");
  await someone.open(linkIn(letter, "/keep-account"));
  await someone.sees("keep-account-over", "This link cannot be used");
}, { keyboard: true });

journey("the letter's link keeps a closed account, and a thief's closing is an alarm", async (someone) => {
  const person = await closed(someone);
  const letter = await someone.letter(person.address, "Your account will be closed");
  await someone.open(linkIn(letter, "/keep-account"));
  await someone.sees("keep-account", "Keep your account");
  await someone.press("Keep my account");
  await someone.reads("Your account is kept");
  await someone.open(linkIn(letter, "/keep-account"));
  await someone.sees("keep-account-used", "This is done already");
  await someone.open(`${linkIn(letter, "/keep-account")}x`);
  await someone.sees("keep-account-unknown", "This link cannot be used");

  const other = await closed(someone);
  const told = await someone.letter(other.address, "Your account will be closed");
  await someone.open(linkIn(told, "/alarm"));
  await someone.sees("alarm-closing", "Was it not you?");
  await someone.press("It was not me: stop e-payment");
  await someone.letter(other.address, "E-payment is stopped");
  await someone.setPasswordAnew(other.address, "още четири несвързани думи");
  await someone.signIn(other, "още четири несвързани думи");
  await someone.reads("E-payment is stopped");
});

journey("an account that nobody kept cannot be entered any more", async (someone) => {
  const person = await closed(someone);
  await forward({ days: 8, hours: 1 });
  await someone.letter(person.address, "Your account is closed");
  await someone.open("/login");
  await someone.signIn(person, NEW_PASSWORD);
  await someone.reads("The username or the password is wrong. Check both and try again.");
});
