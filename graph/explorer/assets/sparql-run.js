// Says that a query runs, and lets it be cancelled: a page that stops loading leaves the server, which then ends the query.
const form = document.querySelector("form.asks");
const running = document.getElementById("running");
const cancel = document.getElementById("cancel");
let clock = 0;

function started() {
  clearInterval(clock);
  const began = Date.now();
  running.textContent = "Running …";
  cancel.hidden = false;
  clock = setInterval(() => {
    const seconds = Math.round((Date.now() - began) / 1000);
    if (seconds % 5 === 0) running.textContent = `Running for ${seconds} seconds …`;
  }, 1000);
}

function ended(said) {
  clearInterval(clock);
  clock = 0;
  running.textContent = said;
  cancel.hidden = true;
}

form.addEventListener("submit", started);
cancel.addEventListener("click", () => { window.stop(); ended("Cancelled."); form.querySelector("button:not([type])").focus(); });
addEventListener("pageshow", (event) => { if (event.persisted) ended(""); });
