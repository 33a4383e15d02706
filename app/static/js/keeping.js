// A page that could not be sent stays on the phone, and is sent again by itself until the server
// says that it is there. Sent twice it is the same page. Every page is complete without this.

import { drop, find, keep, names } from "./kept.js";

const PAUSES = [2, 4, 8, 15, 30, 60]; // seconds until it is sent again; the last from then on
const PATIENCE = 30_000; // milliseconds for one reply
const form = document.querySelector("[data-keeping]");
const told = document.querySelector("[data-told]"); // a status: read out when it changes
const words = document.querySelector("[data-words]")?.content;
const ways = document.querySelector("[data-ways]");
const here = form?.getAttribute("action");

let go = null; // the button that was pressed, while the server does not have its page
let busy = false; // a reply is awaited, or the next page
let failures = 0;
let timer;

function tell(...said) {
  if (told.dataset.told === said.join()) return; // said once, not at each attempt
  told.dataset.told = said.join();
  const lines = said.flatMap((name) => [...words.querySelectorAll(`[data-say=${name}]`)]);
  told.replaceChildren(...lines.map((line) => line.cloneNode(true)));
  told.parentElement.classList.toggle("offline", !["sending", "saved"].includes(said[0]));
}

function offer(shown) {
  if (!shown && ways.contains(document.activeElement)) told.focus();
  ways.hidden = !shown;
}

function content() {
  const said = new URLSearchParams(new FormData(form));
  said.append("go", go);
  return said;
}

async function send() {
  clearTimeout(timer);
  if (busy || go === null) return;
  busy = true;
  const slow = setTimeout(() => { if (failures === 0) tell("sending"); }, 1000);
  const reply = await fetch(here, {
    method: "POST",
    body: content(),
    headers: { Prefer: "return=minimal" }, // where to go next, and not that page itself
    signal: AbortSignal.timeout?.(PATIENCE),
  }).catch(() => null);
  clearTimeout(slow);
  busy = false;
  const there = reply?.headers.get("Location") || (reply?.redirected && reply.ok && reply.url);
  if (there) arrived(there);
  else if (reply && reply.status >= 400 && reply.status < 500) hand();
  else await wait(reply ? "busy" : "away");
}

function arrived(there) {
  const stays = go === "stay";
  forget();
  if (!("keeps" in form.dataset)) names(form.dataset.folder).forEach(drop); // the sheet is in
  tell("saved");
  if (stays) return;
  busy = true;
  location.assign(there);
}

// The server has something to say about this page: it is sent as a browser sends it, and shown.
function hand() {
  const button = Object.assign(document.createElement("input"), { type: "hidden", name: "go" });
  button.value = go;
  form.append(button);
  forget();
  HTMLFormElement.prototype.submit.call(form); // a question may be called "submit"
}

async function wait(why) {
  const safe = "keeps" in form.dataset && await keep(here, form.dataset.keeping, content());
  if (go === null) return;
  tell(why, safe ? "kept" : "here", "safe", "again");
  offer(true);
  if (failures === 0) told.scrollIntoView({ block: "nearest" });
  const pause = PAUSES[Math.min(failures, PAUSES.length - 1)];
  failures += 1;
  timer = setTimeout(send, pause * (750 + 500 * Math.random())); // not all phones at once
}

function forget() {
  clearTimeout(timer);
  go = null;
  failures = 0;
  offer(false);
  drop(here);
}

// What was kept goes back into its page, and is saved; it does not lead away from there.
function restore(said) {
  for (const box of document.querySelectorAll("[data-keeping] :is(input, select, textarea)")) {
    if (box.type === "hidden") continue;
    const values = said.getAll(box.name);
    if (box.type === "radio" || box.type === "checkbox") box.checked = values.includes(box.value);
    else box.value = values[0] ?? "";
  }
  form.dispatchEvent(new Event("restored"));
  go = "stay";
  send();
}

async function begin() {
  const { keeping, folder, then = "" } = form.dataset;
  for (const name of names(folder)) {
    const said = await find(name, keeping);
    if (said !== null && name === here && go === null) restore(new URLSearchParams(said));
    else if (said !== null && name !== here) {
      tell("left");
      told.querySelector("a").href = name + then;
    }
  }
}

if (form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go = event.submitter?.value || "next";
    failures = 0;
    send();
  });
  form.addEventListener("input", () => { if (go !== null && !busy) go = "stay"; });
  addEventListener("online", send);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });
  addEventListener("pageshow", (event) => {
    if (event.persisted) [busy, go] = [false, null];
  });
  addEventListener("storage", (event) => { // another tab of this phone sent this page
    if (event.key !== here || event.newValue !== null || go === null) return;
    forget();
    tell("elsewhere");
  });
  ways.querySelector("[data-now]").addEventListener("click", send);
  ways.querySelector("[data-drop]")?.addEventListener("click", () => { forget(); tell("dropped"); });
  begin();
}
