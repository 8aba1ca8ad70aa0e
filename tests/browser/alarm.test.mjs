// What an owner does about strangers: "This was not me", and a hundred wrong passwords.
import assert from "node:assert/strict";
import { after } from "node:test";

import { close } from "./support/browser.mjs";
import { forward } from "./support/clock.mjs";
import { sql } from "./support/database.mjs";
import { journey } from "./support/journey.mjs";
import { linkIn } from "./support/letters.mjs";
import { somebody } from "./support/people.mjs";
import { NEW_PASSWORD, register } from "./support/registering.mjs";

let last = 0;

after(close);

journey("who was not signed in by themselves stops payment with the link of the letter", async (citizen) => {
  last += 1;
  const person = await register(citizen, `nechakan.vhod.${last}`);
  await citizen.signIn(person, NEW_PASSWORD);
  const thief = await citizen.another();
  await thief.signIn(person, NEW_PASSWORD);
  const letter = await citizen.letter(person.address, "A sign-in from a new browser");
  await citizen.open(linkIn(letter, "/alarm"));
  await citizen.sees("alarm", "Was it not you?");
  await thief.open("/account");
  assert.equal(thief.path, "/account"); // the link alone does nothing
  await citizen.press("It was not me: stop e-payment");
  await citizen.sees("alarm-done", "E-payment is stopped");
  await citizen.press("Set a new password");
  assert.equal(citizen.path, "/forgot-password");
  await thief.open("/account");
  assert.equal(thief.path, "/login?to=/account");
  await citizen.open(linkIn(letter, "/alarm"));
  await citizen.sees("alarm-used", "This is done already");
  await citizen.signIn(person, NEW_PASSWORD);
  await citizen.reads("The username or the password is wrong. Check both and try again.");
  await citizen.setPasswordAnew(person.address, "още четири несвързани думи");
  await citizen.signIn(person, "още четири несвързани думи");
  await citizen.sees("account-stopped", "My account");
  await citizen.open("/payments");
  await citizen.sees("payments-stopped");
  await citizen.letter(person.address, "E-payment is stopped");
  const supervisor = await citizen.supervisor();
  await supervisor.open("/cases");
  await supervisor.sees("staff-alarm", "Cases");
  assert.ok((await supervisor.text("main")).includes(person.username));
  await supervisor.press("End the stop of e-payment");
  await supervisor.sees("staff-alarm-reason", "Cases");
  await supervisor.fill({ reason: "Came to desk 12 with the ID card." });
  await supervisor.press("End the stop of e-payment");
  await supervisor.reads("No case is open.");
  await supervisor.sees("staff-cases-none", "Cases");
  await supervisor.open("/");
  await supervisor.sees("staff-today");
  await supervisor.press("Sign out", { where: "header" });
  await supervisor.sees("staff-login", "Sign in to the staff pages");
  await citizen.letter(person.address, "The municipality has looked into your case");
  await citizen.open("/payments");
  await citizen.readsNot("E-payment is stopped");
  await citizen.open(`${linkIn(letter, "/alarm")}x`);
  await citizen.sees("alarm-unknown", "This link cannot be used");
}, { keyboard: true });

journey("who reads of a stranger's act stops payment from inside the account", async (citizen) => {
  last += 1;
  const person = await register(citizen, `nechakan.vhod.${last}`);
  await citizen.signIn(person, NEW_PASSWORD);
  const thief = await citizen.another();
  await thief.signIn(person, NEW_PASSWORD);
  await citizen.open("/account/activity");
  await citizen.press("Stop e-payment now");
  await citizen.sees("account-stop", "Was it not you?");
  await citizen.press("It was not me: stop e-payment");
  assert.equal(await citizen.text("h1"), citizen.say("E-payment is stopped"));
  await thief.open("/account");
  assert.equal(thief.path, "/login?to=/account");
  await citizen.letter(person.address, "E-payment is stopped");
});

journey("a hundred wrong passwords stop strangers, and their owner lets new browsers in again", async (citizen) => {
  const person = somebody();
  await citizen.signIn(person);
  const stranger = await citizen.another();
  await stranger.open("/login");
  for (let tries = 0; tries < 100; tries += 1) {
    if (tries % 10 === 0) await forward({ minutes: 15, seconds: 1 });
    await stranger.signIn(person, "not the password");
  }
  await forward({ minutes: 15, seconds: 1 });
  await stranger.signIn(person); // the right one, from an unknown browser
  await stranger.reads("The username or the password is wrong. Check both and try again.");
  await citizen.open("/login");
  await citizen.signIn(person);
  assert.equal(citizen.path, "/account");
  const letter = await citizen.letter(person.address, "Many wrong passwords for your account");
  await stranger.open(linkIn(letter, "/open-entrance"));
  await stranger.sees("open-entrance", "Many wrong passwords");
  await stranger.press("Let me sign in from everywhere");
  await stranger.sees("open-entrance-done", "You can sign in again");
  await stranger.open(linkIn(letter, "/open-entrance"));
  await stranger.sees("open-entrance-used", "This is done already");
  await stranger.open(`${linkIn(letter, "/open-entrance")}x`);
  await stranger.sees("open-entrance-unknown", "This link cannot be used");
  await sql("UPDATE email_token SET used_at = NULL"); // as if nobody had pressed the button
  await forward({ days: 30, seconds: 1 });
  await stranger.open(linkIn(letter, "/open-entrance"));
  await stranger.sees("open-entrance-expired", "This link cannot be used");
  await stranger.signIn(person);
  assert.equal(stranger.path, "/account");
}, { languages: ["bg"], scripts: [false] }); // a hundred sign-ins; `letters.test.mjs` has its letter in both languages
