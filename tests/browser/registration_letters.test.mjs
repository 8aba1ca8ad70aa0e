// The letters of a registration: corrected, asked for again, too late, and those that take the place of scripts.
import assert from "node:assert/strict";
import { after } from "node:test";

import { close } from "./support/browser.mjs";
import { forward } from "./support/clock.mjs";
import { sql } from "./support/database.mjs";
import { journey } from "./support/journey.mjs";
import { checkLetter, letterTo, linkIn } from "./support/letters.mjs";
import { somebody } from "./support/people.mjs";
import { NEW_PASSWORD, answer, begin, fillIn, newName, registerOnly } from "./support/registering.mjs";

after(close);

journey("a wrong address is corrected, and the first link stops", async (someone) => {
  const username = newName();
  const { address } = await registerOnly(someone, username);
  const first = linkIn(await letterTo(address), "/confirm-email");
  await someone.fill({ email: "veren" });
  await someone.press("Send it to this address");
  await someone.sees("registration-sent-wrong", "Open your mailbox");
  await someone.fill({ email: `${username}.2@example.com` });
  await someone.press("Send it to this address");
  await someone.sees("registration-sent-again", "Open your mailbox");
  await someone.open(first);
  await someone.sees("confirm-email-replaced", "This link cannot be used");
  const second = linkIn(await letterTo(`${username}.2@example.com`), "/confirm-email");
  await forward({ hours: 23, minutes: 59 });
  await someone.open(second);
  await someone.sees("confirm-email-late", "Confirm your e-mail address");
  await forward({ minutes: 1, seconds: 1 });
  await someone.press("Confirm the address");
  await someone.sees("confirm-email-expired", "This link cannot be used");
}, { scripts: [true] });

journey("a wrong address is corrected later, too, from the account", async (someone) => {
  const username = newName();
  const { address } = await registerOnly(someone, username);
  const first = linkIn(await letterTo(address), "/confirm-email");
  const later = await someone.another({ scripts: false });
  for (const it of [someone, later]) {
    await it.open("/login");
    await it.signIn({ username }, NEW_PASSWORD);
    await it.sees("account-unconfirmed", "My account");
    await it.press("Correct the address");
    await it.sees("email-unconfirmed", "E-mail address");
  }
  await later.fill({ email: "veren", password: "not the password" });
  await later.press("Send the letter");
  await later.sees("email-unconfirmed-wrong", "E-mail address");
  await later.fill({ email: `${username}.2@example.com`, password: NEW_PASSWORD });
  await later.press("Send the letter");
  await later.sees("link-sent", "Open your mailbox");
  await someone.open(first);
  await someone.sees("confirm-email-corrected", "This link cannot be used");
  const second = await letterTo(`${username}.2@example.com`);
  await checkLetter(second, someone.language);
  await someone.open(linkIn(second, "/confirm-email"));
  await someone.press("Confirm the address");
  await later.open("/account/email");
  await later.reads("New e-mail address");
}, { scripts: [true] });

journey("who never got the letter asks for another one from the account", async (someone) => {
  const username = newName();
  const { address } = await registerOnly(someone, username);
  const first = linkIn(await letterTo(address), "/confirm-email");
  await someone.open("/login");
  await someone.signIn({ username }, NEW_PASSWORD);
  await someone.press("Send a new letter");
  await someone.sees("link-sent-again", "Open your mailbox");
  const second = linkIn(await letterTo(address, { known: 1 }), "/confirm-email");
  await someone.open(first);
  await someone.sees("confirm-email-newer", "This link cannot be used");
  await someone.open(second);
  await someone.press("Confirm the address");
  await someone.open("/account");
  await someone.readsNot("Send a new letter");
}, { scripts: [true] });

journey("a fourth account at one address is told by letter alone", async (someone) => {
  const username = newName();
  const address = `pulen.${username}@example.com`;
  const family = [somebody(), somebody(), somebody()].map((it) => it.username);
  await sql(`UPDATE account SET email = '${address}' WHERE username IN ('${family.join("', '")}')`);
  if (someone.scripts) {
    await registerOnly(someone, username, address);
    await someone.sees("registration-done-fourth", "Open your mailbox");
  } else {
    await someone.open("/registration");
    await forward({ hours: 2 });
    await answer(someone, { email: address });
    await someone.sees("registration-letter-sent-fourth", "Open your mailbox to go on");
  }
  const letter = await someone.letter(address, "A registration with your e-mail address");
  assert.ok(!letter.text.includes("token="));
});

journey("who comes without scripts goes on by a letter, for a day", async (someone) => {
  const address = `${newName()}@example.com`;
  await someone.open("/registration");
  await someone.reads("Your browser runs no scripts. That is all right: we send you a letter, and its link leads to the other questions.");
  await forward({ hours: 2 });
  await answer(someone, { email: address });
  await someone.sees("registration-letter-sent", "Open your mailbox to go on");
  const link = linkIn(await letterTo(address), "/registration/letter");
  await someone.open(link);
  await someone.sees("registration-letter", "Go on with your registration");
  await someone.press("Continue");
  await forward({ hours: 5 });
  await answer(someone, { given: "Мария", family: "Стоева" });
  await someone.sees("registration-waited", "The registration has waited too long");
  await someone.press("Begin anew");
  assert.equal(someone.path, "/registration");
  await someone.open(`${link}x`);
  await someone.sees("registration-letter-unknown", "This link cannot be used");
  await forward({ hours: 19, seconds: 1 });
  await someone.open(link);
  await someone.reads("The link was valid for 24 hours. Nothing was registered; you can begin anew.");
  await someone.sees("registration-letter-expired", "This link cannot be used");
}, { scripts: [false] });

journey("a username whose owner confirmed no address is free again after a day", async (someone) => {
  const username = newName();
  await letterTo((await registerOnly(someone, username)).address);
  const other = await someone.another();
  await begin(other, `drug.${username}@example.com`);
  await fillIn(other, username, { until: "username" });
  await answer(other, { username });
  await other.reads("This username is taken. Choose another one.");
  await forward({ days: 1, seconds: 1 });
  await begin(other, `drug.${username}@example.com`); // the answers have waited too long
  await fillIn(other, username, { until: "username" });
  await answer(other, { username });
  assert.equal(await other.text("h1"), other.say("Choose a password"));
}, { scripts: [true] }); // who runs no scripts has confirmed the address before

journey("a network sends three first letters an hour, and is told when it can go on", async (someone) => {
  await forward({ hours: 2 });
  for (let letters = 0; letters < 4; letters += 1) {
    await someone.open("/registration");
    await forward({ seconds: 3 });
    await answer(someone, { email: `${newName()}@example.com` });
  }
  await someone.sees("registration-too-many", "Your e-mail address");
  await someone.reads("Too many tries. Leave this page open and press the button again in {time}.");
  await forward({ minutes: 59 });
  await someone.press("Continue");
  await someone.reads("Too many tries. Leave this page open and press the button again in a little while.");
  await someone.sees("registration-too-many-nearly-over", "Your e-mail address");
  await forward({ minutes: 2 });
  await someone.press("Continue");
  assert.equal(await someone.text("h1"), someone.say("Open your mailbox to go on"));
  await forward({ hours: 1 });
}, { scripts: [false] });
