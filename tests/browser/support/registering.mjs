// From the first question of a registration to the signed-in account.
import { forward } from "./clock.mjs";
import { checkLetter, letterTo, linkIn } from "./letters.mjs";

export const NEW_PASSWORD = "четири несвързани думи 7";
const ANSWERS = { given: "Мария", fathers: "Петрова", family: "Стоева-Иванова" };

let last = 0;

/** A username that nobody has. */
export function newName() {
  last += 1;
  return `novo.ime.${last}`;
}

export async function answer(citizen, answers) {
  await citizen.fill(answers);
  await citizen.press("Continue");
}

/** To the question about names: the browser works unseen, or a letter comes first. */
export async function begin(citizen, address) {
  await citizen.open("/registration");
  await forward(citizen.scripts ? { seconds: 3 } : { hours: 2 }); // nobody writes faster; letters of others are forgotten
  await answer(citizen, { email: address });
  if (citizen.scripts) return;
  const letter = await letterTo(address);
  await checkLetter(letter, citizen.language);
  await citizen.open(linkIn(letter, "/registration/letter"));
  await citizen.press("Continue");
}

/** From the names to the check of the answers, or only those from one question to another. */
export async function fillIn(citizen, username, { from = "given", until } = {}) {
  const questions = [ANSWERS, { phone: "0888 123 456" }, { username }, { password: NEW_PASSWORD }];
  for (const answers of questions.slice(questions.findIndex((it) => from in it))) {
    if (until in answers) return;
    await answer(citizen, answers);
  }
}

/** To the page that comes after the last button. With scripts nobody has confirmed the address yet. */
export async function registerOnly(citizen, username, address = `${username}@example.com`) {
  await begin(citizen, address);
  await fillIn(citizen, username);
  await citizen.press("Register");
  return { username, address };
}

/** Somebody new, with a confirmed address, whose letters are in the language that they chose. */
export async function register(citizen, username) {
  const person = await registerOnly(citizen, username);
  if (citizen.scripts) {
    await citizen.open(linkIn(await letterTo(person.address), "/confirm-email"));
    await citizen.press("Confirm the address");
  }
  return person;
}
