// What other facilitators and the hall do is seen here without a press: the live part is fetched
// anew when something changed, unless somebody is typing minutes into it. The clock counts down.
const EVERY = 1500;

const live = () => document.querySelector("[data-live]");

async function look() {
  const { now, revision } = live().dataset;
  const reply = await fetch(`${now}?seen=${revision}`, { credentials: "same-origin" }).catch(() => null);
  if (reply?.status === 404) return location.reload();
  if (reply?.status === 200 && !document.activeElement?.matches("[data-live] input")) await renew();
  setTimeout(look, EVERY);
}

async function renew() {
  const reply = await fetch(location.href, { credentials: "same-origin" }).catch(() => null);
  if (!reply?.ok) return;
  const fresh = new DOMParser().parseFromString(await reply.text(), "text/html").querySelector("[data-live]");
  if (!fresh) return;
  const buttons = () => [...live().querySelectorAll("button")];
  const held = buttons().indexOf(document.activeElement);
  const words = document.activeElement?.textContent;
  live().replaceWith(fresh);
  if (held >= 0) buttons().find((each) => each.textContent === words)?.focus();
}

setInterval(() => {
  const clock = document.querySelector("[data-live] [data-running]");
  if (!clock) return;
  const left = Math.max(0, Number(clock.dataset.left) - 1);
  clock.dataset.left = left;
  clock.classList.toggle("soon", left <= 60);
  clock.querySelector("time").textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
}, 1000);

if (live().dataset.now) setTimeout(look, EVERY);
