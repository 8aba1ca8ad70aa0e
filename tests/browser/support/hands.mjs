// How somebody moves through a page: with a mouse, or by keyboard alone.

export const MOUSE = {
  fill: (field, value) => field.fill(value),
  choose: (field) => field.check(),
  press: (control) => control.click(),
};

/** Nothing but keys: what Tab does not reach, or where the focus is not seen, is a fault. */
export const KEYBOARD = {
  async fill(field, value) {
    const { keyboard } = await reach(field);
    await keyboard.press("Control+a");
    await keyboard.press("Delete");
    await keyboard.type(value);
  },
  async choose(field) {
    const { keyboard } = await reach(field);
    if (!await field.isChecked()) await keyboard.press("Space"); // arrows have chosen already
  },
  async press(control) {
    const { keyboard } = await reach(control);
    await keyboard.press(await control.evaluate((one) => one.localName) === "button" ? "Space" : "Enter");
  },
};

/** Leads the focus to this element in no more steps than its page has stops; answers the page. */
async function reach(target) {
  const page = target.page();
  await target.waitFor();
  const stops = await page.locator("a[href], button, input, select, textarea, summary, [tabindex]").filter({ visible: true }).count();
  for (let steps = 0; steps <= stops; steps += 1) {
    const key = await target.evaluate(keyTowards);
    if (!key) return page;
    await page.keyboard.press(key);
    const unseen = await page.evaluate(unseenFocus);
    if (unseen) throw new Error(`the focus is not seen: ${unseen}`);
  }
  throw new Error(`no way by keyboard to ${await target.evaluate((one) => one.outerHTML)}`);
}

/** In the page: the key that brings the focus nearer to this element; none where it is there. */
function keyTowards(target) {
  const now = document.activeElement;
  if (now === target) return "";
  if (target.type === "radio" && now.type === "radio" && now.name === target.name) return "ArrowDown";
  const back = now.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_PRECEDING;
  return back ? "Shift+Tab" : "Tab";
}

/** In the page: the element that has the focus without showing it. */
function unseenFocus() {
  const now = document.activeElement;
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(now);
  const seen = now === document.body || outlineStyle !== "none" && outlineWidth !== "0px" || boxShadow !== "none";
  return seen ? "" : now.outerHTML;
}
