// A journey through the portal as one reads, fills and presses; the same in both languages, with scripts and without, and by keyboard.
import assert from "node:assert/strict";
import { test } from "node:test";

import { visitor } from "./browser.mjs";
import { check } from "./checks.mjs";
import { KEYBOARD, MOUSE } from "./hands.mjs";
import { checkLetter, letterTo, lettersTo, linkIn } from "./letters.mjs";
import { PASSWORD } from "./people.mjs";
import { plain, words } from "./words.mjs";

/** `walk(citizen)` for each language, with scripts at a desk and without them on a telephone; `keyboard`: and at a desk without a mouse. */
export function journey(name, walk, { languages = ["bg", "en"], scripts = [true, false], keyboard = false } = {}) {
  const walked = (way, language, settings) =>
    test(`${name} (${language}, ${way})`, async (t) => walk(await citizen(t, language, settings)));
  for (const language of languages)
    for (const scripted of scripts) walked(scripted ? "with scripts" : "without scripts", language, { scripts: scripted });
  if (keyboard) walked("by keyboard alone", "bg", { keyboard });
}

/** Somebody with a browser of their own, who has chosen the language. */
export async function citizen(t, language, { scripts = true, keyboard = false, ...more } = {}) {
  const page = await visitor(t, { scripts, ...(scripts ? {} : { width: 360, height: 740 }), ...more });
  const someone = new Citizen(page, language, { scripts, hands: keyboard ? KEYBOARD : MOUSE });
  someone.another = (settings) => citizen(t, language, { scripts, keyboard, ...settings });
  someone.supervisor = () => supervisor(t, language, { scripts, keyboard });
  await page.goto(`/${more.entrance ? "login" : "contact"}?lang=${language}`);
  return someone;
}

/** A supervisor, signed in to the staff pages. */
async function supervisor(t, language, settings) {
  const someone = await citizen(t, language, { ...settings, entrance: process.env.GISHE_STAFF_URL });
  await someone.signIn({ username: process.env.GISHE_DEMO_SUPERVISOR });
  return someone;
}

class Citizen {
  constructor(page, language, { scripts, hands }) {
    this.page = page;
    this.language = language;
    this.scripts = scripts;
    this.hands = hands;
  }

  /** In the citizen's language. */
  say(english, values) {
    return words(this.language, english, values);
  }

  async open(path) {
    await this.page.goto(path);
  }

  get path() {
    const { pathname, search } = new URL(this.page.url());
    return pathname + search;
  }

  /** Types into fields by their names. */
  async fill(values) {
    for (const [name, value] of Object.entries(values)) await this.hands.fill(this.page.locator(`main [name="${name}"]:visible`), value);
  }

  async choose(name, value) {
    await this.hands.choose(this.page.locator(`main [name="${name}"][value="${value}"]`));
  }

  /** Presses the button or follows the link that reads so, to the page that comes then. */
  async press(english, { where = "main", values } = {}) {
    const name = this.say(english, values);
    const there = this.page.locator(where);
    await this.leave(() => this.hands.press(there.getByRole("button", { name, exact: true })
      .or(there.getByRole("link", { name, exact: true })).first()));
  }

  /** As who is used to double clicks. */
  async pressTwice(english) {
    await this.leave(() => this.page.locator("main").getByRole("button", { name: this.say(english), exact: true }).dblclick());
  }

  /** Does `act` and returns when another page stands whole in the place of this one. */
  async leave(act) {
    await Promise.all([this.page.waitForEvent("load"), act()]);
  }

  async text(where = "body") {
    return plain((await this.page.locator(where).allInnerTexts()).join("\n"));
  }

  async title() {
    return plain(await this.page.title());
  }

  /** The page holds this text; what has no value may read anyhow. */
  async reads(english, values) {
    const text = await this.text();
    assert.ok(this.pattern(english, values).test(text), `„${this.say(english, values)}“ in: ${text}`);
  }

  async readsNot(english, values) {
    assert.ok(!this.pattern(english, values).test(await this.text()), `„${this.say(english, values)}“ is there`);
  }

  /** Reads the page anew until what the portal does by itself has taken this text away. */
  async untilReadsNot(english) {
    for (let tries = 0; tries < 300 && this.pattern(english).test(await this.text()); tries += 1) await this.page.reload();
    await this.readsNot(english);
  }

  pattern(english, values) {
    const literal = this.say(english, values).replace(/[.*+?^$()|[\]\\]/g, "\\$&");
    return new RegExp(literal.replace(/\{+\w+\}+/g, ".+?"), "u");
  }

  /** Everything that holds for every page, and the page's heading. */
  async sees(name, heading) {
    if (heading) assert.equal(await this.text("h1"), this.say(heading), `${name}: heading, at ${this.path}`);
    await check(this.page, `${name}-${this.language}${this.scripts ? "" : "-plain"}`);
  }

  /** Has the page printed; without scripts there is no button for that. */
  async prints() {
    const button = this.page.getByRole("button", { name: this.say("Print"), exact: true });
    assert.equal(await button.isVisible(), this.scripts);
    if (!this.scripts) return;
    await this.page.evaluate(() => { window.print = () => { window.printed = true; }; });
    await this.hands.press(button);
    assert.ok(await this.page.evaluate(() => window.printed));
  }

  /** The letter to this address with this subject, in the citizen's language and whole. */
  async letter(address, subject) {
    const letter = await letterTo(address, { wanted: (it) => plain(it.subject) === this.say(subject) });
    await checkLetter(letter, this.language);
    return letter;
  }

  /** By the link of a letter that is asked for. */
  async setPasswordAnew(address, password) {
    const known = (await lettersTo(address)).length;
    await this.open("/forgot-password");
    await this.fill({ email: address });
    await this.press("Send the letter");
    const letter = await letterTo(address, { known, wanted: (it) => it.text.includes("/reset-password") });
    await this.open(linkIn(letter, "/reset-password"));
    await this.fill({ password });
    await this.press("Set the new password");
  }

  async signIn({ username }, password = PASSWORD) {
    if (await this.page.locator("main form[action='/login']").count() === 0) await this.open("/login");
    await this.fill({ username, password });
    await this.leave(() => this.page.keyboard.press("Enter"));
  }
}
