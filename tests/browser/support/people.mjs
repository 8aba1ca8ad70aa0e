// Citizens for journeys: with confirmed addresses and the demo password.
export const PASSWORD = process.env.GISHE_DEMO_PASSWORD;

let last = 0;

/** Somebody whom no other journey of this run knows. Their letters are in Bulgarian until they choose otherwise. */
export function somebody() {
  last += 1;
  const username = `crowd-${String(last).padStart(8, "0")}`;
  return { username, address: `${username}@example.com` };
}

/** Letters come in the language of the pages from now on. */
export async function chooseLanguage(someone) {
  await someone.open("/account/language");
  await someone.choose("language", someone.language);
  await someone.press("Save");
}

const verified = process.env.GISHE_VERIFIED.split(" ");
let visits = 0;

/** Likewise somebody whom the counter verified, with the days for which the document is valid from the beginning of the run on. */
export function verifiedSomebody() {
  const username = verified[visits];
  visits += 1;
  return { username, address: `${username}@example.com`, days: visits * Number(process.env.GISHE_DOCUMENT_DAYS) };
}

/** The one whose visits contradict each other. */
export function contestedSomebody() {
  return { username: process.env.GISHE_CONTESTED };
}
