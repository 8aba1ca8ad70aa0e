// How easily a new password would be guessed, told while it is typed. It is judged in the browser and is sent nowhere; what the
// portal refuses, the portal decides itself.
"use strict";

const [needed, looked, wait] = [12, 64, 300]; // code points, code points, milliseconds
// Words that Sofia's citizens would choose first; the library's own lists are of the whole world.
const kLocal = ("парола паролата здравей обичам обичамте обичте любов щастие майка татко баба дядо семейство слънце котка куче " +
  "българия софия пловдив варна бургас левски цска лудогорец община столична портал гише данъци данък " +
  "parola parolata zdravei obicham obichamte obichte lubov shtastie maika tatko baba dqdo semeistvo slance kotka kuche " +
  "bulgaria bylgariq sofia plovdiv varna burgas levski cska ludogorec obshtina stolichna portal gishe danaci danak " +
  "qwerty явертъ яверти чшертъ").split(" ");
const kRefused = ["sofia", "софия", "столична", "stolichna"]; // by the portal, which knows more
const source = document.currentScript;

/** Loads a script that stands beside this one. */
function load(name) {
  const script = document.createElement("script");
  script.src = new URL(name, source.src);
  script.nonce = source.nonce;
  return new Promise((done, failed) => {
    script.addEventListener("load", done);
    script.addEventListener("error", failed);
    document.head.append(script);
  });
}

/** A judge: from a password and words about its owner to a score from 0 (guessed at once) to 4. */
async function loadJudge() {
  await Promise.all([load("zxcvbn.js"), load("zxcvbn-words.js")]);
  const { core, "language-common": words } = globalThis.zxcvbnts;
  core.zxcvbnOptions.setOptions({
    dictionary: { ...words.dictionary, local: kLocal },
    graphs: words.adjacencyGraphs,
  });
  return (password, own) => {
    const folded = password.toLowerCase();
    const refused = [...kRefused, ...own].some((word) => word && folded.includes(word.toLowerCase()));
    return refused ? 0 : core.zxcvbn(password, own).score;
  };
}

for (const meter of document.querySelectorAll("[data-strength]")) {
  const input = document.getElementById(meter.dataset.strength);
  const words = meter.querySelector("[role='status']");
  const own = () => [...input.form.querySelectorAll("[autocomplete='username']")].map((field) => field.value);
  let judge = null, pause = 0;

  const show = async () => {
    const password = input.value.normalize("NFKC");
    const length = [...password].length;
    meter.hidden = length === 0;
    if (length < needed) {
      meter.dataset.score = "0";
      words.textContent = length === 0 ? "" : words.dataset.few.replace("{count}", length);
      return;
    }
    try {
      judge ??= loadJudge();
      const score = (await judge)([...password].slice(0, looked).join(""), own());
      if (input.value.normalize("NFKC") !== password) return; // typed on meanwhile
      meter.dataset.score = score;
      words.textContent = words.dataset[["easy", "easy", "middling", "good", "strong"][score]];
    } catch {
      meter.hidden = true; // a comfort less
    }
  };
  input.addEventListener("input", () => {
    meter.hidden = input.value === ""; // at once: a button that moves later would be missed by who presses it
    clearTimeout(pause);
    pause = setTimeout(show, wait);
  });
}
