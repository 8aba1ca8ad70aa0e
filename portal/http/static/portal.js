// Comforts; every page works without them.
"use strict";

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
