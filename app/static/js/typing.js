// The keyboard of a typist: Enter leaves a line for the next that is needed, ↑ goes back, and the
// numbers of a line light up what they stand for. Without script the form is filled in and sent.

const form = document.querySelector("[data-typing]");
const lines = [...form.querySelectorAll("[data-line], [data-next]")];
const plain = (line) => line.value.normalize("NFKC").trim();

// The numbers typed in a line: 13 is 1 and 3 while every number has one figure.
function numbers(line) {
  const known = printed(line).map((choice) => choice.dataset.number);
  const single = known.every((number) => number.length === 1);
  return plain(line).split(/[\s,、，.・+;]+/).filter(Boolean)
    .flatMap((part) => (known.includes(part) || !single ? [part] : [...part]));
}

function printed(line) {
  return [...document.getElementById(line.dataset.numbers).children];
}

// What is wrong so far, by the look of it; the server says so in words when the sheet is sent.
function isWrong(line) {
  if (!line.dataset.numbers || ["", "/", "*"].includes(plain(line))) return false;
  const known = printed(line).map((choice) => choice.dataset.number);
  const said = numbers(line);
  const many = line.dataset.line === "one" && new Set(said).size > 1;
  return many || said.some((number) => !known.includes(number));
}

function show(line) {
  line.classList.toggle("wrong", isWrong(line));
  if (!line.dataset.numbers) return;
  const said = numbers(line);
  for (const choice of printed(line)) choice.classList.toggle("chosen", said.includes(choice.dataset.number));
}

// What is written beside a choice is asked only where that choice was typed.
function isNeeded(line) {
  if (!line.dataset.after || line.value) return true;
  const choice = line.closest(".typed-lines").querySelector("[data-numbers]");
  return numbers(choice).includes(line.dataset.after);
}

function go(from, step) {
  let place = lines.indexOf(from) + step;
  while (lines[place] && !isNeeded(lines[place])) place += step;
  if (!lines[place]) return;
  lines[place].focus();
  lines[place].select();
  lines[place].closest(".typed-question, .field").scrollIntoView({ block: "center" });
}

form.addEventListener("keydown", (event) => {
  const line = event.target;
  if (!lines.includes(line) || event.isComposing || event.keyCode === 229) return;
  if (event.key === "Enter" && event.shiftKey && line.tagName === "TEXTAREA") return;
  if (event.key === "ArrowUp" && line.tagName !== "TEXTAREA") {
    event.preventDefault();
    go(line, -1);
  } else if (event.key === "Enter") {
    event.preventDefault();
    if ("next" in line.dataset) form.requestSubmit(form.querySelector("[data-finish]"));
    else if (line.classList.contains("wrong")) line.select();
    else go(line, 1);
  }
});
form.addEventListener("input", ({ target }) => { if (lines.includes(target)) show(target); });
form.addEventListener("focusin", ({ target }) => { if (target.dataset.numbers) show(target); });
for (const line of lines) show(line);
// A double press must not send the next sheet's numbers into this one.
form.addEventListener("submit", (event) => {
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});
addEventListener("pageshow", () => { delete form.dataset.sent; });
