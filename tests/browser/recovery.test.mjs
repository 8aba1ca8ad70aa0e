// Ways back into an account, and another password.
import assert from "node:assert/strict";
import { after } from "node:test";

import { close } from "./support/browser.mjs";
import { forward } from "./support/clock.mjs";
import { sql } from "./support/database.mjs";
import { journey } from "./support/journey.mjs";
import { letterTo, linkIn, linksIn } from "./support/letters.mjs";
import { holds, paste } from "./support/password_field.mjs";
import { somebody } from "./support/people.mjs";
import { NEW_PASSWORD, begin, fillIn, newName, register } from "./support/registering.mjs";

after(close);

/** Asks for a letter by the form at `path`; the page that comes then tells nothing of who is known. */
async function askForLetter(citizen, path, address) {
  await forward({ days: 1, seconds: 1 }); // letters that others asked for are forgotten
  await citizen.open(path);
  await citizen.fill({ email: address });
  await citizen.press("Send the letter");
  assert.equal(citizen.path, `${path}/sent`);
  return (await citizen.text("main")).replaceAll(address, "…");
}

for (const [path, heading, subject] of [["/forgot-username", "Forgotten username", "Your username in the e-portal"],
  ["/forgot-password", "Forgotten password", "A new password for the e-portal"]]) {
  journey(`nobody learns at ${path} whether an address is known`, async (citizen) => {
    const person = somebody();
    const name = path.slice(1);
    await citizen.open("/login");
    await citizen.press(heading);
    assert.equal(citizen.path, path);
    await citizen.sees(name, heading);
    await citizen.fill({ email: "viki" });
    await citizen.press("Send the letter");
    await citizen.sees(`${name}-wrong`, heading);
    const stranger = `nikoy.${person.address}`;
    const unknown = await askForLetter(citizen, path, stranger);
    assert.equal(await askForLetter(citizen, path, person.address), unknown);
    await citizen.sees(`${name}-sent`, "Open your mailbox");
    await citizen.press("Another address");
    assert.equal(citizen.path, path);
    for (const address of [stranger, person.address]) {
      const letter = await citizen.letter(address, subject);
      assert.equal(letter.text.includes(person.username), address === person.address);
    }
  });
}

journey("who has three accounts at one address chooses whose password is set anew", async (citizen) => {
  const people = [somebody(), somebody(), somebody()];
  const address = `troyka.${people[0].address}`;
  await sql(`UPDATE account SET email = '${address}' WHERE username IN ('${people.map((it) => it.username).join("', '")}')`);
  await askForLetter(citizen, "/forgot-username", address);
  const names = await citizen.letter(address, "Your username in the e-portal");
  await askForLetter(citizen, "/forgot-password", address);
  const letter = await citizen.letter(address, "A new password for the e-portal");
  const shown = [];
  for (const link of linksIn(letter)) {
    await citizen.open(link);
    shown.push(await citizen.text("main dd"));
  }
  assert.deepEqual(shown.toSorted(), people.map((it) => it.username));
  for (const username of shown) assert.ok(names.text.includes(username));
  await citizen.fill({ password: NEW_PASSWORD });
  await citizen.press("Set the new password");
  await citizen.signIn({ username: shown.at(-1) }, NEW_PASSWORD);
  assert.equal(citizen.path, "/account");
});

journey("a forgotten password is set anew by a letter, and payment is closed until the counter", async (citizen) => {
  const person = await register(citizen, newName());
  const elsewhere = await citizen.another();
  await elsewhere.signIn(person, NEW_PASSWORD);
  await askForLetter(citizen, "/forgot-password", person.address);
  await elsewhere.signIn(person, NEW_PASSWORD);
  const letter = await letterTo(person.address, { wanted: (it) => it.text.includes("/reset-password") });
  await forward({ minutes: 29, seconds: 30 });
  await citizen.open(linkIn(letter, "/reset-password"));
  await citizen.sees("reset-password", "New password");
  await citizen.fill({ password: "кратка" });
  await citizen.press("Set the new password");
  await citizen.reads("The password must have at least 12 characters.");
  await citizen.sees("reset-password-wrong", "New password");
  await citizen.fill({ password: "още четири несвързани думи" });
  await citizen.press("Set the new password");
  await citizen.sees("reset-password-done", "Your new password is set");
  await citizen.open(linkIn(letter, "/reset-password"));
  await citizen.reads("A new password has been set with this link already. If that was not you, ask for another link at once.");
  await citizen.sees("reset-password-used", "This is done already");
  await citizen.press("Ask for another link");
  assert.equal(citizen.path, "/forgot-password");
  await elsewhere.open("/account");
  assert.equal(elsewhere.path, "/login?to=/account");
  await citizen.signIn(person, NEW_PASSWORD);
  await citizen.reads("The username or the password is wrong. Check both and try again.");
  await citizen.signIn(person, "още четири несвързани думи");
  await citizen.reads("E-payment is closed for your safety");
  await citizen.sees("account-paused", "My account");
  await citizen.open("/payments");
  await citizen.sees("payments-paused");
  for (const what of ["names", "notices", "number"]) {
    await citizen.open(`/account/${what}`);
    await citizen.reads("Closed while your account is paused");
    await citizen.sees(`${what}-paused`);
  }
  await citizen.press("How the pause ends");
  assert.equal(citizen.path, "/account");
  await citizen.letter(person.address, "Your password was set anew");
}, { keyboard: true });

