// A form that must not be sent twice by a double press: the second press within the time a file
// takes to come is held back: it would throw that file away. What says so is shown meanwhile.
// Without script the server notices the second press and says so.
const WAIT = 8000;

for (const form of document.querySelectorAll("form[data-once]")) {
  let sent = 0;
  form.addEventListener("submit", (event) => {
    if (Date.now() - sent < (Number(form.dataset.once) || WAIT)) {
      event.preventDefault();
      return;
    }
    sent = Date.now();
    form.querySelector("[data-sent]")?.removeAttribute("hidden");
  });
}
