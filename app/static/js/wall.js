// The wall hears of every change: from a stream, or, where there is no room for one, by asking each
// second. Then it fetches the cards anew, and new ones fade in. Nothing on it needs a hand: long
// walls turn their pages by themselves until somebody stops them.
const { stream, now, cards } = document.body.dataset;
const lost = document.querySelector(".lost");
const TURN = 12000; // milliseconds that a page is read
const ASK = 1000;
const PATIENCE = 30; // times to ask before there may be room for a stream again
let way = new URLSearchParams(location.search);
let seen = Number(wall().dataset.revision);
let busy = false;
let again = false;
let paused = false;

function wall() {
  return document.getElementById("wall");
}

function missing(is) {
  lost.hidden = !is;
}

async function fetchCards() {
  if (busy) {
    again = true;
    return;
  }
  busy = true;
  const reply = await fetch(`${cards}?${way}`, { credentials: "same-origin" }).catch(() => null);
  busy = false;
  if (reply?.status === 404) return location.reload();
  if (!reply?.ok) {
    missing(true);
    return setTimeout(fetchCards, ASK);
  }
  missing(false);
  put(new DOMParser().parseFromString(await reply.text(), "text/html").getElementById("wall"));
  if (again) {
    again = false;
    await fetchCards();
  }
}

function put(fresh) {
  const old = wall();
  const same = old.dataset.phase === fresh.dataset.phase;
  const known = new Set([...old.querySelectorAll("li[id]")].map((card) => card.id));
  if (same && old.dataset.page === fresh.dataset.page) {
    for (const card of fresh.querySelectorAll("li[id]")) {
      card.classList.toggle("new", known.size > 0 && !known.has(card.id));
    }
  }
  const held = document.activeElement?.closest("#wall [data-key], #wall [data-turn], #wall [data-pause]");
  const mark = held && [...held.attributes].find((each) => each.name.startsWith("data-"));
  old.replaceWith(fresh);
  seen = Number(fresh.dataset.revision);
  ready();
  if (mark) fresh.querySelector(`[${mark.name}="${mark.value}"]`)?.focus();
}

function ready() {
  const button = wall().querySelector("[data-pause]");
  if (!button) return;
  button.hidden = false;
  button.setAttribute("aria-pressed", String(paused));
  button.textContent = paused ? "ページ送りを始める" : "ページ送りを止める";
}

function hear(told) {
  missing(false);
  if (told.revision !== seen) fetchCards();
}

function listen() {
  const source = new EventSource(stream);
  source.onmessage = (event) => hear(JSON.parse(event.data));
  source.addEventListener("closed", () => location.reload());
  source.onerror = () => {
    missing(source.readyState === EventSource.CONNECTING);
    if (source.readyState === EventSource.CLOSED) ask(PATIENCE);
  };
}

async function ask(times) {
  const reply = await fetch(`${now}?seen=${seen}`, { credentials: "same-origin" }).catch(() => null);
  if (reply?.status === 404) return location.reload();
  if (reply?.status === 200) hear(await reply.json());
  missing(!reply || reply.status >= 500);
  setTimeout(() => (times > 0 ? ask(times - 1) : listen()), ASK);
}

function turn(step) {
  const { page, pages } = wall().dataset;
  if (Number(pages) < 2) return;
  way.set("page", String(((Number(page) - 1 + step + Number(pages)) % Number(pages)) + 1));
  fetchCards();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("#wall [data-key]");
  const step = event.target.closest("#wall [data-turn]");
  if (event.target.closest("[data-pause]")) {
    paused = !paused;
    return ready();
  }
  if (!link && !step) return;
  event.preventDefault();
  paused = paused || Boolean(step);
  way = new URLSearchParams((link ?? step).search);
  history.replaceState(null, "", `?${way}`);
  fetchCards();
});

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === "ArrowRight") turn(1);
  if (event.key === "ArrowLeft") turn(-1);
  document.querySelector(`#wall [data-key="${CSS.escape(event.key)}"]`)?.click();
});

setInterval(() => {
  if (!paused && !document.hidden) turn(1);
}, TURN);

setInterval(() => {
  const timer = wall().querySelector(".timer[data-running]");
  if (!timer) return;
  const left = Math.max(0, Number(timer.dataset.left) - 1);
  timer.dataset.left = left;
  timer.classList.toggle("soon", left <= 60);
  timer.querySelector("time").textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
}, 1000);

ready();
listen();
