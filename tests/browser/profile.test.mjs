// What an owner changes: e-mail address, telephone, names, language, notices.
import assert from "node:assert/strict";
import { after } from "node:test";

import { close } from "./support/browser.mjs";
import { forward } from "./support/clock.mjs";
import { journey } from "./support/journey.mjs";
import { letterTo, linkIn } from "./support/letters.mjs";
import { PASSWORD, chooseLanguage, somebody } from "./support/people.mjs";
import { textTo } from "./support/texts.mjs";

let last = 0;

after(close);

async function askForAddress(someone, email) {
  await someone.open("/account/email");
  await someone.fill({ email, password: PASSWORD });
  await someone.press("Send the letter");
}

journey("another address counts once it is confirmed, and the old one is told", async (someone) => {
  const person = somebody();
  const address = `nov.${person.address}`;
  await someone.signIn(person);
  await chooseLanguage(someone);
  await someone.open("/account/email");
  await someone.sees("email", "E-mail address");
  await someone.fill({ email: "viki", password: "not the password" });
  await someone.press("Send the letter");
  await someone.sees("email-wrong", "E-mail address");
  await askForAddress(someone, address);
  await someone.sees("email-sent", "Open your new mailbox");
  await someone.press("Enter the address again");
  await someone.sees("email-waiting", "E-mail address");
  await someone.open("/account/profile");
  await someone.reads("New e-mail address, not confirmed yet");
  await someone.sees("profile-address-waiting", "Profile update");
  await someone.letter(person.address, "Your e-mail address is to change");
  const asked = await someone.letter(address, "Confirm your new e-mail address");
  await someone.open(linkIn(asked, "/new-address"));
  await someone.sees("new-address", "Confirm your new e-mail address");
  await someone.press("Confirm the address");
  await someone.sees("new-address-done");
  await someone.open(linkIn(asked, "/new-address"));
  await someone.sees("new-address-used", "This is done already");
  const changed = await someone.letter(person.address, "Your e-mail address has changed");
  await someone.open(linkIn(changed, "/stop-new-address"));
  await someone.sees("stop-new-address", "Keep your e-mail address");
  await someone.reads("E-payment opens again only after a clerk has looked into it with you.");
  await someone.press("Take this address back and stop e-payment");
  await someone.sees("new-address-restored", "Your e-mail address is back");
  await someone.open(linkIn(changed, "/stop-new-address"));
  await someone.sees("stop-new-address-used", "This is done already");
  await someone.reads("With this link the account kept its address. If another one counted already, e-payment was stopped and everybody signed out.");
  const stopped = await someone.letter(person.address, "E-payment is stopped");
  assert.match(stopped.text, /c\*\*\*.@example\.com/);
}, { keyboard: true });

journey("a change of the address is stopped from the old mailbox, or is over after a day", async (someone) => {
  const person = somebody();
  await someone.signIn(person);
  await askForAddress(someone, `nov.${person.address}`);
  const told = await letterTo(person.address, { wanted: (it) => it.text.includes("/stop-new-address") });
  const asked = await letterTo(`nov.${person.address}`);
  await someone.open(linkIn(told, "/stop-new-address"));
  await someone.sees("stop-new-address-waiting", "Keep your e-mail address");
  await someone.press("Keep this address");
  await someone.sees("new-address-stopped");
  await someone.open(linkIn(asked, "/new-address"));
  await someone.sees("new-address-over", "This link cannot be used");
  await askForAddress(someone, `po-nov.${person.address}`);
  const second = await letterTo(`po-nov.${person.address}`);
  await forward({ days: 1, seconds: 1 });
  await someone.open(linkIn(second, "/new-address"));
  await someone.sees("new-address-expired", "This link cannot be used");
});

