// Lines moved by their handles, with a mouse, a pen or a finger. `done` is told the line and where it
// was let go: before which other line, or at the end of which list. Over a room, but over none of its
// lines, it goes to the beginning or the end of its list, so that an empty one can be filled.

const EDGE = 48; // pixels from the end of what is seen, within which more of it comes
const STEP = 14;

export function drag(root, lines, done, rooms = "") {
  let line = null;
  let place = null;
  let at = null; // where the pointer is
  let moving;

  const clear = () => {
    for (const each of root.querySelectorAll(".drop-before, .drop-after, .drop-into")) {
      each.classList.remove("drop-before", "drop-after", "drop-into");
    }
  };

  function over() {
    clear();
    place = null;
    const under = document.elementFromPoint(...at);
    const other = under?.closest(lines);
    if (other && other !== line && root.contains(other)) place = beside(other);
    else if (!other && rooms) place = within(under?.closest(rooms));
  }

  function beside(other) {
    const box = other.getBoundingClientRect();
    const below = at[1] > box.top + box.height / 2;
    const next = other.nextElementSibling?.matches(lines) ? other.nextElementSibling : null;
    other.classList.add(below ? "drop-after" : "drop-before");
    return { before: below ? next : other, list: other.parentElement };
  }

  function within(room) {
    const list = room && root.contains(room) ? room.querySelector("ol") : null;
    if (!list) return null;
    room.classList.add("drop-into");
    const above = at[1] <= list.getBoundingClientRect().top;
    return { before: above ? list.firstElementChild : null, list };
  }

  // A long list comes along while the line is held at its edge.
  function scrolled() {
    const box = scroller(root);
    const seen = box === document.scrollingElement ? { top: 0, bottom: innerHeight } : box.getBoundingClientRect();
    const down = at[1] > Math.min(seen.bottom, innerHeight) - EDGE;
    const by = down ? STEP : at[1] < Math.max(seen.top, 0) + EDGE ? -STEP : 0;
    if (!by) return;
    box.scrollTop += by;
    over();
  }

  function end(event) {
    if (!line) return;
    const [dropped, there] = [line, place];
    clearInterval(moving);
    line.classList.remove("dragged");
    line = null;
    clear();
    if (event.type === "pointerup" && there && there.before !== dropped) done(dropped, there);
  }

  root.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest("[data-grip]");
    if (!grip || event.button) return;
    event.preventDefault();
    line = grip.closest(lines);
    place = null;
    at = [event.clientX, event.clientY];
    line.classList.add("dragged");
    root.setPointerCapture(event.pointerId);
    moving = setInterval(scrolled, 30);
  });
  root.addEventListener("pointermove", (event) => {
    if (!line) return;
    at = [event.clientX, event.clientY];
    over();
  });
  root.addEventListener("pointerup", end);
  root.addEventListener("pointercancel", end);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") end(event); // let go where it was
  });
}

function scroller(root) {
  for (let box = root; box; box = box.parentElement) {
    if (box.scrollHeight > box.clientHeight && /auto|scroll/.test(getComputedStyle(box).overflowY)) return box;
  }
  return document.scrollingElement;
}
