// An editor whose preview follows the typing: what the form would show is fetched and laid in its
// place. Lines are numbered. Without script the button beside it does the work.
const PAUSE = 600;

const form = document.querySelector("form[data-preview]");
const box = form?.querySelector("textarea");
let asked;
let waiting;

function numbered() {
  const gutter = document.createElement("div");
  gutter.className = "gutter";
  gutter.setAttribute("aria-hidden", "true");
  box.before(gutter);
  const count = () => {
    const lines = box.value.split("\n").length;
    gutter.textContent = Array.from({ length: lines }, (_, n) => n + 1).join("\n");
    gutter.style.height = `${box.offsetHeight}px`;
    gutter.scrollTop = box.scrollTop;
  };
  box.addEventListener("input", count);
  box.addEventListener("scroll", () => { gutter.scrollTop = box.scrollTop; });
  new ResizeObserver(count).observe(box);
  count();
}

function choose(line) {
  const lines = box.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  box.focus();
  box.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
}

function laid(page) {
  for (const id of ["preview", "told"]) {
    const [old, fresh] = [document, page].map((each) => each.getElementById(id));
    if (old.textContent !== fresh.textContent) old.replaceChildren(...fresh.childNodes);
  }
  const said = page.querySelector("#words");
  for (const name of ["aria-invalid", "aria-describedby", "data-line"]) {
    if (said.hasAttribute(name)) box.setAttribute(name, said.getAttribute(name));
    else box.removeAttribute(name);
  }
  document.querySelector("#preview [role='alert']")?.removeAttribute("role"); // told by #told
}

async function look() {
  asked?.abort();
  asked = new AbortController();
  const preview = document.querySelector("#preview");
  preview.setAttribute("aria-busy", "true");
  try {
    const reply = await fetch(form.dataset.preview, {
      method: "POST", body: new FormData(form), credentials: "same-origin", signal: asked.signal,
    });
    if (reply.ok || reply.status === 422) {
      laid(new DOMParser().parseFromString(await reply.text(), "text/html"));
    }
  } catch (error) {
    if (error.name === "AbortError") return;
  }
  preview.removeAttribute("aria-busy");
}

if (box) {
  numbered();
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, PAUSE);
  });
  if (box.value !== box.defaultValue) look(); // who was quicker than this script
  document.querySelector("#preview")?.addEventListener("click", (event) => {
    if (event.target.closest("a[href='#words']") && box.dataset.line) {
      event.preventDefault();
      choose(Number(box.dataset.line));
    }
  });
}
