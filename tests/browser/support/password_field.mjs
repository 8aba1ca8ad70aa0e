// A field for a password, as people and their password managers use it.
import assert from "node:assert/strict";

/** Pastes into the field from the clipboard. */
export async function paste(someone, name, text) {
  const { keyboard } = someone.page;
  await someone.page.evaluate((words) => {
    const elsewhere = document.body.appendChild(document.createElement("textarea"));
    elsewhere.value = words;
    elsewhere.select();
  }, text);
  await keyboard.press("Control+c");
  await someone.page.evaluate(() => document.activeElement.remove());
  await someone.page.locator(`main [name=${name}]:visible`).focus();
  await keyboard.press("Control+v");
}

/** What was pasted is in the field, can be looked at and hidden again; a manager knows whose password it is. */
export async function holds(someone, name, text, purpose) {
  const field = someone.page.locator(`main [name=${name}]:visible`);
  assert.equal(await field.inputValue(), text);
  assert.equal(await field.getAttribute("autocomplete"), purpose);
  assert.equal(await field.evaluate((one) => one.form.querySelector("[autocomplete=username]") !== null), true, "whose it is");
  const button = someone.page.locator(`[data-reveals=${await field.getAttribute("id")}]`);
  assert.equal(await field.getAttribute("type"), "password");
  assert.equal(await button.isVisible(), someone.scripts);
  if (!someone.scripts) return;
  const label = await button.innerText();
  await button.click();
  assert.equal(await field.getAttribute("type"), "text");
  assert.notEqual(await button.innerText(), label);
  await someone.sees(`${new URL(someone.page.url()).pathname.slice(1).replaceAll("/", "-")}-revealed`);
  await button.click();
  assert.equal(await field.getAttribute("type"), "password");
  assert.equal(await button.innerText(), label);
}
