// Who was verified at the counter: reminders before something expires, and another personal number.
import assert from "node:assert/strict";
import { after } from "node:test";

import { close } from "./support/browser.mjs";
import { forward, portalNow } from "./support/clock.mjs";
import { journey } from "./support/journey.mjs";
import { letterTo, lettersTo, linkIn } from "./support/letters.mjs";
import { PASSWORD, chooseLanguage, somebody, verifiedSomebody } from "./support/people.mjs";
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
}, { scripts: [false] });

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
}, { scripts: [true] });
