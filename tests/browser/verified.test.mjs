// Who was verified at the counter: what a visit opens and who is told, reminders before something expires, another personal number.
import assert from "node:assert/strict";
import { after } from "node:test";

import { close } from "./support/browser.mjs";
import { forward, portalNow } from "./support/clock.mjs";
import { DESK, visitCounter } from "./support/database.mjs";
import { journey } from "./support/journey.mjs";
import { letterTo, lettersTo, linkIn } from "./support/letters.mjs";
import { PASSWORD, chooseLanguage, somebody, verifiedSomebody } from "./support/people.mjs";
import { NEW_PASSWORD } from "./support/registering.mjs";
import { textTo } from "./support/texts.mjs";
import { plain } from "./support/words.mjs";

const DAY = 24 * 60 * 60;
const EXPIRES = "Your identity document expires soon";
const beginning = await portalNow();

after(close);

/** Sets the clock forward to noon, so many days before the document's last one: at night nobody is reminded. */
async function untilDaysBefore(person, days) {
  const noon = beginning - beginning % DAY + 10 * 60 * 60;
  await forward({ seconds: noon + (person.days - days) * DAY - await portalNow() });
}

journey("the owner of a verified number reads what another one does before it happens", async (someone) => {
  const person = verifiedSomebody();
  await someone.signIn(person);
  await chooseLanguage(someone);
  await someone.open("/account");
  await someone.sees("account-verified", "My account");
  await someone.open("/payments");
  await someone.sees("payments", "E-payment");
  await someone.open("/account/number");
  await someone.sees("number-verified", "Personal number");
  await someone.fill({ number: "8032056031" });
  await someone.press("Save");
  await someone.sees("number-change", "Change the verified number?");
  await someone.reads("Your identity is then no longer verified");
  await someone.fill({ password: "not the password" });
  await someone.press("Change, and end the verification");
  await someone.sees("number-change-wrong", "Change the verified number?");
  await someone.open("/payments");
  await someone.sees("payments-still-open", "E-payment");
  await someone.open("/account/number");
  await someone.fill({ number: "8032056031" });
  await someone.press("Save");
  await someone.fill({ password: PASSWORD });
  await someone.press("Change, and end the verification");
  assert.equal(someone.path, "/account");
  await someone.reads("next step");
  await someone.sees("account-not-verified-any-more", "My account");
  await someone.open("/payments");
  await someone.sees("payments-closed-again");
  await someone.letter(person.address, "Your identity is no longer verified");
});

let phones = 0;

/** Confirms a telephone, and has news of visits sent to it. */
async function wantsTexts(someone) {
  phones += 1;
  const number = `+35988800020${phones}`;
  await someone.open("/account/phone");
  await someone.fill({ phone: number, password: PASSWORD });
  await someone.press("Send the code");
  await someone.fill({ code: /\d{6}/.exec(await textTo(number))[0] });
  await someone.press("Confirm");
  await someone.open("/account/notices");
  await someone.choose("visits_by_text", "yes");
  await someone.press("Save");
  return number;
}

journey("a visit opens what a password set anew by letter had closed, and is told by letter and text message", async (someone) => {
  const person = somebody();
  await someone.signIn(person);
  await chooseLanguage(someone);
  const number = await wantsTexts(someone);
  await forward({ minutes: 1 });
  await someone.setPasswordAnew(person.address, NEW_PASSWORD);
  await someone.signIn(person, NEW_PASSWORD);
  await someone.open("/account");
  await someone.reads("Come to the counter with your document: with the verification of your identity everything opens at once.");
  for (const [verified, subject] of [[false, "Your identity is verified"], [true, "Your identity was verified again"]]) {
    await forward({ minutes: 1 });
    await visitCounter(person);
    await someone.letter(person.address, subject);
    await someone.open("/account");
    await someone.reads("Your identity is verified");
    await someone.readsNot("E-payment is closed for your safety");
    await someone.open("/account/email");
    await someone.readsNot("Closed while your account is paused");
    if (verified) break;
    assert.match(plain(await textTo(number, { count: 2 })), someone.pattern("{{{municipality}}}: the identity of {{{username}}} was verified on {{{day}}} at {{{hour}}}, {{{desk}}}. If you were not there, write to {{{contact}}}.",
      { username: person.username, desk: DESK }));
    await someone.open("/account/activity");
    await someone.reads("Your identity was verified");
    assert.ok((await someone.text("tbody")).includes(DESK));
    await someone.sees("activity-visit", "Who looked at my data or changed them");
    await forward({ minutes: 1 });
    await someone.setPasswordAnew(person.address, "още четири несвързани думи");
    await someone.signIn(person, "още четири несвързани думи");
    await someone.open("/account");
    await someone.reads("Come to the counter with your document, and everything opens at once.");
  }
});

journey("verified names stay beside those that wait for the counter", async (someone) => {
  const person = verifiedSomebody();
  await someone.signIn(person);
  await someone.open("/account/names");
  await someone.fill({ family: "Петрова-Иванова" });
  await someone.press("Save");
  await someone.sees("names-waiting", "Names");
  await someone.open("/account/profile");
  await someone.reads("Names to be confirmed at the counter");
  await someone.sees("profile-names-waiting", "Profile update");
  await someone.open("/account/names");
  await someone.press("Take the new names back");
  await someone.open("/account/profile");
  await someone.readsNot("Names to be confirmed at the counter");
});

journey("reminders come 60 and 14 days before the document expires, and a day before a pass does", async (someone) => {
  const person = verifiedSomebody();
  const other = somebody();
  await someone.signIn(person);
  await chooseLanguage(someone);
  const visitor = await someone.another();
  await visitor.signIn(other);
  await chooseLanguage(visitor);
  await untilDaysBefore(person, 70);
  await visitor.signIn(other);
  await visitor.open("/account/pass");
  await visitor.press("Take a counter pass");
  await forward({ days: 6, hours: 1 });
  const pass = await visitor.letter(other.address, "Your counter pass expires soon");
  await visitor.open(linkIn(pass, "/account/pass"));
  await visitor.signIn(other);
  await visitor.sees("pass-expires-soon", "Counter pass");
  const wanted = (letter) => plain(letter.subject) === someone.say(EXPIRES);
  assert.ok(!(await lettersTo(person.address)).some(wanted));
  await untilDaysBefore(person, 59);
  await someone.letter(person.address, EXPIRES);
  const known = (await lettersTo(person.address)).length;
  await untilDaysBefore(person, 13);
  await letterTo(person.address, { known, wanted });
  await someone.open("/login?to=/account");
  await someone.signIn(person);
  await someone.sees("account-document-expires", "My account");
  await untilDaysBefore(person, -2);
  await someone.open("/login?to=/payments");
  await someone.signIn(person);
  await someone.sees("payments-expired");
  await someone.open("/account");
  await someone.reads("Your document has expired");
  await someone.sees("account-expired", "My account");
});
