// States of pages that journeys do not pass: pauses with all their ways out, unconfirmed accounts, full addresses, long lists.
import assert from "node:assert/strict";
import { after } from "node:test";

import { close } from "./support/browser.mjs";
import { forward } from "./support/clock.mjs";
import { gishectl, sql } from "./support/database.mjs";
import { journey } from "./support/journey.mjs";
import { letterTo, linkIn } from "./support/letters.mjs";
import { PASSWORD, chooseLanguage, contestedSomebody, somebody, verifiedSomebody } from "./support/people.mjs";
import { NEW_PASSWORD, begin, fillIn } from "./support/registering.mjs";
import { textTo } from "./support/texts.mjs";
import { codeNow } from "./support/totp.mjs";

/** These pages are the same for who runs no scripts; what a script changes on their forms other journeys show both ways. */
const ONE_WAY = { scripts: [true] };
let last = 0;

after(close);

/** Turns two-factor protection on; answers the app's key and the recovery codes. */
async function enrol(someone) {
  await someone.open("/account/second-factor/new");
  const secret = await someone.page.locator("main p.code").innerText();
  await someone.fill({ code: await codeNow(secret), password: PASSWORD });
  await someone.press("Turn on");
  return { secret, codes: await someone.page.locator(".code-list li").allInnerTexts() };
}

/** Goes to each page of the account and looks at it. */
async function seesAll(someone, pages, state) {
  for (const page of pages) {
    await someone.open(`/account/${page}`);
    await someone.sees(`${page}-${state}`);
  }
}

async function askForAddress(someone, email, proof = {}) {
  await someone.open("/account/email");
  await someone.fill({ email, password: PASSWORD, ...proof });
  await someone.press("Send the letter");
  return linkIn(await letterTo(email), "/new-address");
}

/** The button behind the link of a letter, where it cannot be done. */
async function cannotConfirm(someone, link, picture, words) {
  await someone.open(link);
  await someone.press("Confirm the address");
  await someone.reads(words);
  await someone.sees(picture, "This link cannot be used");
}

/** So many accounts as an address may serve have it already. */
async function fill(address) {
  await sql(`UPDATE account SET email = '${address}'
             WHERE username IN ('${[somebody(), somebody(), somebody()].map((it) => it.username).join("', '")}')`);
}

journey("who is verified sees what is owed, and what ends with the account", async (someone) => {
  const { username } = verifiedSomebody();
  await someone.signIn({ username });
  await someone.open("/account");
  await someone.reads("You have no obligations to pay.");
  await sql(`INSERT INTO obligation (reference, person, person_key, bulgarian, english, amount, due, added_at)
             SELECT username || '-' || number, person, person_key, 'Данък върху недвижимите имоти', 'Property tax',
                    1234567 * number, current_date + number, now()
             FROM verification JOIN account ON account.id = account_id CROSS JOIN generate_series(1, 3) AS number
             WHERE username = '${username}'`);
  await someone.open("/account");
  await someone.reads("To pay");
  await someone.sees("account-to-pay", "My account");
  await someone.press("To the obligations");
  await someone.reads("Your obligations today");
  await someone.sees("payments-owed", "E-payment");
  await seesAll(someone, ["pass", "close", "activity"], "verified");
  await someone.open("/account/number");
  await someone.press("Remove the number from the account");
  await someone.sees("number-change-removed", "Remove the verified number?");
  await someone.press("Keep the verified number");
  await sql(`UPDATE verification SET document_expiry = NULL
             WHERE account_id = (SELECT id FROM account WHERE username = '${username}')`);
  await someone.open("/account");
  await someone.reads("Valid without expiry, as your document.");
  await someone.sees("account-verified-for-good", "My account");
  await someone.open("/account/number");
  await someone.press("Remove the number from the account");
  await someone.fill({ password: PASSWORD });
  await someone.press("Remove, and end the verification");
  await someone.reads("next step");
  assert.ok(!(await someone.text("aside.side")).includes("*"));
}, ONE_WAY);

