// What has to hold for every page in every state.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";

import { sourceOf } from "./browser.mjs";
import { HtmlValidate, axeSource } from "./packages.mjs";

const validator = new HtmlValidate({
  extends: ["html-validate:recommended", "html-validate:document"],
  rules: {
    "long-title": "off", // a page is called by its task and the municipality
    "no-trailing-whitespace": "off", // what a template's condition leaves
    "no-implicit-button-type": "off", // the form's own button sends it
    "doctype-style": ["error", { style: "lowercase" }],
    "require-sri": ["error", { target: "crossorigin" }],
    "heading-level": ["error", { minInitialRank: "h2" }], // the summary of errors stands before the page's heading
    "prefer-native-element": "off", // role="alert" and role="region" of the patterns
  },
});
const folder = process.env.GISHE_SCREENSHOTS;
const seen = new Map();

/** Accessibility, markup, title, one heading, nothing sideways; and a picture where that is asked for. */
export async function check(page, name) {
  assert.equal(await page.locator("h1").count(), 1, `${name}: one heading`);
  assert.match(await page.title(), /.+ · .+/, `${name}: a title`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `${name}: ${wide} px too wide`);
  await checkMarkup(page, name);
  await checkAccess(page, name);
  if (folder) await picture(page, name);
}

async function checkMarkup(page, name) {
  const report = await validator.validateString(await sourceOf(page));
  const faults = report.results.flatMap((it) => it.messages).map((it) => `${it.ruleId}: ${it.message} (${it.selector})`);
  assert.deepEqual(faults, [], `${name}: markup`);
}

async function checkAccess(page, name) {
  const violations = await page.evaluate(`(() => { ${axeSource}; return axe.run(document, { resultTypes: ["violations"] }); })()`);
  const faults = violations.violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.html).join(" | ")}`);
  assert.deepEqual(faults, [], `${name}: axe`);
}

/** At a telephone's width and at a desk's. */
async function picture(page, name) {
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
