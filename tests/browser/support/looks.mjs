// What meets the eye where text is twice as large, and where the reader has chosen the colours.

/** Nothing sideways: here, on the narrowest screen, and with twice the text; there nothing is cut or covered, either. */
export async function room(page) {
  const faults = [];
  const before = page.viewportSize();
  for (const [width, size] of [[before.width, ""], [320, ""], [640, "200%"]]) {
    await page.setViewportSize({ ...before, width });
    const { more, found } = await page.evaluate(measure, size);
    if (more > 0) faults.push(`${more} px too wide at ${width} ${size}`);
    faults.push(...found.map((it) => `${it} at ${width} ${size}`));
  }
  await page.setViewportSize(before);
  return faults;
}

/** In the page: how far it is too wide, and with larger text what of it cannot be read. */
function measure(fontSize) {
  const root = document.documentElement;
  root.style.fontSize = fontSize;
  const more = root.scrollWidth - root.clientWidth;
  const found = [];
  if (fontSize) {
    const dialog = document.querySelector("dialog[open]");
    const pieces = [];
    const walker = document.createTreeWalker(dialog ?? document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const holder = walker.currentNode.parentElement;
      if (!walker.currentNode.data.trim() || !holder.checkVisibility({ visibilityProperty: true })) continue;
      if (holder.closest(".only-heard, .skip, .menu .links, option")) continue; // not seen, or over the page until it is closed
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      for (const { left, top, right, bottom, height } of range.getClientRects()) {
        const line = height / 4; // letters fill about half of it
        pieces.push({ holder, words: walker.currentNode.data.trim(), left, right, top: top + line, bottom: bottom - line });
      }
    }
    const meet = (one, other) => Math.min(one.right, other.right) - Math.max(one.left, other.left) > 2
      && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 2;
    pieces.sort((one, other) => one.top - other.top);
    pieces.forEach((piece, at) => {
      for (let next = at + 1; next < pieces.length && pieces[next].top < piece.bottom; next += 1)
        if (meet(piece, pieces[next])) found.push(`„${piece.words}“ over „${pieces[next].words}“`);
      for (let box = piece.holder; box && box !== document.body; box = box.parentElement) {
        const style = getComputedStyle(box);
        const own = box.getBoundingClientRect();
        const cut = style.overflowX !== "visible" && style.display !== "inline" || box.matches(".button, .mark");
        const scrolls = box.matches(".table-room, .sheet") || box === dialog;
        if (cut && !scrolls && (piece.left < own.left - 1 || piece.right > own.right + 1 || piece.top < own.top || piece.bottom > own.bottom))
          found.push(`„${piece.words}“ beyond ${box.className || box.localName}`);
      }
    });
    for (const control of (dialog ?? document.body).querySelectorAll("main .input, main .button, .error-summary, .notice")) {
      if (!control.checkVisibility()) continue;
      const { left, top, right, bottom } = control.getBoundingClientRect();
      for (const piece of pieces)
        if (!control.contains(piece.holder) && meet(piece, { left, top, right, bottom })) found.push(`„${piece.words}“ under ${control.className}`);
    }
  }
  root.style.fontSize = "";
  return { more, found: [...new Set(found)] };
}

/** With a dark theme of the reader's own colours: what fills and tints mean is said by borders, too. */
export async function contrast(page) {
  await page.emulateMedia({ forcedColors: "active", colorScheme: "dark" });
  const found = await page.evaluate(() => [...document.querySelectorAll(
    ".button, .input, .mark, .notice, .error-summary, .card, .pass, .pass-digits, .tasks > .next, .field--wrong, dialog, main svg")]
    .filter((one) => one.checkVisibility())
    .filter((one) => {
      const style = getComputedStyle(one);
      if (one.localName === "svg")
        return !one.matches(".qr") && style.stroke === getComputedStyle(document.body).backgroundColor;
      return style.borderLeftStyle === "none" || style.borderLeftWidth === "0px"
        || style.borderLeftColor === getComputedStyle(document.body).backgroundColor;
    })
    .map((one) => `${one.getAttribute("class") ?? one.localName} is not seen in colours of the reader's own`));
  await page.emulateMedia({ forcedColors: null, colorScheme: null });
  return [...new Set(found)];
}
