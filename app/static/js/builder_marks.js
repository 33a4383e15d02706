// What is wrong with a field stands beside it, and goes when it is right.

export function mark(form, errors = {}) {
  for (const box of form.querySelectorAll("[data-error]")) box.remove();
  for (const box of form.querySelectorAll("[aria-invalid]")) {
    const told = (box.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => document.getElementById(id));
    if (told.length) box.setAttribute("aria-describedby", told.join(" "));
    else box.removeAttribute("aria-describedby");
    box.removeAttribute("aria-invalid");
  }
  for (const [name, sentence] of Object.entries(errors)) {
    const box = form.elements.namedItem(name) ?? form.elements.namedItem(`${name}.label`);
    if (box instanceof Element) beside(box, `${name}-error`, sentence);
  }
}

function beside(box, id, sentence) {
  const said = Object.assign(document.createElement("p"), { className: "error", id, textContent: sentence });
  said.dataset.error = "";
  box.setAttribute("aria-invalid", "true");
  box.setAttribute("aria-describedby", [box.getAttribute("aria-describedby"), id].filter(Boolean).join(" "));
  (box.closest(".builder-line") ?? box).after(said);
  for (let fold = box.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
}
