// The list of questions: moved by its handles or by Alt and the arrows. The server moves them, so that
// a question never comes before the one its rule looks at; it says so where it would.

import { drag } from "./drag.js";

const list = document.querySelector("[data-outline]");
const form = document.querySelector("#arrange");

function dress() {
  for (const line of list.querySelectorAll("li[data-code]")) {
    if (line.querySelector("[data-grip]")) continue;
    const grip = document.createElement("span");
    grip.className = "builder-grip";
    grip.dataset.grip = "";
    grip.setAttribute("aria-hidden", "true");
    line.prepend(grip);
  }
}

async function send(first, said) {
  if (!(await first())) return; // the state tells what keeps it back
  for (const [name, value] of Object.entries({ of: "", go: "", section: "", before: "", ...said })) {
    form.elements.namedItem(name).value = value;
  }
  form.submit();
}

function begin(first) {
  if (!list) return;
  list.classList.add("moving");
  dress();
  const current = list.querySelector("[aria-current]");
  const box = list.closest(".builder-list");
  if (current && box.scrollHeight > box.clientHeight) {
    box.scrollTop = current.offsetTop - box.clientHeight / 2;
  }
  if (new URLSearchParams(location.search).has("moved")) current?.focus();
  list.addEventListener("keydown", (event) => {
    const line = event.target.closest("li[data-code]");
    if (!line || !event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    send(first, { of: line.dataset.code, go: event.key === "ArrowUp" ? "up" : "down" });
  });
  drag(list, "li[data-code]", (line, place) => {
    const section = place.list.closest("[data-section]");
    send(first, {
      of: line.dataset.code,
      before: place.before?.dataset.code ?? "",
      section: section?.dataset.section ?? "",
    });
  }, "[data-section]");
}

export const outline = { begin, dress };