journey("a pause tells each way out of it, and what it keeps closed", async (someone) => {
  const person = somebody();
  await someone.signIn(person);
  await chooseLanguage(someone);
  await someone.open("/account/number");
  await someone.fill({ number: "8032056031" });
  await someone.press("Save");
  const { secret, codes: [code] } = await enrol(someone);
  await sql(`UPDATE recovery_code SET used_at = now() WHERE ctid IN (
               SELECT recovery_code.ctid FROM recovery_code JOIN account ON account.id = account_id
               WHERE username = '${person.username}' LIMIT 8)`);
  await seesAll(someone, ["second-factor"], "few-codes");
  await someone.open("/account/close");
  await someone.fill({ code: "000000", password: "not the password" });
  await someone.press("Close the account");
  await someone.sees("close-with-code-wrong", "Closing the account");
  await sql(`UPDATE recovery_code SET used_at = NULL FROM account WHERE account.id = account_id AND username = '${person.username}'`);
  await forward({ minutes: 1 });
  await someone.setPasswordAnew(person.address, NEW_PASSWORD);
  await someone.signIn(person, NEW_PASSWORD);
  await someone.fill({ code }); // a code of the app would end the pause
  await someone.press("Sign in");
  await someone.open("/account");
  await someone.reads("Sign out and sign in with a code of your app, not with a recovery code: then everything opens at once.");
  await someone.reads("Or wait: on {{day}} it opens by itself.");
  await someone.sees("account-paused-with-app-and-day", "My account");
  await seesAll(someone, ["email", "phone", "number", "second-factor", "export", "close", "activity"], "paused-with-app");
  const again = await someone.another();
  await again.signIn(person, NEW_PASSWORD);
  await again.fill({ code: await codeNow(secret) });
  await again.press("Sign in");
  await again.open("/account/names");
  await again.readsNot("Closed while your account is paused");
}, ONE_WAY);

journey("a pause whose days are over ends by itself", async (someone) => {
  const person = verifiedSomebody();
  await someone.setPasswordAnew(person.address, NEW_PASSWORD);
  await someone.signIn(person, NEW_PASSWORD);
  await someone.open("/account");
  await someone.sees("account-paused-with-day", "My account");
  await someone.open("/help");
  await someone.sees("help-with-day");
  await forward({ days: 7, hours: 1 });
  await someone.signIn(person, NEW_PASSWORD);
  await someone.untilReadsNot("E-payment is closed for your safety");
}, ONE_WAY);

journey("lost two-factor protection pauses the account, and an address that waited does not come", async (someone) => {
  const person = somebody();
  await someone.signIn(person);
  await chooseLanguage(someone);
  const { codes: [code] } = await enrol(someone);
  const link = await askForAddress(someone, `zaguben.${person.address}`, { code });
  await gishectl("accounts", "remove-second-factor", person.username, "--reason", "a test");
  await someone.open("/account");
  await someone.reads("Was it not you who asked for that?");
  await someone.sees("account-factor-lost", "My account");
  await seesAll(someone, ["email", "activity"], "factor-lost");
  await someone.open("/payments");
  await someone.sees("payments-factor-lost", "E-payment");
  await cannotConfirm(someone, link, "new-address-paused", "The account is paused, and its address cannot change meanwhile.");
}, ONE_WAY);

