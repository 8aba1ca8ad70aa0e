// The portal's clock, which goes on by itself and can be set forward.
import { readFile, rename, writeFile } from "node:fs/promises";

const FILE = process.env.GISHE_TEST_CLOCK;

export async function forward({ days = 0, hours = 0, minutes = 0, seconds = 0 }) {
  const ahead = Number(await readFile(FILE, "utf8")) + ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
  await writeFile(`${FILE}.new`, String(ahead));
  await rename(`${FILE}.new`, FILE); // nobody reads half a number
}
