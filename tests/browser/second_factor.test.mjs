// Two-factor protection: an app is enrolled, asked at the entrance, replaced by recovery codes, turned off.
import assert from "node:assert/strict";
import { after } from "node:test";

import { close } from "./support/browser.mjs";
import { forward } from "./support/clock.mjs";
import { gishectl, sql, visitCounter } from "./support/database.mjs";
import { journey } from "./support/journey.mjs";
import { PASSWORD, chooseLanguage, somebody } from "./support/people.mjs";
import { readQr } from "./support/qr.mjs";
import { codeNow } from "./support/totp.mjs";

after(close);

/** The next code: each one counts once. */
async function nextCode(secret) {
  await forward({ seconds: 30 });
  return codeNow(secret);
}

/** What an app's camera reads is the key that is shown, also in dark colours of the reader's own. */
async function scanned(someone, secret) {
  for (const colours of [{ forcedColors: "active", colorScheme: "dark" }, { forcedColors: null, colorScheme: null }]) {
    await someone.page.emulateMedia(colours);
    const { protocol, host, searchParams } = new URL(await readQr(someone.page.locator("svg.qr")));
    assert.deepEqual([protocol, host, searchParams.get("secret")], ["otpauth:", "totp", secret.replaceAll(" ", "")]);
  }
}

/** Turns the protection on; answers the app's key and the recovery codes. */
async function enrol(someone) {
  await someone.open("/account/second-factor");
  await someone.sees("second-factor-off", "Two-factor protection");
  await someone.press("Turn on");
  await someone.sees("second-factor-new", "Turn on two-factor protection");
  const secret = await someone.page.locator("main p.code").innerText();
  await scanned(someone, secret);
  await someone.fill({ code: "000000", password: PASSWORD });
  await someone.press("Turn on");
  await someone.sees("second-factor-new-wrong", "Turn on two-factor protection");
  assert.equal(await someone.page.locator("main p.code").innerText(), secret);
  await someone.fill({ code: await codeNow(secret), password: PASSWORD });
  await someone.press("Turn on");
  await someone.sees("recovery-codes", "Your recovery codes");
  const codes = await someone.page.locator(".code-list li").allInnerTexts();
  assert.equal(codes.length, 10);
  await someone.prints();
  return { secret, codes };
}

journey("a button that is pressed twice acts once, and its answer is seen", async (someone) => {
  const person = somebody();
  await someone.signIn(person);
  await someone.open("/account/second-factor/new");
  const secret = await someone.page.locator("main p.code").innerText();
  await someone.fill({ code: await codeNow(secret), password: PASSWORD });
  await someone.pressTwice("Turn on");
  assert.equal(await someone.text("h1"), someone.say("Your recovery codes"));
  assert.equal(await someone.page.locator(".code-list li").count(), 10);
  const other = await someone.another();
  await other.signIn(person);
  await other.fill({ code: await nextCode(secret) });
  await other.pressTwice("Sign in");
  assert.equal(other.path, "/account");
}, { scripts: [true] }); // without them a browser sends both

journey("an app is enrolled and asked at each sign-in", async (someone) => {
  const person = somebody();
  await someone.signIn(person);
  await chooseLanguage(someone);
  const { secret, codes } = await enrol(someone);
  await someone.press("I have kept the codes");
  await someone.sees("second-factor-on", "Two-factor protection");
  await someone.letter(person.address, "Two-factor protection of your account");

  const other = await someone.another();
  await other.open("/login?to=/account/profile");
  await other.signIn(person);
  await other.sees("login-code", "Confirm that it is you");
  await other.fill({ code: "000000" });
  await other.press("Sign in");
  await other.sees("login-code-wrong", "Confirm that it is you");
  await other.fill({ code: await nextCode(secret) });
  await other.press("Sign in");
  assert.equal(other.path, "/account/profile");
  await other.sees("profile-protected", "Profile update");

  const late = await someone.another();
  await late.signIn(person);
  await forward({ minutes: 10, seconds: 1 });
  await late.fill({ code: await codeNow(secret) });
  await late.press("Sign in");
  await late.sees("login-code-over", "Confirm that it is you");
  await late.press("Begin again");
  await late.signIn(person);
  await late.fill({ code: codes[0] });
  await late.press("Sign in");
  assert.equal(late.path, "/account");
  const again = await someone.another();
  await again.signIn(person);
  await again.fill({ code: codes[0] }); // used
  await again.press("Sign in");
  assert.equal(await again.text("h1"), again.say("Confirm that it is you"));
}, { keyboard: true });

