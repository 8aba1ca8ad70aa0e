// Debian's Chromium, which finds no host but this one.
import { chromium } from "./packages.mjs";

export const URL_OF_PORTAL = process.env.GISHE_URL;
const FLAGS = ["--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-gpu",
  "--disable-dev-shm-usage", "--force-color-profile=srgb", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
  process.env.GISHE_TRUSTING]; // a certificate that is not trusted keeps pages out of the browser's cache
/** A status other than success; a challenge whose page was left meanwhile: without one no registration gets on. */
const USUAL = /Failed to load resource|^ALTCHA .*Failed to fetch/;

let browser;
let strangers;
const sources = new WeakMap();
const failed = new WeakMap();

/** The page's markup as the portal sent it. */
export function sourceOf(page) {
  return sources.get(page).text();
}

/** How the portal answered. */
export function statusOf(page) {
  return sources.get(page).status();
}

/** Asks the portal without cookies. */
export async function stranger(entrance) {
  strangers ??= await browser.newContext({ ignoreHTTPSErrors: true });
  return { get: (path, settings) => strangers.request.get(entrance + path, settings) };
}

/** A test goes on after this, and fails in the end: one run tells everything that is wrong with its pages. */
export function note(page, failure) {
  failed.get(page).push(failure);
}

/** A visitor of their own: cookies, language, width. `scripts: false` switches JavaScript off; `expected` are errors that belong to
 * the test; `entrance`: another one than the citizens'. */
export async function visitor(t, { scripts = true, width = 1280, height = 900, expected = /^$/, entrance = URL_OF_PORTAL, ...more } = {}) {
  browser ??= await chromium.launch({ executablePath: "/usr/bin/chromium", args: FLAGS, chromiumSandbox: process.getuid() !== 0 });
  const context = await browser.newContext({
    baseURL: entrance, javaScriptEnabled: scripts, viewport: { width, height },
    reducedMotion: "reduce", ...more,
  });
  const failures = [];
  const page = await context.newPage();
  failed.set(page, failures);
  page.on("response", (response) => {
    const request = response.request();
    const arrives = request.isNavigationRequest() && request.frame() === page.mainFrame();
    if (arrives && (response.status() < 300 || response.status() >= 400)) sources.set(page, response);
  });
  page.on("pageerror", (error) => failures.push(`script: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() !== "error" || USUAL.test(message.text()) || expected.test(message.text())) return;
    failures.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== entrance) failures.push(`asks ${request.url()}`);
  });
  page.setDefaultTimeout(60_000);
  t.after(async () => {
    await context.close();
    if (failures.length) throw new Error(failures.join("\n"));
  });
  return page;
}

/** Node's runner waits for the browser to end. */
export async function close() {
  await browser?.close();
  browser = undefined;
  strangers = undefined;
}
