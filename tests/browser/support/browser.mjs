// Debian's Chromium, which finds no host but this one.
import { chromium } from "./packages.mjs";

export const URL_OF_PORTAL = process.env.GISHE_URL;
const FLAGS = ["--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-gpu",
  "--disable-dev-shm-usage", "--force-color-profile=srgb", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost"];

let browser;
const sources = new WeakMap();

/** The page's markup as the portal sent it. */
export function sourceOf(page) {
  return sources.get(page).text();
}

/** A visitor of their own: cookies, language, width. `scripts: false` switches JavaScript off; `expected` are errors that belong to
 * the test. */
export async function visitor(t, { scripts = true, width = 1280, height = 900, expected = /^$/, ...more } = {}) {
  browser ??= await chromium.launch({ executablePath: "/usr/bin/chromium", args: FLAGS, chromiumSandbox: process.getuid() !== 0 });
  const context = await browser.newContext({
    baseURL: URL_OF_PORTAL, ignoreHTTPSErrors: true, javaScriptEnabled: scripts, viewport: { width, height },
    reducedMotion: "reduce", ...more,
  });
  const failures = [];
  const page = await context.newPage();
  page.on("response", (response) => {
    const request = response.request();
    const arrives = request.isNavigationRequest() && request.frame() === page.mainFrame();
    if (arrives && (response.status() < 300 || response.status() >= 400)) sources.set(page, response);
  });
  page.on("pageerror", (error) => failures.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !/Failed to load resource/.test(message.text()) && !expected.test(message.text())) failures.push(message.text());
  });
  page.setDefaultTimeout(20_000);
  t.after(async () => {
    await context.close();
    if (failures.length) throw new Error(`scripts failed: ${failures.join("; ")}`);
  });
  return page;
}

/** Node's runner waits for the browser to end. */
export async function close() {
  await browser?.close();
  browser = undefined;
}
