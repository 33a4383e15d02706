// A questionnaire that is written in the browser: kept by itself, its lists moved by hand or by keys,
// the phone beside it kept fresh. Every page and every button works without this.

import { lists } from "./builder_lists.js";
import { mark } from "./builder_marks.js";
import { outline } from "./builder_outline.js";

const PAUSE = 1000; // milliseconds of rest until it is kept
const AGAIN = [3000, 10_000, 30_000]; // until it is tried again, while the server does not answer
const form = document.querySelector("form[data-autosave]");
const state = document.querySelector("[data-state]");
const phone = document.querySelector("[data-phone]");

let kept; // what the server has
let shown = null; // what it refused, or somebody else wrote otherwise: kept only when that is asked for
let timer;
let busy = null; // the request that is under way
let failed = 0; // times that no answer came
let apart = false; // somebody else was faster: it waits for whoever writes to choose
let stopped = false; // the page is left
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

function arrived(said, sent) {
  for (const name of ["seen", "of"]) {
    const box = form.elements.namedItem(name);
    if (box && said[name]) box.value = said[name];
  }
  for (const [name, codes] of Object.entries(said.given ?? {})) {
    for (const [key, code] of Object.entries(codes)) {
      const box = form.elements.namedItem(`${name}.${key}.code`);
      if (box && !box.value) box.value = code;
    }
  }
  kept = known(sent, said);
  shown = null;
  failed = 0;
  warned = false;
  relist(said);
  refresh(said.of);
  mark(form, said.notes); // kept, and not yet right
  tell("good", `保存しました ${said.saved}`);
}

// What was sent with what the server gave to it: that is no change of whoever writes.
function known(sent, said) {
  const there = new URLSearchParams(sent);
  for (const name of ["seen", "of"]) if (said[name] && there.has(name)) there.set(name, said[name]);
  for (const [name, codes] of Object.entries(said.given ?? {})) {
    for (const [key, code] of Object.entries(codes)) {
      if (!there.get(`${name}.${key}.code`)) there.set(`${name}.${key}.code`, code);
    }
  }
  return there.toString();
}

// The line of the list that is written, as the server has it now.
function relist(said) {
  const here = document.querySelector("[data-outline] [aria-current]");
  if (said.line) here?.closest("li").replaceWith(made(said.line));
  const called = here?.querySelector("[data-called]");
  if (called && said.called) called.textContent = said.called;
  outline.dress();
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
  if (!phone) return;
  const address = new URL(phone.src);
  if (code && address.searchParams.get("question") && form.id === "question-form") {
    address.searchParams.set("question", code);
  }
  address.searchParams.set("at", Date.now()); // the same page anew, where it stood
  phone.contentWindow?.location.replace(address);
}

// Keep what is written; whether the server has all of it then.
async function keep({ asked = false } = {}) {
  clearTimeout(timer);
  while (busy) await busy;
  if (stopped || !form) return true;
  const sent = content().toString();
  if (sent === kept) return true;
  if (apart || (sent === shown && !asked)) return false;
  tell("", "保存しています…");
  busy = send(sent).finally(() => { busy = null; });
  await busy;
  return !dirty();
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
    apart = true;
    tell("bad", `${said.error} `, way("2つの内容を見比べる", leave));
  } else if (reply?.status === 401) {
    failed += 1; // tried again when whoever writes comes back to this tab
    tell("bad", "ログインの期限が切れました。この画面は閉じずに、別のタブでログインしてから戻ってください ",
      way("もう一度試す", () => keep({ asked: true })));
  } else if (said?.error && reply.status < 500) {
    mark(form, said.errors);
    tell("bad", `まだ保存していません: ${said.error}`);
  } else {
    tell("bad", "サーバーにつながりません。書いた内容はこの画面に残っています。閉じずにお待ちください。つながったら自動で保存します ",
      way("もう一度試す", () => keep({ asked: true })));
    timer = setTimeout(keep, AGAIN[Math.min(failed, AGAIN.length - 1)]);
    failed += 1;
  }
}

function leave() {
  stopped = true;
  clearTimeout(timer);
  HTMLFormElement.prototype.submit.call(form);
}

function later() {
  clearTimeout(timer);
  if (apart) return;
  if (content().toString() === kept) {
    mark(form); // what was refused is as it was
    tell("good", "保存しました");
    return;
  }
  tell("", "書いています…");
  timer = setTimeout(keep, PAUSE);
}

// A button of the form: what is typed is kept first, so that no page that fails takes it along.
async function pressed(event) {
  const button = event.submitter;
  if (stopped || (!dirty() && !button?.matches("[data-save]"))) {
    stopped = true;
    return;
  }
  event.preventDefault();
  const whole = await keep({ asked: true });
  if (whole && button?.matches("[data-save]")) {
    if (!state.className) tell("good", "保存しました");
  } else if (whole) form.requestSubmit(button);
  else form.querySelector("[aria-invalid]")?.focus();
}

// The last words are kept first; whoever goes on although they cannot be kept is asked by the browser.
async function first(event, then) {
  event.preventDefault();
  if (await keep()) then();
  else {
    warned = true;
    if (shown !== null) tell("bad", "まだ保存していません。「保存する」を押すか、もう一度押すと保存せずに移ります");
  }
}

if (form) {
  lists(form, later);
  kept = content().toString();
  if ("unkept" in form.dataset) [kept, shown] = [null, kept];
  form.addEventListener("input", later);
  form.addEventListener("change", (event) => {
    if (!event.target.matches("[data-renew]")) keep();
    else keep({ asked: true }).then((whole) => whole && leave()); // its choices come from the server
  });
  form.addEventListener("focusout", () => keep());
  form.addEventListener("submit", pressed);
  for (const back of ["online", "focus"]) addEventListener(back, () => failed && keep());
  addEventListener("beforeunload", (event) => {
    if (dirty()) event.preventDefault();
  });
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
outline.begin(() => keep());