journey("an account whose address nobody confirmed says so wherever that counts", async (someone) => {
  last += 1;
  const username = `nepotvarden.${last}`;
  const address = `${username}@example.com`;
  await begin(someone, address);
  await fillIn(someone, username, { until: "username" });
  await someone.fill({ username });
  await someone.page.evaluate(() => { document.getElementById("website").value = "x"; });
  await someone.press("Continue");
  await someone.sees("registration-without-proof", "Choose a username");
  await fillIn(someone, username, { from: "username" });
  await someone.press("Register");
  const link = linkIn(await letterTo(address), "/confirm-email");
  await someone.signIn({ username }, NEW_PASSWORD);
  await seesAll(someone, ["pass", "second-factor", "phone", "export", "close", "messages", "activity", "stop"], "unconfirmed");
  await someone.open("/payments");
  await someone.sees("payments-unconfirmed", "E-payment");
  await sql(`UPDATE record SET account_id = (SELECT id FROM account WHERE username = '${username}')
             WHERE account_id = (SELECT id FROM account WHERE username = '${contestedSomebody().username}')
                OR account_id = (SELECT max(id) FROM account WHERE username LIKE 'nepotvarden.%' AND username <> '${username}')`);
  for (const path of ["/account", "/payments"]) {
    await someone.open(path);
    await someone.reads("So that the letter reaches you, confirm your e-mail address.");
    await someone.sees(`${path.slice(1)}-unconfirmed-contested`);
  }
  await someone.open(`${link}x`);
  await someone.sees("confirm-email-unknown", "This link cannot be used");
  await fill(address);
  await cannotConfirm(someone, link, "confirm-email-full", "The address serves as many accounts as it may already. Sign in with one of them.");
  await someone.open("/account/close");
  await someone.fill({ password: NEW_PASSWORD });
  await someone.press("Close the account");
  await someone.signIn({ username }, NEW_PASSWORD);
  assert.equal(someone.path, "/account/closing");
  await someone.sees("closing-unconfirmed");
}, ONE_WAY);

journey("a new address that has become full meanwhile is refused in words", async (someone) => {
  const person = somebody();
  await someone.signIn(person);
  await chooseLanguage(someone);
  const link = await askForAddress(someone, `palen.${person.address}`);
  await fill(`palen.${person.address}`);
  await cannotConfirm(someone, link, "new-address-full", "The address serves as many accounts as it may already. Choose another one in your profile.");
}, ONE_WAY);

journey("a second alarm says that payment is stopped, and a month later the link is over", async (someone) => {
  const person = somebody();
  await someone.signIn(person);
  await chooseLanguage(someone);
  const links = [];
  for (let thieves = 0; thieves < 2; thieves += 1) {
    await (await someone.another()).signIn(person);
    const letter = await letterTo(person.address,
      { wanted: (it) => it.text.includes("/alarm") && !links.includes(linkIn(it, "/alarm")) });
    links.push(linkIn(letter, "/alarm"));
  }
  await someone.open(links[0]);
  await someone.press("It was not me: stop e-payment");
  await someone.open(links[1]);
  await someone.reads("E-payment is stopped already. The button signs everybody out once more, and a password that was set since is taken no more.");
  await someone.sees("alarm-raised", "Was it not you?");
  await forward({ days: 30, seconds: 1 });
  await someone.open(links[1]);
  await someone.reads("The link was good for 30 days. Use the one in a newer letter, or tell us.");
  await someone.sees("alarm-expired", "This link cannot be used");
}, ONE_WAY);

journey("a number waits for its code, which is over after ten minutes", async (someone) => {
  last += 1;
  const number = `+35988800010${last}`;
  await someone.signIn(somebody());
  await someone.open("/account/phone");
  await someone.fill({ phone: number, password: PASSWORD });
  await someone.press("Send the code");
  await textTo(number);
  await someone.press("Send another code");
  await someone.sees("phone-code-again", "Enter the code");
  await someone.reads("Another code is on its way. The newest one counts.");
  await textTo(number, { count: 2 });
  await someone.press("Enter another number");
  assert.equal(someone.path, "/account/phone");
  await someone.fill({ phone: number, password: PASSWORD });
  await someone.press("Send the code");
  const [code] = /\d{6}/.exec(await textTo(number, { count: 3 }));
  await someone.open("/account/phone");
  await someone.sees("phone-waiting", "Telephone");
  await someone.press("Enter the code");
  await forward({ minutes: 10, seconds: 1 });
  await someone.fill({ code });
  await someone.press("Confirm");
  await someone.sees("phone-code-over", "Telephone");
}, ONE_WAY);

