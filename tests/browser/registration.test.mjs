// Registration, question by question: every page in every state.
import assert from "node:assert/strict";
import { after, test } from "node:test";

import { close, visitor } from "./support/browser.mjs";
import { forward } from "./support/clock.mjs";
import { citizen, journey } from "./support/journey.mjs";
import { checkLetter, letterTo, linkIn } from "./support/letters.mjs";
import { NEW_PASSWORD, answer, begin, fillIn, newName } from "./support/registering.mjs";

after(close);

/** Answers wrongly: the errors have the focus, the answers are kept. */
async function wrong(someone, answers, name) {
  await answer(someone, answers);
  await someone.page.locator(".error-summary:focus").waitFor(); // a browser moves the focus while it draws, also after "load"
  assert.ok((await someone.title()).startsWith(someone.say("Error: ")));
  for (const [field, value] of Object.entries(answers)) {
    const kept = await someone.page.locator(`main [name=${field}]:visible`).inputValue();
    assert.equal(kept, field === "password" ? "" : value);
  }
  await someone.sees(`registration-${name}-wrong`);
}

/** From the first sign-in to a counter pass. */
async function firstUse(someone, username) {
  await someone.open("/payments");
  await someone.signIn({ username }, NEW_PASSWORD);
  assert.equal(someone.path, "/payments");
  await someone.open("/account");
  await someone.press("Take a counter pass");
  assert.match(await someone.text("#pass-digits"), /^\d{4} \d{4} \d{4} \d{4}$/);
}

journey("a citizen registers, confirms the address, signs in and takes a pass", async (someone) => {
  const username = newName();
  const address = `${username}@example.com`;
  await someone.open("/procedure");
  await someone.press("New user registration");
  await someone.sees("registration-email", "Your e-mail address");
  await forward({ seconds: 3 });
  await wrong(someone, { email: "viki" }, "email");
  await begin(someone, address);
  await someone.sees("registration-names", "Your names as on your ID card");
  await wrong(someone, { given: "Виктория", fathers: "Любомир0ва", family: "" }, "names");
  await someone.reads("Enter your family name.");
  await answer(someone, { fathers: "", family: "О’Конър" });
  await someone.sees("registration-phone", "Your telephone");
  await wrong(someone, { phone: "12" }, "phone");
  await answer(someone, { phone: "+44 20 7946 0958" });
  await someone.sees("registration-username", "Choose a username");
  await wrong(someone, { username: process.env.GISHE_DEMO_CITIZEN }, "username");
  await someone.reads("This username is taken. Choose another one.");
  await answer(someone, { username: "win-euro.net" });
  await someone.sees("registration-username-like-site");
  await someone.reads("This username reads like the address of a site. Leave out the full stop, or what follows it.");
  await answer(someone, { username });
  await someone.sees("registration-password", "Choose a password");
  await wrong(someone, { password: "кратка" }, "password");
  await answer(someone, { password: NEW_PASSWORD });
  await someone.sees("registration-check", "Check your answers");
  for (const shown of ["О'Конър", "+442079460958", username]) assert.ok((await someone.text()).includes(shown), shown);
  await someone.press("Register");
  await (someone.scripts ? confirm : finishedByLetter)(someone, address);
  await firstUse(someone, username);
}, { keyboard: true });

async function confirm(someone, address) {
  await someone.sees("registration-sent", "Open your mailbox");
  const letter = await letterTo(address);
  await checkLetter(letter, someone.language);
  await someone.open(linkIn(letter, "/confirm-email"));
  await someone.sees("confirm-email", "Confirm your e-mail address");
  await someone.press("Confirm the address");
  await someone.sees("confirm-email-done", "Your e-mail address is confirmed");
  await someone.open(linkIn(letter, "/confirm-email"));
  await someone.sees("confirm-email-used", "This is done already");
}

/** With the first letter the address is confirmed. */
async function finishedByLetter(someone, address) {
  await someone.sees("registration-done", "You are registered");
  await someone.open(linkIn(await letterTo(address)));
  await someone.reads("An account was registered with this link already. Sign in to it.");
  await someone.sees("registration-letter-used", "This is done already");
}

journey("each answer can be changed at the check and leads back to it", async (someone) => {
  const username = newName();
  await begin(someone, `${username}@example.com`);
  await fillIn(someone, username);
  for (const [name, answers, shown, again] of [["the family name", { family: "О’Конър" }, "О'Конър", true],
    ["the telephone", { phone: "+44 20 7946 0958" }, "+442079460958", false]]) {
    await change(someone, name);
    await answer(someone, answers);
    if (again) await answer(someone, { password: NEW_PASSWORD }); // it may hold the new name
    assert.equal(await someone.text("h1"), someone.say("Check your answers"));
    assert.ok((await someone.text()).includes(shown), shown);
  }
  for (const [name, question] of [["the given name", "Your names as on your ID card"],
    ["the father's name", "Your names as on your ID card"], ["the password", "Choose a password"]]) {
    await change(someone, name);
    assert.equal(await someone.text("h1"), someone.say(question));
    await (name === "the password" ? answer(someone, { password: NEW_PASSWORD }) : someone.press("Continue"));
    assert.equal(await someone.text("h1"), someone.say("Check your answers"));
  }
  await change(someone, "the username");
  assert.equal(await someone.page.locator("[name=username]:visible").inputValue(), username);
  await answer(someone, { username: newName() });
  await answer(someone, { password: NEW_PASSWORD }); // it may hold the new username
  assert.equal(await someone.text("h1"), someone.say("Check your answers"));
  if (!someone.scripts) return; // the letter has confirmed the address
  await change(someone, "the e-mail address");
  assert.equal(await someone.page.locator("main [name=email]:visible").inputValue(), `${username}@example.com`);
});

