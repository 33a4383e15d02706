// The phone of a participant: it hears when the room moves on, and a slip that finds no network is
// kept here and sent when it is back, once. Every page is complete without this.
const room = document.querySelector("[data-room]");
const form = document.querySelector("[data-slip]");
const EVERY = 2000; // milliseconds between two looks
const CALM = 10_000; // milliseconds that what the others write may wait to be shown
const AGAIN = [2, 4, 8, 15, 30]; // seconds until a slip is sent again; the last from then on
const folder = `hall:${room.dataset.now}`;
let failures = 0;
let renewed = 0;
let shown;
let timer;

// ---- slips that wait --------------------------------------------------------

function waiting() {
  try {
    return JSON.parse(localStorage.getItem(folder) ?? "[]");
  } catch {
    return [];
  }
}

function keep(slips) {
  try {
    if (slips.length) localStorage.setItem(folder, JSON.stringify(slips));
    else localStorage.removeItem(folder);
    return true;
  } catch {
    return false; // a phone that keeps nothing: the form itself is sent, and the page waits for it
  }
}

function tell(words, kept = false) {
  const told = form.querySelector("[data-told]");
  told.textContent = words;
  told.classList.toggle("waiting", kept);
  told.hidden = false;
}

async function send() {
  clearTimeout(timer);
  const [first, ...rest] = waiting();
  if (!first) return;
  const reply = await fetch(form?.action ?? first.to, {
    method: "POST",
    body: new URLSearchParams(first.said),
    redirect: "manual",
    credentials: "same-origin",
  }).catch(() => null);
  const there = reply && (reply.type === "opaqueredirect" || reply.ok);
  if (there || (reply && reply.status >= 400 && reply.status < 500)) {
    failures = 0;
    keep(rest);
    if (rest.length) return send();
    if (form && there) tell(form.dataset.saved);
    if (form && !there) put(first.said);
    return renew();
  }
  failures += 1;
  if (form) tell(form.dataset.kept, true);
  timer = setTimeout(send, 1000 * AGAIN[Math.min(failures, AGAIN.length) - 1]);
}

// What the server refuses goes back into the form, which is sent plainly: it says what is wrong.
function put(said) {
  form.elements.words.value = new URLSearchParams(said).get("words");
  form.submit();
}

form?.addEventListener("submit", (event) => {
  const words = form.elements.words;
  if (!words.value.trim() || [...words.value].length > Number(words.dataset.longest)) return;
  const said = new URLSearchParams(new FormData(form)).toString();
  if (!keep([...waiting(), { to: form.action, said }])) return;
  event.preventDefault();
  words.value = "";
  count();
  form.elements.once.value = crypto.randomUUID?.() ?? `${Date.now()}.${Math.random()}`;
  send();
  words.focus();
});

function count() {
  const words = form.elements.words;
  const left = Number(words.dataset.longest) - [...words.value].length;
  form.querySelector("[data-count]").textContent = left < 50 ? form.dataset.letters.replace("#", left) : "";
}

form?.elements.words.addEventListener("input", count);

// ---- the room ----------------------------------------------------------------

function typing() {
  return [...document.querySelectorAll("textarea")].some((each) => each.value !== each.defaultValue);
}

async function look() {
  const { now, revision, phase } = room.dataset;
  const reply = await fetch(`${now}?seen=${revision}`, { credentials: "same-origin" }).catch(() => null);
  if (reply?.status === 404) return location.reload();
  if (reply?.status !== 200) return;
  const told = await reply.json();
  room.dataset.revision = told.revision;
  if (String(told.phase) !== phase) {
    if (typing() || waiting().length) room.querySelector("[data-moved]").hidden = false;
    else location.assign(location.pathname);
  } else if (shown !== told.shown || Date.now() - renewed > CALM) {
    shown = told.shown;
    await renew();
  }
}

// The lists below the form are put anew; the form and what is open in the lists stay.
async function renew() {
  if (typing() || document.querySelector(".slips details[open]")) return;
  renewed = Date.now();
  const reply = await fetch(location.pathname, { credentials: "same-origin" }).catch(() => null);
  if (!reply?.ok) return;
  const fresh = new DOMParser().parseFromString(await reply.text(), "text/html");
  const open = new Set([...document.querySelectorAll(".stack[open] summary")].map((each) => each.textContent));
  for (const old of room.querySelectorAll("section")) old.remove();
  for (const part of fresh.querySelectorAll("[data-room] > section")) {
    for (const stack of part.querySelectorAll(".stack")) {
      stack.open = open.has(stack.querySelector("summary").textContent);
    }
    room.append(part);
  }
  const [time, left] = [room, fresh].map((page) => page.querySelector(".left"));
  if (time && left) time.replaceWith(left);
  else if (left) room.querySelector(".me").append(left);
  else time?.remove();
}

function turn() {
  look().finally(() => setTimeout(turn, document.hidden ? 5 * EVERY : EVERY + Math.random() * 500));
}

setInterval(() => {
  const left = document.querySelector(".left[data-running]");
  if (!left) return;
  const seconds = Math.max(0, Number(left.dataset.left) - 1);
  left.dataset.left = seconds;
  left.querySelector("time").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}, 1000);

addEventListener("online", send);
send();
setTimeout(turn, EVERY);
