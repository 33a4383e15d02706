// Deciding about themes: what would change is shown while it is chosen, and what is ticked is counted.
// Without script a button of the same form shows the first, and nobody misses the second.
const PAUSE = 300;

function counting(form) {
  const told = form.querySelector("[data-count]");
  const show = () => {
    const boxes = [...form.elements].filter((box) => box.type === "checkbox" && box.name !== "every");
    const n = boxes.filter((box) => box.checked).length;
    told.textContent = n ? `${n}件を選んでいます` : "";
  };
  for (const box of form.elements) box.addEventListener("change", show);
  show();
}

function previewing(form) {
  const place = form.querySelector("[data-previewed]");
  let waiting = 0;
  let newest = 0;
  async function look() {
    const mine = ++newest;
    const said = new FormData(form);
    said.set("only", "preview");
    const asked = { method: "POST", body: said, credentials: "same-origin" };
    const reply = await fetch(form.dataset.preview, asked).catch(() => null);
    if (reply?.ok && mine === newest) place.innerHTML = await reply.text();
    place.removeAttribute("aria-busy");
  }
  form.addEventListener("input", () => {
    place.setAttribute("aria-busy", "true");
    clearTimeout(waiting);
    waiting = setTimeout(look, PAUSE);
  });
  for (const button of form.querySelectorAll("[data-plain]")) button.remove();
  if ([...form.elements].some(isChanged)) look(); // who was quicker than this script
}

function isChanged(control) {
  if (control.type === "checkbox" || control.type === "radio") return control.checked !== control.defaultChecked;
  return control.defaultValue !== undefined && control.value !== control.defaultValue;
}

document.querySelectorAll("form[data-counting]").forEach(counting);
document.querySelectorAll("form[data-preview]").forEach(previewing);
