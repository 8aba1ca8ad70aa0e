// The unseen work of a browser, for forms with an <altcha-widget>. It begins when somebody begins with the form and is waited for
// where they are faster. Where it cannot be done, the form goes without it, and the portal says how to go on.
"use strict";

/** The challenge, after the time that the portal asks a busy network to wait. */
globalThis.fetchChallenge = async (url, options) => {
  const answer = await fetch(url, options);
  const seconds = Number(answer.headers.get("Retry-After"));
  if (answer.ok && seconds > 0) await new Promise((done) => { setTimeout(done, seconds * 1000); });
  return answer;
};

for (const widget of document.querySelectorAll("altcha-widget")) {
  const form = widget.closest("form");
  const status = form.querySelector("[data-proof]");
  let pressed = null; // the button that waits
  let impossible = false;

  const work = () => {
    if (widget.verify && widget.getState() === "unverified") widget.verify();
  };
  const send = () => {
    if (!pressed) return;
    const button = pressed;
    pressed = null;
    form.requestSubmit(button);
  };

  form.addEventListener("focusin", work, { once: true });
  form.addEventListener("submit", (event) => {
    if (impossible || !widget.verify || widget.getState() === "verified") return;
    event.preventDefault();
    pressed = event.submitter ?? form.querySelector("button");
    status.textContent = status.dataset.working;
    work();
  });
  widget.addEventListener("verified", send);
  widget.addEventListener("statechange", (event) => {
    if (event.detail.state !== "error") return;
    if (pressed) {
      impossible = true;
      send();
    } else {
      widget.reset(); // it is tried once more with the button
    }
  });
  addEventListener("pageshow", (event) => {
    if (!event.persisted || !widget.reset) return;
    widget.reset(); // the proof was used when the page was left
    status.textContent = "";
    impossible = false;
  });
}
