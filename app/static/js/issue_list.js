// The list of issues: a line can be carried to its place, and what is ticked is counted. Without script
// the buttons and numbers of each line do the same.
for (const list of document.querySelectorAll("[data-sortable]")) sortable(list);
for (const form of document.querySelectorAll("form[data-counting]")) counting(form);

function placeOf(line) {
  return line.querySelector("form[data-place]");
}

function sortable(list) {
  let carried = null;
  const under = (line) => {
    for (const each of list.children) each.classList.toggle("under", each === line && each !== carried);
  };
  for (const line of list.children) {
    if (!placeOf(line)) continue;
    const handle = line.querySelector(".place");
    handle.title = "つかんで動かすと、順番を変えられます";
    handle.addEventListener("pointerdown", () => { line.draggable = true; });
    handle.addEventListener("pointerup", () => { line.draggable = false; });
    line.addEventListener("dragstart", (event) => {
      carried = line;
      line.classList.add("carried");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", line.id);
    });
    line.addEventListener("dragend", () => {
      line.classList.remove("carried");
      line.draggable = false;
      under(null);
      carried = null;
    });
    line.addEventListener("dragover", (event) => {
      if (!carried) return;
      event.preventDefault();
      under(line);
    });
    line.addEventListener("drop", (event) => {
      event.preventDefault();
      if (!carried || carried === line) return;
      const form = placeOf(carried);
      form.elements.to.value = placeOf(line).dataset.place;
      form.requestSubmit();
    });
  }
}

function counting(form) {
  const told = form.querySelector("[data-count]");
  const boxes = [...form.elements].filter((box) => box.type === "checkbox");
  const show = () => {
    const n = boxes.filter((box) => box.checked).length;
    told.textContent = n ? `${n}件を選んでいます` : "";
  };
  for (const box of boxes) box.addEventListener("change", show);
  show();
}
