// Every question of a section ticked at once; each can be ticked without this.
for (const field of document.querySelectorAll("[data-ticking] fieldset")) {
  const boxes = [...field.querySelectorAll("input[type=checkbox]")];
  if (boxes.length < 2) continue;
  const button = Object.assign(document.createElement("button"), {
    type: "button", className: "button small text", textContent: "すべて選ぶ",
  });
  button.addEventListener("click", () => {
    const on = boxes.some((box) => !box.checked);
    for (const box of boxes) box.checked = on;
  });
  field.querySelector("legend").after(button);
}