journey("where the day's codes are all sent the page says so", async (someone) => {
  await someone.signIn(somebody());
  for (const number of ["+49 30 901820", "+49 30 901821"]) { // one a day goes abroad, whoever asks
    await someone.open("/account/phone");
    await someone.fill({ phone: number, password: PASSWORD });
    await someone.press("Send the code");
  }
  await someone.reads("All codes of today have been sent. Ask for yours tomorrow.");
  await someone.sees("phone-codes-used-up", "Telephone");
}, ONE_WAY);

journey("long lists have pages", async (someone) => {
  const { username } = somebody();
  await someone.signIn({ username });
  await sql(`DELETE FROM mail WHERE account_id = (SELECT id FROM account WHERE username = '${username}')`);
  await someone.open("/account/messages");
  await someone.sees("messages-none", "Messages to me");
  await sql(`INSERT INTO audit_event (kind, happened_at, actor_kind, account_id)
             SELECT 'password.changed', now() - number * interval '1 hour', 'citizen', account.id
             FROM account CROSS JOIN generate_series(1, 60) AS number WHERE username = '${username}';
             INSERT INTO mail (kind, language, account_id, content_key, queued_at, due_at, useless_after, lane, sent_at)
             SELECT 'password_changed', 'bg', account.id, 'none', now() - number * interval '1 hour', now(), now(), 0, now()
             FROM account CROSS JOIN generate_series(1, 60) AS number WHERE username = '${username}'`);
  for (const list of ["activity", "messages"]) {
    await someone.open(`/account/${list}`);
    await someone.sees(`${list}-first-page`);
    await someone.press("Older ones");
    await someone.reads("Newer ones");
    await someone.sees(`${list}-second-page`);
  }
}, ONE_WAY);

journey("what is folded reads as well as the rest, and so does a page that knows no address", async (someone) => {
  await someone.open("/forgot-password/sent");
  await someone.sees("forgot-password-sent-to-nobody", "Open your mailbox");
  for (const path of ["/", "/procedure", "/help", "/contact"]) {
    await someone.open(path);
    await someone.page.locator("main details").evaluateAll((all) => { for (const one of all) one.open = true; });
    await someone.sees(`unfolded-${path.slice(1)}`);
  }
});

journey("too many people at once are told so, and lose nothing that they filled in", async (someone) => {
  await forward({ minutes: 15, seconds: 1 });
  await someone.open("/login");
  await someone.page.locator("main [name=shared]").check(); // a browser that is known would go first
  await someone.signIn(somebody());
  const others = await someone.another();
  await others.open("/login");
  const csrf = await others.page.locator("main [name=csrf]").inputValue();
  const come = async (name) => {
    for (let tries = 0; tries < 5; tries += 1)
      await others.page.request.post("/login", { form: { csrf, username: `${name}-${tries}`, password: PASSWORD } });
  };
  let told = false;
  for (let tries = 0; tries < 5 && !told; tries += 1) {
    await someone.open("/account/email");
    await someone.fill({ email: "nov@example.com", password: "not the password" });
    const crowd = Promise.all(Array.from({ length: 6 }, (_, place) => come(`of-many-${tries}-${place}`)));
    await someone.press("Send the letter");
    await crowd;
    told = (await someone.text("h1")) === someone.say("Many people are here just now");
  }
  assert.ok(told);
  await someone.sees("error-busy");
  await someone.press("Back to what you filled in");
  assert.equal(await someone.page.locator("[name=email]").inputValue(), "nov@example.com");
  await someone.sees("email-after-busy", "E-mail address");
}, { scripts: [false] });
