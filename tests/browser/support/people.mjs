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
