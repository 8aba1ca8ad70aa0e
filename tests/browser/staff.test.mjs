// What supervisors read and do, on a telephone without scripts and at a desk.
import assert from "node:assert/strict";
import { after } from "node:test";

import { close } from "./support/browser.mjs";
import { journey } from "./support/journey.mjs";
import { contestedSomebody } from "./support/people.mjs";

after(close);

journey("a supervisor reads a case of two sides and the records of a day, and signs out", async (visitor) => {
  const supervisor = await visitor.supervisor();
  await supervisor.sees("staff-today-none");
  await supervisor.page.locator("[name=day]").fill("2026-11-18"); // on which the records are dated
  await supervisor.press("Show");
  await supervisor.sees("staff-today");
  await supervisor.reads("Verifications on {{day}}", { day: "18.11.2026" });
  await supervisor.reads("One by one");
  await tablesFit(supervisor);
  await supervisor.press("Cases", { where: "header" });
  await supervisor.sees("staff-case", "Cases");
  await supervisor.reads("Opened on {{opened}}. Both records stay as they are until a decision.");
  assert.ok((await supervisor.text("main")).includes(contestedSomebody().username));
  await tablesFit(supervisor);
  await supervisor.press("Sign out", { where: "header" });
  await supervisor.sees("staff-login", "Sign in to the staff pages");
  await supervisor.signIn({ username: "supervisor" }, "not the password");
  await supervisor.sees("staff-login-wrong", "Sign in to the staff pages");
});

journey("whose visits contradict each other reads that the municipality looks into them", async (citizen) => {
  await citizen.signIn(contestedSomebody());
  await citizen.open("/account");
  await citizen.sees("account-contested", "My account");
  await citizen.open("/payments");
  await citizen.sees("payments-contested");
}, { scripts: [true] });

/** The page has tables with rows, and none of them scrolls sideways within it. */
async function tablesFit(someone) {
  const sheets = someone.page.locator(".sheet");
  assert.notEqual(await sheets.locator("tbody tr").count(), 0);
  assert.equal(await sheets.evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth).length), 0);
  assert.equal(await sheets.first().locator("thead").isVisible(), someone.scripts); // a telephone has lists in their place
}
