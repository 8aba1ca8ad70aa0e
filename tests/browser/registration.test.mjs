// Registration, question by question: every page in every state, in both languages, with and without scripts.
import assert from "node:assert/strict";
import { after, test } from "node:test";

import { close, visitor } from "./support/browser.mjs";
import { check } from "./support/checks.mjs";
import { forward } from "./support/clock.mjs";
import { letterTo, linkIn } from "./support/letters.mjs";

const WORDS = {
  bg: { go: "Продължи", register: "Регистрирай се", back: "Назад", change: "Промени потребителското име", send: "Изпрати на този адрес",
    confirm: "Потвърди адреса" },
  en: { go: "Continue", register: "Register", back: "Back", change: "Change the username", send: "Send it to this address",
    confirm: "Confirm the address" },
};
const PASSWORD = "четири несвързани думи 7";

after(close);

/** One citizen on the way through the pages, which are checked as they come. */
class Registering {
  constructor(page, language, name) {
    Object.assign(this, { page, language, name, words: WORDS[language] });
  }

  async begin() {
    await this.page.goto(`/registration?lang=${this.language}`);
    await forward({ seconds: 3 }); // nobody writes an address faster
  }

  async press(words) {
    const button = this.page.locator("main").getByRole("button", { name: words });
    await Promise.all([this.page.waitForEvent("load"), button.click()]);
  }

  async answer(answers, button = this.words.go) {
    for (const [name, value] of Object.entries(answers)) await this.page.locator(`main [name=${name}]:visible`).fill(value);
    await this.press(button);
  }

  check(state) {
    return check(this.page, `registration-${state}-${this.name}-${this.language}`);
  }

  async wrong(answers, state) {
    await this.answer(answers);
    assert.equal(await this.page.evaluate(() => document.activeElement.className), "error-summary");
    await this.check(`${state}-wrong`);
  }

  async fillIn(username) {
    await this.check("names");
    await this.wrong({ given: "Виктория", fathers: "Любомир0ва" }, "names");
    await this.answer({ fathers: "", family: "О’Конър" });
    await this.check("phone");
    await this.wrong({ phone: "12" }, "phone");
    await this.answer({ phone: "" });
    await this.check("username");
    await this.wrong({ username: process.env.GISHE_DEMO_CITIZEN }, "username");
    await this.answer({ username });
    await this.check("password");
    await this.wrong({ password: "кратка" }, "password");
    await this.answer({ password: PASSWORD });
    await this.check("check");
    await this.press(this.words.register);
  }
}

for (const language of ["bg", "en"]) {
  test(`every page of a registration holds in ${language}`, async (t) => {
    const citizen = new Registering(await visitor(t, { width: 320, height: 640 }), language, "scripts");
    const username = `stranici.${language}`;
    await citizen.begin();
    await citizen.check("email");
    await citizen.wrong({ email: "viki" }, "email");
    await citizen.answer({ email: `${username}@example.com` });
    await citizen.fillIn(username);
    await citizen.check("sent");
    await citizen.answer({ email: "viki" }, citizen.words.send);
    await citizen.check("sent-wrong");
    await citizen.answer({ email: `${username}.2@example.com` }, citizen.words.send);
    await citizen.check("sent-again");
    const letter = await letterTo(`${username}.2@example.com`);
    assert.ok(letter.html.includes(linkIn(letter, "/confirm-email").split("?")[0]));
    await citizen.page.goto(linkIn(letter, "/confirm-email"));
    await citizen.press(citizen.words.confirm);
    await citizen.check("confirmed");
  });

  test(`every page of a registration without scripts holds in ${language}`, async (t) => {
    const page = await visitor(t, { width: 320, height: 640, scripts: false });
    const email = `bez.skript.${language}@example.com`;
    await page.goto(`/registration?lang=${language}`);
    await forward({ hours: 2, seconds: 3 }); // the letters of other tests are forgotten
    await page.goto(`/registration?lang=${language}`);
    await forward({ seconds: 3 });
    await page.locator("[name=email]").fill(email);
    await page.getByRole("button", { name: WORDS[language].go }).click();
    await page.goto(linkIn(await letterTo(email), "/registration/letter"));
    await page.getByRole("button", { name: WORDS[language].go }).click();
    await page.locator("[name=given]").fill("Мария");
    await page.locator("[name=family]").fill("Стоева");
    await page.getByRole("button", { name: WORDS[language].go }).click();
    await page.getByRole("button", { name: WORDS[language].go }).click();
    await page.locator("[name=username]:visible").fill(`bez.skript.${language}`);
    await page.getByRole("button", { name: WORDS[language].go }).click();
    await page.locator("[name=password]").fill(PASSWORD);
    await page.getByRole("button", { name: WORDS[language].go }).click();
    await page.getByRole("button", { name: WORDS[language].register }).click();
    assert.equal(new URL(page.url()).pathname, "/registration/steps");
    assert.match(await page.locator("h1").textContent(), /Регистрирани сте|You are registered/);
  });

  test(`what comes instead of a registration holds in ${language}`, async (t) => {
    const citizen = new Registering(await visitor(t, { width: 320, height: 640 }), language, "other");
    const { page } = citizen;
    const email = `drugo.${language}@example.com`;
    await page.goto(`/registration?lang=${language}`);
    await page.locator("[name=email]").fill(email);
    await page.waitForFunction(() => document.querySelector("altcha-widget").getState() === "verified");
    await forward({ hours: 2 }); // its work is too old by then
    await citizen.press(citizen.words.go);
    await citizen.check("again");
    await page.evaluate(() => { document.getElementById("website").value = "x"; });
    await citizen.answer({ email });
    await citizen.check("letter-sent");
    const link = linkIn(await letterTo(email), "/registration/letter");
    await page.goto(link);
    await citizen.check("letter");
    await citizen.press(citizen.words.go);
    await forward({ hours: 5 });
    await citizen.answer({ given: "Мария", family: "Стоева" });
    await citizen.check("expired");
    for (const wrong of [`${link}x`, link.split("?")[0]]) {
      await page.goto(wrong);
      await citizen.check("letter-refused");
    }
    await page.goto("/registration/finished");
    await citizen.check("finished");
  });
}

test("on a telephone, too, another language on the way keeps the answers", async (t) => {
  const citizen = new Registering(await visitor(t, { width: 320, height: 640 }), "bg", "languages");
  const { page } = citizen;
  await citizen.begin();
  await citizen.answer({ email: "ezik@example.com" });
  await citizen.answer({ given: "Мария", family: "Стоева" });
  await Promise.all([page.waitForEvent("load"), page.getByRole("banner").getByRole("button", { name: "English" }).click()]);
  assert.equal(await page.locator("h1").textContent(), "Your telephone");
  await citizen.press("Back");
  assert.equal(await page.locator("[name=family]").inputValue(), "Стоева");
});

test("a network that asks very often waits, and its browser does so by itself", async (t) => {
  const page = await visitor(t);
  let asked = 0;
  await page.route("**/registration/challenge", async (route) => {
    asked += 1;
    const answer = await route.fetch();
    await route.fulfill({ response: answer, headers: { ...answer.headers(), "retry-after": "1" } });
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
