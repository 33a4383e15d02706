// What the server says of an ありたい姿, while it is typed. The rules stand on the server alone; without
// script a button of the same form asks for the same. Nothing is replaced but by a press.
const PAUSE = 500;

for (const form of document.querySelectorAll("form[data-desired]")) {
  const box = form.querySelector("#desired_state");
  const place = form.querySelector("[data-hinted]");
  if (box && place) follow(form, box, place);
}

function follow(form, box, place) {
  let waiting = 0;
  let newest = 0;

  async function look() {
    const mine = ++newest;
    const field = form.querySelector("#field_id");
    const name = field?.selectedOptions[0]?.textContent.trim() ?? "";
    const asked = new URLSearchParams({ said: box.value, field: name });
    const reply = await fetch(`${form.dataset.desired}?${asked}`, { credentials: "same-origin" }).catch(() => null);
    if (mine !== newest) return;
    if (reply?.ok) {
      place.innerHTML = await reply.text();
      dress();
    }
    place.removeAttribute("aria-busy");
  }

  // Beside each way to say it, a button that writes it into the field.
  function dress() {
    for (const line of place.querySelectorAll(".forms li")) {
      const words = line.firstElementChild.textContent;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button small text";
      button.textContent = "この言い方を入れる";
      const about = document.createElement("span");
      about.className = "hidden-text";
      about.textContent = `: ${words}`;
      button.append(about);
      button.addEventListener("click", () => {
        box.value = words;
        box.focus();
        later();
      });
      line.append(button);
    }
  }

  function later() {
    place.setAttribute("aria-busy", "true");
    clearTimeout(waiting);
    waiting = setTimeout(look, PAUSE);
  }

  box.addEventListener("input", later);
  form.querySelector("#field_id")?.addEventListener("change", later);
  for (const button of form.querySelectorAll("[data-plain]")) button.remove();
  if (box.value !== box.defaultValue) later(); // who was quicker than this script
  else dress();
}