function change(someone, name) {
  return someone.leave(() => someone.page.locator("main dl button", { hasText: someone.say(name) }).click());
}

journey("on a telephone, too, another language on the way keeps the answers", async (someone) => {
  const other = someone.language === "bg" ? { language: "en", name: "English" } : { language: "bg", name: "Български" };
  await begin(someone, `${newName()}@example.com`);
  await answer(someone, { given: "Мария", fathers: "", family: "Стоева" });
  await someone.leave(() => someone.page.getByRole("banner").getByRole("button", { name: other.name }).click());
  someone.language = other.language;
  await someone.sees("registration-phone-switched", "Your telephone");
  await someone.leave(() => someone.page.locator("main button[name=show]").click());
  assert.equal(await someone.page.locator("[name=family]").inputValue(), "Стоева");
});

test("the browser's way back and forward shows each question with its answer", async (t) => {
  const someone = await citizen(t, "bg");
  await begin(someone, "nazad@example.com");
  await answer(someone, { given: "Мария" }); // a page with an error on the way
  await answer(someone, { family: "Стоева" });
  await answer(someone, { phone: "0888 123 456" });
  await someone.leave(() => someone.page.goBack());
  assert.equal(await someone.text("h1"), someone.say("Your telephone"));
  await someone.leave(() => someone.page.goBack());
  assert.equal(await someone.page.locator("[name=given]").inputValue(), "Мария");
  await answer(someone, { family: "Иванова" });
  await someone.leave(() => someone.page.locator("main button[name=show]").click());
  assert.equal(await someone.page.locator("[name=family]").inputValue(), "Иванова");
});

test("a finished registration is shown to nobody who goes back", async (t) => {
  const someone = await citizen(t, "bg");
  await begin(someone, "gotovo@example.com");
  await fillIn(someone, "gotovo");
  await someone.press("Register");
  await someone.page.goBack();
  await someone.page.waitForURL("**/registration/finished");
  await someone.sees("registration-finished");
  assert.ok(!(await someone.text()).includes("Стоева"));
});

test("a person with one name registers", async (t) => {
  const someone = await citizen(t, "bg");
  await begin(someone, "sukarno@example.com");
  await answer(someone, { given: "Сукарно" });
  await someone.reads("Enter your family name.");
  await someone.choose("only", "yes");
  await someone.press("Continue");
  assert.equal(await someone.text("h1"), someone.say("Your telephone"));
});

test("no robot test is seen or met by keyboard", async (t) => {
  const someone = await citizen(t, "bg");
  await someone.open("/registration");
  assert.ok(!await someone.page.locator("altcha-widget").isVisible());
  await someone.fill({ email: "klavish@example.com" });
  const met = [];
  for (let name = "email"; name !== undefined && met.length < 50;) {
    met.push(name);
    await someone.page.keyboard.press("Tab");
    name = await someone.page.evaluate(() => (document.activeElement === document.body ? undefined : document.activeElement.name ?? ""));
  }
  assert.ok(met.length < 50 && !met.includes("website"), met.join(", "));
});

test("who fills in what nobody sees, or works too slowly, is asked again or sent a letter", async (t) => {
  const someone = await citizen(t, "bg");
  await someone.open("/registration");
  await someone.fill({ email: "robot@example.com" });
  await someone.page.waitForFunction(() => document.querySelector("altcha-widget").getState() === "verified");
  await forward({ hours: 2 }); // its work is too old by then
  await someone.press("Continue");
  await someone.sees("registration-again", "Your e-mail address");
  await someone.page.evaluate(() => { document.getElementById("website").value = "x"; });
  await answer(someone, { email: "robot@example.com" });
  assert.equal(await someone.text("h1"), someone.say("Open your mailbox to go on"));
});

test("a network that asks very often waits, and its browser does so by itself", async (t) => {
  const page = await visitor(t);
  let asked = 0;
  await page.route("**/registration/challenge", async (route) => {
    asked += 1;
    const answered = await route.fetch();
    await route.fulfill({ response: answered, headers: { ...answered.headers(), "retry-after": "1" } });
  });
  await page.goto("/registration?lang=en");
  await forward({ seconds: 3 });
  await page.locator("[name=email]").fill("biblioteka@example.com");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByText("your browser shows that it is no robot").waitFor();
  await page.getByRole("heading", { name: "Your names as on your ID card" }).waitFor();
  assert.equal(asked, 1);
});

test("a browser that is given no challenge goes on by letter", async (t) => {
  const page = await visitor(t, { expected: /^ALTCHA .* 429/ });
  await page.route("**/registration/challenge", (route) => route.fulfill({ status: 429, body: "" }));
  await page.goto("/registration?lang=en");
  await forward({ hours: 2 });
  await page.locator("[name=email]").fill("bez.rabota@example.com");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("heading", { name: "Open your mailbox to go on" }).waitFor();
});
