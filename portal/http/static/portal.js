// Comforts; every page works without them.
"use strict";

// A second press of a button sends its form no second time while the answer is on the way; a file comes beside the page, which stays.
const kAnswerComes = 5000; // milliseconds
const pressed = new Map(); // the button of each form that was sent
addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (pressed.get(form) === event.submitter) event.preventDefault();
  pressed.set(form, event.submitter);
  setTimeout(() => pressed.delete(form), kAnswerComes);
});
addEventListener("pageshow", () => pressed.clear());

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

for (const button of document.querySelectorAll("[data-reveals]")) {
  const input = document.getElementById(button.dataset.reveals);
  const show = button.textContent;
  button.hidden = false;
  button.addEventListener("click", () => {
    const hidden = input.type === "password";
    input.type = hidden ? "text" : "password";
    button.textContent = hidden ? button.dataset.hide : show;
  });
  input.form.addEventListener("submit", () => { input.type = "password"; });
}

for (const menu of document.querySelectorAll("details.menu"))
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

// Before the session ends, its page warns; at the end it leaves the screen, with what was filled in there.
const warning = document.getElementById("session-end");
if (warning) {
  const stay = warning.querySelector("form[action='/account/stay']");
  const csrf = stay.querySelector("[name=csrf]").value;
  const unreached = warning.querySelector("[data-unreached]");
  const kShareOfWarning = 1 / 12; // of what is left after an act: 5 minutes of 60
  const tabs = "BroadcastChannel" in window ? new BroadcastChannel("session-end") : null;
  let end = 0, warned = 0, leaving = false;

  const learn = ({ ends, warns, until, last }) => {
    if (ends < end) return;
    [end, warned] = [ends, warns];
    warning.querySelector("[data-until]").textContent = until;
    for (const part of warning.querySelectorAll("[data-while-last]")) part.hidden = !last;
    for (const part of warning.querySelectorAll("[data-while-not-last]")) part.hidden = last;
    if (warning.open) warning.close();
  };
  const told = ({ left, until, last }) => {
    const ends = Date.now() + left * 1000;
    const state = { ends, warns: ends - Math.max(60, left * kShareOfWarning) * 1000, until, last };
    learn(state);
    tabs?.postMessage(state); // what is done in one window keeps the session for all
  };
  tabs?.addEventListener("message", (event) => learn(event.data));
  told({ left: Number(warning.dataset.left), until: warning.querySelector("[data-until]").textContent,
         last: "last" in warning.dataset });

  const changed = (field) => field.type === "checkbox" || field.type === "radio" ? field.checked !== field.defaultChecked
    : field.options ? [...field.options].some((option) => option.selected !== option.defaultSelected)
    : field.type !== "hidden" && field.value !== field.defaultValue;
  const unsent = () => [...document.querySelectorAll("main form[method='post']")].find((form) =>
    [...form.elements].some((field) => field.name && changed(field)) || form.querySelector("[aria-invalid]"));

  const giveUp = (form) => {
    const kept = document.createElement("form");
    kept.method = "post";
    kept.action = "/login/again";
    const add = (name, value) => {
      const field = document.createElement("input");
      [field.type, field.name, field.value] = ["hidden", name, value];
      kept.append(field);
    };
    for (const [name, value] of new FormData(form))
      if (typeof value === "string" && form.elements[name].type !== "password") add(name, value);
    add("form-path", new URL(form.action).pathname);
    document.body.append(kept);
    kept.submit();
  };
  const leave = () => {
    if (leaving) return;
    leaving = true;
    const form = unsent();
    if (form) giveUp(form);
    else location.replace(`/login?to=${encodeURIComponent(location.pathname + location.search)}`);
  };
  const look = () => {
    if (Date.now() > end) leave();
    else if (Date.now() >= warned && !warning.open) {
      warned = Infinity;
      warning.showModal();
    }
  };
  stay.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await fetch(stay.action, { method: "POST", body: new URLSearchParams({ csrf }) }).catch(() => null);
    unreached.hidden = answer !== null;
    if (answer?.ok && !answer.redirected) told(await answer.json());
    else if (answer) leave();
  });
  warning.querySelector("[data-close]").addEventListener("click", () => warning.close());
  setInterval(look, 5000);
  document.addEventListener("visibilitychange", look); // a machine that slept
}

// A form that is shown again came in answer to the log-in: its page has an address of its own.
const again = document.querySelector("[data-address]");
if (again) history.replaceState(null, "", again.dataset.address);

// A browser may keep a left page in memory: after signing out, Back must not bring its personal data to the screen.
if (document.querySelector("form[action='/logout']")) {
  addEventListener("pagehide", () => { document.documentElement.hidden = true; });
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
}

// Going back from a finished registration shows its answers to nobody, and registers nothing twice.
const filling = document.querySelector("form[action='/registration/steps']");
if (document.querySelector("[data-registered]")) sessionStorage.setItem("registered", "yes");
if (filling) {
  addEventListener("pageshow", (event) => {
    const back = event.persisted || performance.getEntriesByType("navigation")[0].type === "back_forward";
    if (!back) {
      sessionStorage.removeItem("registered");
    } else if (sessionStorage.getItem("registered")) {
      document.documentElement.hidden = true;
      location.replace("/registration/finished");
    }
  });
}
