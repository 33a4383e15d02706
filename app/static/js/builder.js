// A questionnaire that is written in the browser: kept by itself, its lists moved by hand or by keys,
// the phone beside it kept fresh. Every page and every button works without this.

import { lists } from "./builder_lists.js";
import { outline } from "./builder_outline.js";

const PAUSE = 1000; // milliseconds of rest until it is kept
const form = document.querySelector("form[data-autosave]");
const state = document.querySelector("[data-state]");
const phone = document.querySelector("[data-phone]");

let kept; // what the server has
let timer;
let busy = null; // the request that is under way
let stopped = false; // somebody else was faster, or the page is left

let warned = false; // it was told that the last words are not kept

const content = () => new URLSearchParams(new FormData(form));

const dirty = () => form !== null && !stopped && content().toString() !== kept;

function tell(kind, ...words) {
  state.className = kind;
  state.replaceChildren(...words);
}

function way(label, act) {
  const button = Object.assign(document.createElement("button"), {
    type: "button", className: "button small", textContent: label,
  });
  button.addEventListener("click", act);
  return button;
}

function mark(errors) {
  for (const box of form.querySelectorAll("[data-by-script]")) box.remove();
  for (const box of form.querySelectorAll("[aria-invalid]")) box.removeAttribute("aria-invalid");
  for (const [name, sentence] of Object.entries(errors ?? {})) {
    const box = form.elements.namedItem(name) ?? form.elements.namedItem(`${name}.label`);
    if (!(box instanceof Element)) continue;
    const said = Object.assign(document.createElement("p"), { className: "error", textContent: sentence });
    said.dataset.byScript = "";
    box.setAttribute("aria-invalid", "true");
    box.after(said);
  }
}

function arrived(said, sent) {
  form.elements.namedItem("seen").value = said.seen;
  form.elements.namedItem("of").value = said.of;
  for (const [name, codes] of Object.entries(said.given)) {
    for (const [key, code] of Object.entries(codes)) {
      const box = form.elements.namedItem(`${name}.${key}.code`);
      if (box && !box.value) box.value = code;
    }
  }
  kept = known(sent, said);
  document.querySelector("[data-outline] [aria-current]")?.closest("li").replaceWith(made(said.line));
  outline.dress();
  refresh(said.of);
  mark();
  tell("good", `保存しました ${said.saved}`);
}

// What was sent with what the server gave to it: that is no change of whoever writes.
function known(sent, said) {
  const there = new URLSearchParams(sent);
  there.set("seen", said.seen);
  there.set("of", said.of);
  for (const [name, codes] of Object.entries(said.given)) {
    for (const [key, code] of Object.entries(codes)) {
      if (!there.get(`${name}.${key}.code`)) there.set(`${name}.${key}.code`, code);
    }
  }
  return there.toString();
}

function made(line) {
  const box = document.createElement("template");
  box.innerHTML = line;
  return box.content.firstElementChild;
}

// The question that is written stands in sight; a fragment would scroll this page along.
phone?.addEventListener("load", () => {
  const question = phone.contentDocument?.getElementById(phone.dataset.phone);
  const inside = phone.contentWindow;
  if (question) inside.scrollTo(0, question.getBoundingClientRect().top + inside.scrollY - 72);
});

function refresh(code) {
  const address = new URL(phone.src);
  if (address.searchParams.has("question")) address.searchParams.set("question", code);
  address.searchParams.set("at", Date.now()); // the same page anew, where it stood
  phone.contentWindow?.location.replace(address);
}

async function keep() {
  clearTimeout(timer);
  if (stopped || !form) return;
  if (busy) {
    await busy;
    return keep();
  }
  const sent = content().toString();
  if (sent === kept) return;
  tell("", "保存しています…");
  busy = send(sent);
  await busy;
  busy = null;
}

async function send(sent) {
  const reply = await fetch(form.action, {
    method: "POST", body: new URLSearchParams(sent), headers: { Accept: "application/json" },
    signal: AbortSignal.timeout?.(20_000),
  }).catch(() => null);
  const said = await reply?.json().catch(() => null);
  if (stopped) return;
  if (reply?.ok && said) arrived(said, sent);
  else if (said?.apart) {
    stopped = true;
    tell("bad", `${said.error} `, way("2つの内容を見比べる", () => leave()));
  } else if (said?.error) {
    mark(said.errors);
    tell("bad", `まだ保存していません: ${said.error}`);
  } else tell("bad", "保存できません ", way("もう一度試す", keep));
}

function leave() {
  stopped = true;
  clearTimeout(timer);
  HTMLFormElement.prototype.submit.call(form);
}

function later() {
  clearTimeout(timer);
  if (content().toString() === kept) return;
  if (!stopped) tell("", "書いています…");
  timer = setTimeout(keep, PAUSE);
}

if (form) {
  lists(form, later);
  kept = content().toString();
  form.addEventListener("input", later);
  form.addEventListener("change", (event) => {
    if (event.target.matches("[data-renew]")) leave(); // its choices come from the server
    else keep();
  });
  form.addEventListener("focusout", keep);
  form.addEventListener("submit", () => {
    stopped = true; // the button sends everything itself
    clearTimeout(timer);
  });
  addEventListener("beforeunload", (event) => {
    if (dirty()) event.preventDefault();
  });

  // The last words are kept first; whoever goes on although they cannot be kept is asked by the browser.
  const first = async (event, then) => {
    event.preventDefault();
    await keep();
    if (!dirty()) then();
    else warned = true;
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || !dirty() || warned || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.hash && link.href.split("#")[0] === location.href.split("#")[0]) return;
    first(event, () => location.assign(link.href));
  });
  document.addEventListener("submit", (event) => {
    if (event.target === form || !dirty() || warned) return;
    first(event, () => event.target.requestSubmit(event.submitter));
  });
}
outline.begin(keep);