journey("a link to a new password is good for 30 minutes, also beside a newer one", async (citizen) => {
  const person = somebody();
  const links = [];
  const next = async () => {
    const letter = await letterTo(person.address, { wanted: (it) => it.text.includes("/reset-password") && !links.includes(linkIn(it)) });
    links.push(linkIn(letter));
  };
  await askForLetter(citizen, "/forgot-password", person.address);
  await next();
  await citizen.open("/forgot-password");
  await citizen.fill({ email: person.address });
  await citizen.press("Send the letter");
  await next();
  await citizen.open(links[0]);
  await forward({ minutes: 30, seconds: 1 });
  await citizen.fill({ password: NEW_PASSWORD });
  await citizen.press("Set the new password");
  await citizen.sees("reset-password-expired", "This link cannot be used");
  await citizen.open(`${links[0]}x`);
  await citizen.reads("The link is not complete. Copy it whole from the newest letter, or ask for another one.");
  await citizen.sees("reset-password-unknown", "This link cannot be used");
});

journey("a password is changed by who knows it, and everybody else is signed out", async (citizen) => {
  const person = await register(citizen, newName());
  const elsewhere = await citizen.another();
  await elsewhere.signIn(person, NEW_PASSWORD);
  await citizen.signIn(person, NEW_PASSWORD);
  await citizen.press("Password change");
  await citizen.sees("password-change", "Password change");
  for (const [current, password, fault] of [
    ["not the password", "още четири несвързани думи", "This is not your present password. Check it and try again."],
    [NEW_PASSWORD, NEW_PASSWORD, "This is the password that you have now. Choose another one."],
    [NEW_PASSWORD, "password1234", "This password is on a list that thieves try first. Choose another one."],
    [NEW_PASSWORD, `x ${person.username} x`, "The password must not contain your username."]]) {
    await citizen.fill({ current, password });
    await citizen.press("Change the password");
    await citizen.reads(fault);
    await citizen.sees("password-change-wrong", "Password change");
  }
  await citizen.fill({ current: NEW_PASSWORD, password: "още четири несвързани думи" });
  await citizen.press("Change the password");
  await citizen.sees("password-changed", "Your password is changed");
  await elsewhere.open("/account");
  assert.equal(elsewhere.path, "/login?to=/account");
  await citizen.open("/account");
  assert.equal(citizen.path, "/account");
  await citizen.letter(person.address, "Your password was changed");
});

journey("while a new password is typed its strength is told, and the password stays in the browser", async (citizen) => {
  const person = somebody();
  await citizen.signIn(person);
  await citizen.open("/account/password");
  const meter = citizen.page.locator("[data-strength]");
  assert.ok(await meter.isHidden());
  const sent = [];
  citizen.page.on("request", (request) => { if (request.method() !== "GET") sent.push(request.url()); });
  for (const [password, told] of [
    ["кратка", "{count} of at least 12 characters"],
    ["паролапарола", "Easily guessed: add one or two more words"],
    [`${person.username}1234`, "Easily guessed: add one or two more words"],
    ["parolata mi e", "Fair: one more word makes it good"],
    ["котка Куче 9", "Good: hard to guess"],
    [NEW_PASSWORD, "Very good: very hard to guess"]]) {
    await citizen.fill({ password });
    if (citizen.scripts) await meter.getByText(citizen.say(told, { count: [...password].length }), { exact: true }).waitFor();
    if (told.startsWith("Fair")) await citizen.sees("password-strength", "Password change");
  }
  assert.equal(await meter.isVisible(), citizen.scripts);
  await citizen.fill({ password: "" });
  await meter.waitFor({ state: "hidden" });
  assert.deepEqual(sent, []);
});

journey("passwords are pasted, looked at, and known to password managers wherever they are asked for", async (citizen) => {
  const username = newName();
  const pasted = async (name, text, purpose) => {
    await paste(citizen, name, text);
    await holds(citizen, name, text, purpose);
  };
  await begin(citizen, `${username}@example.com`);
  await fillIn(citizen, username, { until: "password" });
  await pasted("password", NEW_PASSWORD, "new-password");
  await citizen.press("Continue");
  await citizen.press("Register");
  const person = { username, address: `${username}@example.com` };
  if (citizen.scripts) {
    await citizen.open(linkIn(await letterTo(person.address), "/confirm-email"));
    await citizen.press("Confirm the address");
  }
  await citizen.open("/forgot-password");
  await citizen.fill({ email: person.address });
  await citizen.press("Send the letter");
  await citizen.open(linkIn(await letterTo(person.address, { wanted: (it) => it.text.includes("/reset-password") }), "/reset-password"));
  await pasted("password", "още четири несвързани думи", "new-password");
  await citizen.press("Set the new password");
  await citizen.open("/login");
  await citizen.fill({ username });
  await pasted("password", "още четири несвързани думи", "current-password");
  await citizen.press("Sign in");
  await citizen.open("/account/password");
  await pasted("current", "още четири несвързани думи", "current-password");
  await pasted("password", NEW_PASSWORD, "new-password");
  await citizen.press("Change the password");
  assert.equal(await citizen.text("h1"), citizen.say("Your password is changed"));
});