journey("an owner thinks better of another address, and of another telephone", async (someone) => {
  last += 1;
  const person = somebody();
  const number = `+35988800000${last}`;
  await someone.signIn(person);
  await askForAddress(someone, `nov.${person.address}`);
  await someone.open("/account/email");
  await someone.press("Do not change the address");
  await someone.readsNot("Do not change the address");
  await someone.open(linkIn(await letterTo(`nov.${person.address}`), "/new-address"));
  await someone.sees("new-address-withdrawn", "This link cannot be used");
  await someone.open("/account/phone");
  await someone.fill({ phone: number, password: PASSWORD });
  await someone.press("Send the code");
  await someone.open("/account/phone");
  await someone.sees("phone-waiting", "Telephone");
  await someone.press("Do not change the number");
  await someone.readsNot("Do not change the number");
  await someone.open("/account/phone/code");
  assert.equal(someone.path, "/account/phone");
});

journey("a telephone is confirmed by a code, and removed", async (someone) => {
  last += 1;
  const number = `+35988800000${last}`;
  await someone.signIn(somebody());
  await someone.open("/account/phone");
  await someone.sees("phone", "Telephone");
  await someone.fill({ phone: "12", password: PASSWORD });
  await someone.press("Send the code");
  await someone.sees("phone-wrong", "Telephone");
  await someone.fill({ phone: number, password: PASSWORD });
  await someone.press("Send the code");
  await someone.sees("phone-code", "Enter the code");
  await someone.open("/account/profile");
  await someone.reads("New telephone, not confirmed yet");
  await someone.open("/account/phone/code");
  const code = /\d{6}/.exec(await textTo(number))[0];
  await someone.fill({ code: code === "000000" ? "111111" : "000000" });
  await someone.press("Confirm");
  await someone.sees("phone-code-wrong", "Enter the code");
  await someone.fill({ code });
  await someone.press("Confirm");
  await someone.open("/account/phone");
  await someone.sees("phone-confirmed", "Telephone");
  await someone.open("/account/notices");
  await someone.sees("notices-with-texts", "Notices");
  await someone.open("/account/phone");
  await someone.press("Remove the telephone");
  await someone.sees("phone-remove", "Remove the telephone");
  await someone.fill({ password: PASSWORD });
  await someone.press("Remove");
  await someone.open("/account/profile");
  await someone.sees("profile", "Profile update");
}, { keyboard: true });

journey("who changes names too often reads when to go on, and finds what was filled in", async (someone) => {
  const person = somebody();
  await someone.signIn(person);
  const change = async (given) => {
    await someone.open("/account/names");
    await someone.fill({ given });
    await someone.press("Save");
  };
  for (const given of ["Ана", "Боряна", "Вяра", "Гергана", "Дона", "Елена", "Жана", "Зоя", "Ива", "Йова"]) await change(given);
  await change("Калина");
  await someone.reads("Try again in {{text}}. Your account is not blocked, and nothing was lost.");
  await someone.sees("names-too-many", "Too many tries");
  await someone.press("Back to what you filled in");
  assert.equal(await someone.page.locator("[name=given]").inputValue(), "Калина");
  await forward({ hours: 23, minutes: 59 });
  await someone.open("/login");
  await someone.signIn(person);
  await change("Калина");
  await someone.reads("Try again in a little while. Your account is not blocked, and nothing was lost.");
  await someone.sees("names-too-many-nearly-over", "Too many tries");
});

journey("names, notices and language are changed in the profile", async (someone) => {
  await someone.signIn(somebody());
  await someone.open("/account/names");
  await someone.sees("names", "Names");
  await someone.fill({ given: "Мария1", fathers: "", family: "" });
  await someone.press("Save");
  await someone.sees("names-wrong", "Names");
  await someone.fill({ given: "Мария-Магдалена", family: "О’Конър" });
  await someone.press("Save");
  assert.match(await someone.text(), /Мария-Магдалена/);
  await someone.reads("Your change is saved.");
  await someone.sees("profile-saved", "Profile update");
  await someone.open("/account/notices");
  await someone.sees("notices", "Notices");
  await someone.page.locator("[name=reminders_by_mail]").uncheck();
  await someone.press("Save");
  await someone.open("/account/notices");
  assert.ok(!await someone.page.locator("[name=reminders_by_mail]").isChecked());
  const other = someone.language === "bg" ? "en" : "bg";
  await someone.open("/account/language");
  await someone.sees("language", "Language");
  await someone.choose("language", other);
  await someone.press("Save");
  assert.equal(await someone.page.locator("html").getAttribute("lang"), other);
});
