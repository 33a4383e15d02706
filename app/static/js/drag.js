// Lines moved by their handles, with a mouse, a pen or a finger. `done` is told the line and where it
// was let go: before which other line, or at the end of which list.

export function drag(root, lines, done) {
  let line = null;
  let place = null;

  const clear = () => {
    for (const each of root.querySelectorAll(".drop-before, .drop-after")) {
      each.classList.remove("drop-before", "drop-after");
    }
  };

  function over(x, y) {
    clear();
    place = null;
    const other = document.elementFromPoint(x, y)?.closest(lines);
    if (!other || other === line || !root.contains(other)) return;
    const box = other.getBoundingClientRect();
    const below = y > box.top + box.height / 2;
    const next = other.nextElementSibling?.matches(lines) ? other.nextElementSibling : null;
    other.classList.add(below ? "drop-after" : "drop-before");
    place = { before: below ? next : other, list: other.parentElement };
  }

  root.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest("[data-grip]");
    if (!grip || event.button) return;
    event.preventDefault();
    line = grip.closest(lines);
    line.classList.add("dragged");
    root.setPointerCapture(event.pointerId);
  });
  root.addEventListener("pointermove", (event) => {
    if (line) over(event.clientX, event.clientY);
  });
  const end = (event) => {
    if (!line) return;
    const [dropped, there] = [line, place];
    line.classList.remove("dragged");
    line = null;
    clear();
    if (event.type === "pointerup" && there && there.before !== dropped) done(dropped, there);
  };
  root.addEventListener("pointerup", end);
  root.addEventListener("pointercancel", end);
}
