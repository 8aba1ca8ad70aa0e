// The entrance, and how long it stays open.
import assert from "node:assert/strict";
import { after } from "node:test";

import { close } from "./support/browser.mjs";
import { forward } from "./support/clock.mjs";
import { journey } from "./support/journey.mjs";
import { somebody } from "./support/people.mjs";

after(close);

journey("who is not signed in is asked to, and goes on where they wanted to", async (citizen) => {
  const person = somebody();
  await citizen.open("/payments");
  assert.equal(citizen.path, "/login?to=/payments");
  await citizen.reads("Sign in to see your obligations.");
  await citizen.sees("login-why", "Sign in to the e-portal");
  await citizen.signIn(person, "not the password");
  await citizen.reads("The username or the password is wrong. Check both and try again.");
  assert.ok((await citizen.title()).startsWith(`${citizen.say("Error: ")} ${citizen.say("Sign in to the e-portal")}`));
  assert.equal(await citizen.page.locator("[name=username]").inputValue(), person.username);
  assert.equal(await citizen.page.locator("[name=password]").inputValue(), "");
  await citizen.sees("login-wrong", "Sign in to the e-portal");
  await citizen.signIn(person);
  assert.equal(citizen.path, "/payments");
  assert.equal(await citizen.page.locator("html").getAttribute("lang"), citizen.language);
}, { keyboard: true });

journey("no link leads from the entrance to another site", async (citizen) => {
  await citizen.open("/login?to=//example.com/account");
  await citizen.signIn(somebody());
  assert.equal(citizen.path, "/account");
});

journey("a session lives as long as it is used, but for no more than twelve hours", async (citizen) => {
  await citizen.signIn(somebody());
  for (let visit = 0; visit < 12; visit += 1) {
    await forward({ minutes: 59 });
    await citizen.open("/account");
    assert.equal(citizen.path, "/account", `after visit ${visit}`);
  }
  await forward({ minutes: 12, seconds: 1 });
  await citizen.open("/account/pass");
  assert.equal(citizen.path, "/login?to=/account/pass");
  await citizen.reads("Your session has expired. Sign in again and you go on from the same page.");
});

journey("an hour without activity ends a session", async (citizen) => {
  const person = somebody();
  await citizen.signIn(person);
  await forward({ minutes: 59 });
  await citizen.open("/account/profile");
  assert.equal(citizen.path, "/account/profile");
  await forward({ minutes: 60, seconds: 1 });
  await citizen.open("/account/profile");
  assert.equal(citizen.path, "/login?to=/account/profile");
  await citizen.reads("Your session has expired. Sign in again and you go on from the same page.");
  await citizen.sees("login-expired", "Sign in to the e-portal");
  await citizen.signIn(person);
  assert.equal(citizen.path, "/account/profile");
});

journey("signing out leaves nothing behind", async (citizen) => {
  const person = somebody();
  await citizen.signIn(person);
  const button = citizen.page.getByRole("button", { name: citizen.say("Sign out"), exact: true });
  if (!await button.isVisible()) await citizen.page.locator(".menu summary").click();
  await citizen.leave(() => button.filter({ visible: true }).click());
  assert.equal(citizen.path, "/signed-out");
  await citizen.sees("signed-out", "You have signed out");
  await citizen.page.goBack();
  await citizen.page.waitForURL("**/login?to=/account");
  assert.ok(!(await citizen.text()).includes(person.username));
});

journey("a wrong password asked for too often is refused for a while, told with the time", async (citizen) => {
  const person = somebody();
  for (let tries = 0; tries < 11; tries += 1) await citizen.signIn(person, "not the password");
  await citizen.sees("login-too-many");
  await citizen.reads("Too many tries. Try again in {time}; your account is not blocked.");
  await forward({ minutes: 15, seconds: 1 });
  await citizen.signIn(person);
  assert.equal(citizen.path, "/account");
});

journey("at a computer that others use ten minutes without activity end a session", async (citizen) => {
  await citizen.open("/login");
  await citizen.page.locator("main [name=shared]").check();
  await citizen.signIn(somebody());
  await forward({ minutes: 9, seconds: 30 });
  await citizen.open("/account");
  assert.equal(citizen.path, "/account");
  await forward({ minutes: 10, seconds: 1 });
  await citizen.open("/account");
  assert.equal(citizen.path, "/login?to=/account");
});