journey("recovery codes are replaced, and the protection is turned off", async (someone) => {
  await someone.signIn(somebody());
  const { secret, codes } = await enrol(someone);
  await someone.press("I have kept the codes");
  await someone.press("New recovery codes");
  await someone.sees("second-factor-codes");
  await someone.fill({ code: await nextCode(secret), password: "not the password" });
  await someone.press("Show new codes");
  await someone.sees("second-factor-codes-wrong");
  await someone.fill({ code: await nextCode(secret), password: PASSWORD });
  await someone.press("Show new codes");
  const fresh = await someone.page.locator(".code-list li").allInnerTexts();
  assert.ok(fresh.length === 10 && !fresh.some((code) => codes.includes(code)));
  await someone.open("/account/second-factor");
  await someone.press("Turn off");
  await someone.sees("second-factor-turn-off");
  await someone.fill({ code: await nextCode(secret), password: PASSWORD });
  await someone.press("Turn off");
  assert.equal(await someone.text("h1"), someone.say("Two-factor protection"));
});

journey("with an app, another address and a copy of the data want its code, too", async (someone) => {
  await someone.signIn(somebody());
  const { secret } = await enrol(someone);
  const fresh = somebody().address;
  await someone.open("/account/email");
  await someone.sees("email-protected", "E-mail address");
  await someone.fill({ email: fresh, code: "000000", password: PASSWORD });
  await someone.press("Send the letter");
  await someone.sees("email-protected-wrong", "E-mail address");
  assert.equal(await someone.page.locator("[name=email]").inputValue(), fresh);
  await someone.fill({ code: await nextCode(secret), password: PASSWORD });
  await someone.press("Send the letter");
  assert.equal(someone.path, "/account/email/sent");
  await someone.open("/account/export");
  await someone.fill({ code: await nextCode(secret), password: PASSWORD });
  await someone.press("Show on a page");
  assert.ok((await someone.text("main")).includes(someone.say("Two-factor protection")));
});

journey("the last recovery code signs in, and fresh ones take the place of all", async (someone) => {
  const person = somebody();
  await someone.signIn(person);
  const { secret, codes } = await enrol(someone);
  await sql(`UPDATE recovery_code SET used_at = now() WHERE ctid IN (
               SELECT recovery_code.ctid FROM recovery_code JOIN account ON account.id = account_id
               WHERE username = '${person.username}')`);
  await sql(`UPDATE recovery_code SET used_at = NULL WHERE ctid = (
               SELECT recovery_code.ctid FROM recovery_code JOIN account ON account.id = account_id
               WHERE username = '${person.username}' LIMIT 1)`);
  let other = await someone.another();
  const signInWith = async (code) => {
    await other.open("/login");
    await other.signIn(person);
    await other.fill({ code });
    await other.press("Sign in");
  };
  for (const code of codes) {
    await signInWith(code);
    if (other.path === "/account") break;
  }
  assert.equal(other.path, "/account");
  await other.open("/account/second-factor");
  await other.sees("second-factor-no-codes", "Two-factor protection");
  await other.reads("No code is left. Take new ones, or you cannot sign in when the app is lost.");
  await other.press("New recovery codes");
  await other.fill({ code: await nextCode(secret), password: PASSWORD });
  await other.press("Show new codes");
  const [fresh] = await other.page.locator(".code-list li").allInnerTexts();
  other = await someone.another();
  await signInWith(codes[9]);
  assert.equal(await other.text("h1"), other.say("Confirm that it is you"));
  await other.fill({ code: fresh });
  await other.press("Sign in");
  assert.equal(other.path, "/account");
});

journey("who lost the app and the codes comes to the counter and goes on without them", async (someone) => {
  const person = somebody();
  await someone.signIn(person);
  await chooseLanguage(someone);
  await enrol(someone);
  const later = await someone.another();
  await later.signIn(person);
  await later.reads("Have you lost both? Come to the counter with your document: two-factor protection is taken away there.");
  await gishectl("accounts", "remove-second-factor", person.username, "--reason", "lost, says who stands at the counter");
  await later.letter(person.address, "Two-factor protection of your account");
  await later.open("/login");
  await later.signIn(person);
  assert.equal(later.path, "/account");
  await later.reads("Come to the counter with your document: with the verification of your identity everything opens at once.");
  await visitCounter(person);
  await later.open("/account");
  await later.readsNot("E-payment is closed for your safety");
  await later.open("/account/second-factor");
  await later.sees("second-factor-lost-and-verified", "Two-factor protection");
  await later.press("Turn on");
  assert.equal(await later.text("h1"), later.say("Turn on two-factor protection"));
});
