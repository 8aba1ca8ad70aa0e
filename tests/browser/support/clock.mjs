// The portal's clock, which goes on by itself and can be set forward.
import { readFile, rename, writeFile } from "node:fs/promises";

const FILE = process.env.GISHE_TEST_CLOCK;

async function secondsAhead() {
  return Number(await readFile(FILE, "utf8"));
}

/** The portal's time, in seconds since 1970. */
export async function portalNow() {
  return Date.now() / 1000 + await secondsAhead();
}

export async function forward({ days = 0, hours = 0, minutes = 0, seconds = 0 }) {
  const ahead = await secondsAhead() + ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
  await writeFile(`${FILE}.new`, String(ahead));
  await rename(`${FILE}.new`, FILE); // nobody reads half a number
}
