// Text messages as the portal left them for a gateway: the number in the first line, then the words.
import { readdir, readFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";

const FOLDER = process.env.GISHE_TEXTS;
const PATIENCE_MS = 30_000;

async function textsTo(number) {
  const names = (await readdir(FOLDER)).filter((name) => !name.endsWith(".part")).sort(); // those are being written
  const texts = await Promise.all(names.map(async (name) => (await readFile(`${FOLDER}/${name}`, "utf8")).split("\n")));
  return texts.filter(([to]) => to === number).map(([, ...words]) => words.join("\n"));
}

/** The newest of at least `count` messages to this number. */
export async function textTo(number, { count = 1 } = {}) {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await pause(100)) {
    const texts = await textsTo(number);
    if (texts.length >= count) return texts.at(-1);
  }
  throw new Error(`no message to ${number}`);
}
