// What has to hold for every page in every state.
import { mkdir } from "node:fs/promises";

import { note, sourceOf } from "./browser.mjs";
import { deadLinks } from "./links.mjs";
import { contrast, room } from "./looks.mjs";
import { meet } from "./met.mjs";
import { HtmlValidate, axeSource } from "./packages.mjs";

const validator = new HtmlValidate({
  extends: ["html-validate:recommended", "html-validate:document"],
  rules: {
    "long-title": "off", // a page is called by its task and the municipality
    "no-trailing-whitespace": "off", // what a template's condition leaves
    "no-implicit-button-type": "off", // the form's own button sends it
    "heading-level": ["error", { minInitialRank: "h2", sectioningRoots: [] }], // errors and dialogs stand before the heading
    "doctype-style": ["error", { style: "lowercase" }],
    "require-sri": ["error", { target: "crossorigin" }],
    "prefer-native-element": "off", // role="alert" and role="region" of the patterns
  },
});
/** Where people's own words stand: names, and the other language's name. */
const NOT_OURS = "script, style, [lang], .who, td.anywhere, p.anywhere, h2.anywhere, .facts dd, dl.summary dd, .name, .name ~ .anywhere, b.anywhere, tbody th, input, textarea, .sheet td:not(.outcome), .case-list .small";
const folder = process.env.GISHE_SCREENSHOTS;
const seen = new Map();
const help = new Map(); // as the first page of each language has it

/** Accessibility, markup, title, one heading, one language, errors beside their fields, passwords that can be shown, help at its
 * place, no dead link, nothing cut or covered; and a picture. */
export async function check(page, name) {
  const faults = [...await faultsOf(await sourceOf(page)), ...await barriers(page), ...await foreignWords(page),
    ...await looseErrors(page), ...await hiddenPasswords(page), ...await strayHelp(page), ...await deadLinks(page),
    ...await room(page), ...await contrast(page)];
  if (await page.locator("h1").count() !== 1) faults.push("not one heading");
  if (!/.+ · .+/.test(await page.title())) faults.push("no title");
  for (const fault of faults) note(page, `${name}: ${fault}`);
  await meet(page);
  await keepPicture(page, name);
}

/** What is wrong with this markup. */
export async function faultsOf(markup) {
  const report = await validator.validateString(markup);
  return report.results.flatMap((it) => it.messages).map((it) => `${it.ruleId}: ${it.message} (${it.selector})`);
}

async function barriers(page) {
  const violations = await page.evaluate(`(() => {
    const setTimeout = (act) => { Promise.resolve().then(act); }; // timers never go off where scripts are switched off
    ${axeSource}
    return axe.run(document, { resultTypes: ["violations"], preload: false });
  })()`);
  return violations.violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.html).join(" | ")}`);
}

/** An English page has no Bulgarian words but those of its people. */
async function foreignWords(page) {
  const { language, text } = await page.evaluate((own) => {
    const body = document.body.cloneNode(true);
    for (const one of body.querySelectorAll(own)) one.remove();
    return { language: document.documentElement.lang, text: body.textContent };
  }, NOT_OURS);
  return language === "en" ? text.replace(/ЕГН|ЛНЧ|КЕП/g, "").match(/[А-Яа-я]{2,}.*/g) ?? [] : [];
}

/** Each error of the summary leads to its field, which is marked and described by the same words. */
function looseErrors(page) {
  return page.evaluate(() => {
    const plain = (text) => text.replace(/\s+/g, " ").trim();
    const summary = [...document.querySelectorAll(".error-summary a")];
    const faults = summary.filter((link) => {
      const field = document.getElementById(link.hash.slice(1));
      const ids = field?.getAttribute("aria-describedby")?.split(" ") ?? [];
      const described = ids.map((id) => plain(document.getElementById(id)?.innerText ?? ""));
      return field?.getAttribute("aria-invalid") !== "true" || !field.checkVisibility() || !described.includes(plain(link.innerText));
    }).map((link) => `error without its field: ${link.innerText}`);
    const led = new Set(summary.map((link) => link.hash.slice(1)));
    const silent = [...document.querySelectorAll("[aria-invalid=true]")].filter((field) => !led.has(field.id));
    return [...faults, ...silent.map((field) => `field whose error is not in the summary: ${field.id}`)];
  });
}

/** A password can be shown, and managers of passwords know what goes into its field. */
function hiddenPasswords(page) {
  return page.evaluate(() => [...document.querySelectorAll("[type=password]")]
    .filter((field) => !document.querySelector(`button[data-reveals="${field.id}"]`)
      || !["current-password", "new-password"].includes(field.autocomplete))
    .map((field) => `password that cannot be shown or filled by a manager: ${field.id}`));
}

/** The way to help is the last before the footer and the same on each citizens' page; staff have none, nor has nginx by itself. */
async function strayHelp(page) {
  const { language, ofNginx, staff, strips, ours } = await page.evaluate(() => ({
    language: document.documentElement.lang,
    ofNginx: document.querySelector("link[rel=stylesheet]") === null,
    staff: document.querySelector(".staff-foot") !== null,
    strips: document.querySelectorAll(".help-strip").length,
    ours: document.querySelector("body > main + .help-strip:has(+ footer:last-of-type)")?.outerHTML,
  }));
  if (staff || ofNginx) return strips === 0 ? [] : ["help where nobody looks for it"];
  if (strips !== 1 || !ours) return ["help is not before the footer"];
  if (!help.has(language)) help.set(language, ours);
  return help.get(language) === ours ? [] : [`help is not as elsewhere: ${ours}`];
}

/** At a telephone's width and at a desk's, where that is asked for. */
export async function keepPicture(page, name) {
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  const count = (seen.get(name) ?? 0) + 1;
  seen.set(name, count);
  const before = page.viewportSize();
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: `${folder}/${name}${count > 1 ? `-${count}` : ""}-${width}.png`, fullPage: true });
  }
  await page.setViewportSize(before);
}
