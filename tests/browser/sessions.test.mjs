// Where one is signed in, and how a session ends without loss.
import assert from "node:assert/strict";
import { after, test } from "node:test";

import { close } from "./support/browser.mjs";
import { check } from "./support/checks.mjs";
import { forward } from "./support/clock.mjs";
import { citizen, journey } from "./support/journey.mjs";
import { somebody } from "./support/people.mjs";

after(close);

journey("an owner sees where the account is signed in and ends it", async (someone) => {
  const person = somebody();
  await someone.signIn(person);
  const elsewhere = await someone.another();
  await elsewhere.signIn(person);
  await someone.press("Entrance and sessions");
  await someone.sees("sessions", "Entrance and sessions");
  assert.equal(await someone.page.locator("form[action='/account/sessions/end']").count(), 2);
  await someone.press("End all other sessions");
  await someone.sees("sessions-ended", "Entrance and sessions");
  await elsewhere.open("/account");
  assert.equal(elsewhere.path, "/login?to=/account");
  await elsewhere.signIn(person);
  await someone.open("/account/sessions");
  const other = someone.page.locator("main li", { hasNotText: someone.say("this browser") });
  await someone.leave(() => other.getByRole("button").click());
  await elsewhere.open("/account");
  assert.equal(elsewhere.path, "/login?to=/account");
});

journey("what was filled in when the session ended is not lost", async (someone) => {
  const person = somebody();
  await someone.signIn(person);
  await someone.open("/account/number");
  await someone.choose("kind", "lnch");
  await someone.fill({ number: "1234" });
  await forward({ minutes: 60, seconds: 1 });
  await someone.press("Save");
  await someone.reads("What you had filled in is not lost: it is shown to you again.");
  await someone.sees("login-held", "Sign in to the e-portal");
  await someone.signIn(person, "not the password");
  await someone.sees("login-held-wrong", "Sign in to the e-portal");
  await someone.signIn(person);
  await someone.reads("You are signed in again. What you had filled in stands below: check it and send it.");
  assert.equal(await someone.page.locator("[name=number]").inputValue(), "1234");
  assert.ok(await someone.page.locator("[name=kind][value=lnch]").isChecked());
  await someone.sees("number-again", "Personal number");
});

/** Signed in, with a browser whose clock is set forward together with the portal's. */
async function idle(t, language) {
  const someone = await citizen(t, language);
  await someone.page.clock.install();
  await someone.signIn(somebody());
  await someone.open("/account/number");
  someone.wait = async (minutes) => {
    await forward({ minutes });
    await someone.page.clock.fastForward(minutes * 60_000);
  };
  return someone;
}

for (const language of ["bg", "en"]) {
  test(`after 55 minutes one is asked whether to stay (${language})`, async (t) => {
    const someone = await idle(t, language);
    const warning = someone.page.locator("#session-end");
    await someone.wait(54);
    assert.ok(!await warning.isVisible());
    await someone.wait(1.5);
    await warning.waitFor();
    await check(someone.page, `session-end-${language}`);
    assert.ok(!await warning.getByRole("button", { name: someone.say("Back to the page") }).isVisible());
    const unreached = warning.getByText(someone.say("The portal cannot be reached. Check the connection and press the button again."));
    await someone.page.context().setOffline(true);
    await warning.getByRole("button", { name: someone.say("Stay signed in") }).click();
    await unreached.waitFor();
    await check(someone.page, `session-end-unreached-${language}`);
    await someone.page.context().setOffline(false);
    await warning.getByRole("button", { name: someone.say("Stay signed in") }).click();
    await warning.waitFor({ state: "hidden" });
    await someone.wait(54);
    assert.ok(!await warning.isVisible());
    await someone.open("/account");
    assert.equal(someone.path, "/account");
  });

  test(`at its end a session leaves the screen and keeps what was filled in (${language})`, async (t) => {
    const someone = await idle(t, language);
    await someone.fill({ number: "1234" });
    await someone.leave(() => someone.wait(61));
    await someone.reads("What you had filled in is not lost: it is shown to you again.");
    await check(someone.page, `login-held-by-itself-${language}`);
  });
}

journey("a session that cannot last longer says so", async (someone) => {
  await someone.page.clock.install();
  await someone.signIn(somebody());
  for (let visit = 0; visit < 13; visit += 1) {
    await forward({ minutes: 55 });
    await someone.open("/account/number");
  }
  await someone.page.clock.fastForward(4.5 * 60_000);
  await someone.page.locator("#session-end").waitFor();
  await someone.reads("A session cannot last longer. Send what you are working on now, then sign in again.");
  await someone.sees("session-end-last");
}, { scripts: [true] }); // without scripts no page warns
