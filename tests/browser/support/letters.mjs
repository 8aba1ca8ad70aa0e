// What the mail server took: letters as they were received.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";

import { URL_OF_PORTAL } from "./browser.mjs";
import { HtmlValidate } from "./packages.mjs";
import { plain } from "./words.mjs";

/** What mailboxes need in the place of a style sheet. */
const rules = new HtmlValidate({ extends: ["html-validate:recommended", "html-validate:document"],
  rules: { "no-inline-style": "off", "doctype-style": ["error", { style: "lowercase" }] } });
const FOLDER = process.env.GISHE_MAIL;
const PATIENCE_MS = 30_000;

function quotedPrintable(text) {
  const joined = text.replace(/=\r?\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(joined, "latin1").toString("utf8");
}

function decoded(part) {
  const [head, ...rest] = part.split(/\r?\n\r?\n/);
  const body = rest.join("\n\n");
  if (/transfer-encoding:\s*base64/i.test(head)) return Buffer.from(body, "base64").toString("utf8");
  return /quoted-printable/i.test(head) ? quotedPrintable(body) : Buffer.from(body, "latin1").toString("utf8");
}

function partOf(raw, type) {
  const boundary = /boundary="?([^"\r\n;]+)"?/i.exec(raw)?.[1];
  const parts = boundary ? raw.split(`--${boundary}`).slice(1, -1).map((part) => part.replace(/^\r?\n/, "")) : [raw];
  const found = parts.find((part) => new RegExp(`content-type:\\s*${type}`, "i").test(part.split(/\r?\n\r?\n/)[0]));
  return found ? decoded(found) : "";
}

function subjectOf(raw) {
  const folded = /^Subject:((?:.*\r?\n(?:[ \t].*\r?\n)*))/im.exec(raw)?.[1] ?? "";
  const words = folded.replace(/\r?\n[ \t]+/g, " ").trim().replace(/\?=\s+=\?/g, "?==?");
  return words.replace(/=\?utf-8\?(b|q)\?([^?]*)\?=/gi, (_, how, text) =>
    how.toLowerCase() === "b" ? Buffer.from(text, "base64").toString("utf8") : quotedPrintable(text.replaceAll("_", " ")));
}

/** All letters to this address, oldest first: `{subject, text, html}`. */
export async function lettersTo(address) {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith(".eml")).sort();
  const raws = await Promise.all(names.map((name) => readFile(`${FOLDER}/${name}`, "latin1")));
  return raws
    .filter((raw) => (/^X-Envelope-To: (.*)\r?$/m.exec(raw)?.[1] ?? "").trim().split(", ").includes(address))
    .map((raw) => ({ subject: subjectOf(raw), text: partOf(raw, "text/plain"), html: partOf(raw, "text/html") }));
}

/** The first letter to this address that `wanted` is true of and that was not there among `known`. */
export async function letterTo(address, { known = 0, wanted = () => true } = {}) {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await pause(100)) {
    const found = (await lettersTo(address)).slice(known).find(wanted);
    if (found) return found;
  }
  throw new Error(`no such letter to ${address}: ${JSON.stringify((await lettersTo(address)).map((it) => it.subject))}`);
}

/** All links of a letter's text. */
export function linksIn(letter) {
  return letter.text.match(/https:\/\/\S+/g) ?? [];
}

/** The first link in a letter, or the one that holds `part`. */
export function linkIn(letter, part = "") {
  const link = linksIn(letter).find((it) => it.includes(part));
  if (!link) throw new Error(`no link with ${part} in ${letter.text}`);
  return link;
}

/** A letter is whole: one language, text and HTML alike, clean markup, whole links, and nothing of the person in its subject. */
export async function checkLetter(letter, language) {
  assert.ok(letter.subject && !/[\d@]|https?:/.test(letter.subject), `subject: ${letter.subject}`);
  for (const words of [letter.subject, letter.text])
    assert.equal(/[А-Яа-я]/.test(words), language === "bg", `${language}: ${words}`);
  assert.ok(letter.html.includes(`<html lang="${language}">`));
  const shown = plain(unescaped(letter.html));
  for (const line of letter.text.split(/\r?\n/)) assert.ok(shown.includes(plain(line)), `in both parts: ${line}`);
  const report = await rules.validateString(letter.html.replaceAll("\r\n", "\n"));
  assert.deepEqual(report.results.flatMap((it) => it.messages).map((it) => `${it.ruleId}: ${it.message}`), []);
  const links = [...letter.html.matchAll(/href="([^"]*)"/g)].map(([, link]) => link);
  assert.ok(links.every((link) => link.startsWith(`${URL_OF_PORTAL}/`)), links.join(" "));
}

function unescaped(html) {
  const marks = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&amp;": "&" };
  return html.replace(/<style.*?<\/style>/gs, "").replace(/<[^>]+>/g, " ").replace(/&(lt|gt|quot|#39|amp);/g, (mark) => marks[mark]);
}
