// Choices and lines: added with Enter, moved by hand or by Alt and the arrows, many pasted at once.

import { drag } from "./drag.js";

let fresh = 0; // lines that were made here

function placed(list) {
  for (const [place, line] of [...list.children].entries()) {
    for (const told of line.querySelectorAll("[data-place]")) told.textContent = place + 1;
    for (const button of line.querySelectorAll("[data-up], [data-down], [data-drop]")) {
      button.setAttribute("aria-label", button.getAttribute("aria-label").replace(/\d*$/, place + 1));
    }
  }
}

function added(field, words = "", after = null) {
  const list = field.querySelector("ol");
  const box = document.createElement("template");
  fresh += 1;
  box.innerHTML = field.querySelector("template").innerHTML.replaceAll("__key__", `new${fresh}`);
  const line = box.content.firstElementChild;
  line.querySelector("[data-words]").value = words;
  if (after) after.after(line);
  else list.append(line);
  placed(list);
  return line;
}

function moved(line, up) {
  const beside = up ? line.previousElementSibling : line.nextElementSibling;
  if (!beside) return;
  if (up) beside.before(line);
  else beside.after(line);
  placed(line.parentElement);
}

function dropped(line) {
  const list = line.parentElement;
  const beside = line.nextElementSibling ?? line.previousElementSibling;
  line.remove();
  placed(list);
  (beside?.querySelector("[data-words]") ?? list.parentElement.querySelector("[data-add]")).focus();
}

function pasted(field, text, after) {
  let last = after;
  for (const words of text.split(/\r?\n|\t/).map((each) => each.trim()).filter(Boolean)) {
    if (last && !last.querySelector("[data-words]").value) last.querySelector("[data-words]").value = words;
    else last = added(field, words, last);
  }
  return last;
}

export function lists(form, changed) {
  for (const field of form.querySelectorAll("[data-list]")) {
    const list = field.querySelector("ol");
    field.classList.add("moving");

    field.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      const line = button?.closest("[data-line]");
      if (!button) return;
      if ("add" in button.dataset) added(field).querySelector("[data-words]").focus();
      else if ("take" in button.dataset) {
        const box = field.querySelector("[data-lines]");
        pasted(field, box.value, list.lastElementChild)?.querySelector("[data-words]").focus();
        box.value = "";
      } else if ("up" in button.dataset || "down" in button.dataset) {
        moved(line, "up" in button.dataset);
        button.focus();
      } else if ("drop" in button.dataset) dropped(line);
      else return;
      event.preventDefault();
      changed();
    });

    field.addEventListener("keydown", (event) => {
      const line = event.target.closest("[data-line]");
      if (!line) return;
      if (event.altKey && ["ArrowUp", "ArrowDown"].includes(event.key)) {
        moved(line, event.key === "ArrowUp");
        event.target.focus();
      } else if (event.key === "Enter" && !event.isComposing && "words" in event.target.dataset) {
        added(field, "", line).querySelector("[data-words]").focus();
      } else return;
      event.preventDefault();
      changed();
    });

    field.addEventListener("paste", (event) => {
      const text = event.clipboardData?.getData("text") ?? "";
      if (!("words" in event.target.dataset) || !/[\n\t]/.test(text.trim())) return;
      event.preventDefault();
      pasted(field, text, event.target.closest("[data-line]"))?.querySelector("[data-words]").focus();
      changed();
    });

    drag(list, "[data-line]", (line, place) => {
      if (place.before) place.before.before(line);
      else list.append(line);
      placed(list);
      changed();
    });
  }
}
