// What supervisors read and do, on a telephone without scripts and at a desk.
import assert from "node:assert/strict";
import { after } from "node:test";

import { close } from "./support/browser.mjs";
import { sql } from "./support/database.mjs";
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
  await supervisor.press("Day before");
  await supervisor.reads("Verifications on {{day}}", { day: "17.11.2026" });
  await supervisor.press("Day after");
  await supervisor.reads("Verifications on {{day}}", { day: "18.11.2026" });
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
});

journey("long lists of supervisors have pages, too", async (visitor) => {
  await sql(`INSERT INTO conflict_case (reason, about_account_id, opened_at)
             SELECT 'alarm', id, now() FROM account WHERE closed_at IS NULL ON CONFLICT DO NOTHING;
             INSERT INTO record OVERRIDING SYSTEM VALUE
             SELECT (jsonb_populate_record(NULL::public.record, to_jsonb(one) || jsonb_build_object(
                       'id', 1000 + place, 'number', 1000 + place, 'record_id', '\\x' || lpad(to_hex(place), 32, '0'),
                       'header_hash', '\\x' || lpad(to_hex(place), 64, '0'), 'receipt_id', 'of-a-list-' || place))).*
             FROM (SELECT * FROM record ORDER BY id DESC LIMIT 1) AS one CROSS JOIN generate_series(1, 120) AS place
             ON CONFLICT DO NOTHING;
             INSERT INTO conflict_case OVERRIDING SYSTEM VALUE
             SELECT (jsonb_populate_record(NULL::conflict_case, jsonb_build_object(
                       'id', 5000, 'reason', 'unsigned_stray', 'record_id', 1001, 'opened_at', now() - interval '1 year'))).*
             ON CONFLICT DO NOTHING`);
  const supervisor = await visitor.supervisor();
  for (const [path, name, further, back] of [["/cases", "cases", "Older cases", "Newer cases"],
    ["/?day=2026-11-18", "day", "Later acts", "Earlier acts"]]) {
    await supervisor.open(path);
    await supervisor.sees(`staff-${name}-first-page`);
    await supervisor.press(further);
    await supervisor.reads(back);
    await supervisor.sees(`staff-${name}-second-page`);
  }
  await supervisor.open("/cases/5000");
  await supervisor.reads("Opened on {{opened}}. The record stays as it is until a decision.");
  await supervisor.sees("staff-case-of-one-record");
});

journey("a supervisor who has become a clerk has no access", async (visitor) => {
  const supervisor = await visitor.supervisor();
  const become = (role) => sql(`UPDATE staff SET role = '${role}' WHERE username = '${process.env.GISHE_DEMO_SUPERVISOR}'`);
  await become("clerk");
  await supervisor.open("/cases");
  await supervisor.reads("You have no access to this page with this account.");
  await supervisor.sees("staff-error-403");
  await supervisor.open("/login");
  await supervisor.signIn({ username: process.env.GISHE_DEMO_SUPERVISOR });
  await supervisor.reads("These pages are for supervisors. Clerks sign in at the kiosk.");
  await supervisor.sees("staff-login-clerk");
  await become("supervisor");
});

/** The page has tables with rows, and none of them scrolls sideways within it. */
async function tablesFit(someone) {
  const sheets = someone.page.locator(".sheet");
  assert.notEqual(await sheets.locator("tbody tr").count(), 0);
  assert.equal(await sheets.evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth).length), 0);
  assert.equal(await sheets.first().locator("thead").isVisible(), someone.scripts); // a telephone has lists in their place
}
