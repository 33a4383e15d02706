// A page that waits for a job looks again every second and shows how far it is; when the job has
// ended the whole page is loaded anew. Without script the link in the same place does the work.
const EVERY = 1000;

async function look() {
  const waiting = document.querySelector("[data-waiting]");
  if (!waiting) return;
  const reply = await fetch(location.href, { credentials: "same-origin" }).catch(() => null);
  if (reply?.ok) {
    const page = new DOMParser().parseFromString(await reply.text(), "text/html");
    const now = page.querySelector("[data-waiting]");
    if (!now) return location.reload();
    const [bar, fresh] = [waiting, now].map((part) => part.querySelector("progress"));
    bar.value = fresh.value;
    bar.previousElementSibling.lastElementChild.textContent =
      fresh.previousElementSibling.lastElementChild.textContent;
  }
  setTimeout(look, EVERY);
}

setTimeout(look, EVERY);
