// What has to hold for every page in every state.
import { mkdir } from "node:fs/promises";

import { note, sourceOf } from "./browser.mjs";
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

/** Accessibility, markup, title, one heading, nothing sideways, one language; and a picture. */
export async function check(page, name) {
  const faults = [...await faultsOf(await sourceOf(page)), ...await barriers(page), ...await foreignWords(page), ...await sideways(page)];
  if (await page.locator("h1").count() !== 1) faults.push("not one heading");
  if (!/.+ · .+/.test(await page.title())) faults.push("no title");
  for (const fault of faults) note(page, `${name}: ${fault}`);
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

/** Nothing sideways: here, on the narrowest screen, and with twice the text. */
async function sideways(page) {
  const faults = [];
  const before = page.viewportSize();
  for (const [width, size] of [[before.width, ""], [320, ""], [640, "200%"]]) {
    await page.setViewportSize({ ...before, width });
    const wide = await page.evaluate((fontSize) => {
      const root = document.documentElement;
      root.style.fontSize = fontSize;
      const more = root.scrollWidth - root.clientWidth;
      root.style.fontSize = "";
      return more;
    }, size);
    if (wide > 0) faults.push(`${wide} px too wide at ${width} ${size}`);
  }
  await page.setViewportSize(before);
  return faults;
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
