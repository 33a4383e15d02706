// A map of themes without this script is whole: its islands and points are links. The script lets
// it be enlarged and moved, walked point by point with the arrow keys, and read without leaving it.
const MOST = 12; // times
const STEP = 1.5;
const PART = 0.2; // of what is seen, a step to the side

function viewed(svg) {
  const [x, y, width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  return { x, y, width, height };
}

class View {
  constructor(figure, svg) {
    this.figure = figure;
    this.svg = svg;
    this.whole = viewed(svg);
    this.now = { ...this.whole };
    svg.setAttribute("tabindex", "0");
  }

  get times() {
    return this.whole.width / this.now.width;
  }

  // Show a part of the map; `at` is the place that stays where it is.
  enlarge(by, at = this.middle()) {
    const times = Math.min(Math.max(this.times * by, 1), MOST);
    const width = this.whole.width / times;
    const height = this.whole.height / times;
    const share = { x: (at.x - this.now.x) / this.now.width, y: (at.y - this.now.y) / this.now.height };
    this.show({ x: at.x - share.x * width, y: at.y - share.y * height, width, height });
  }

  move(across, down) {
    this.show({ ...this.now, x: this.now.x + across, y: this.now.y + down });
  }

  show({ x, y, width, height }) {
    const right = this.whole.width - width;
    const low = this.whole.height - height;
    const within = (at, first, room) => Math.min(Math.max(at, first), first + room);
    this.now = { x: within(x, this.whole.x, right), y: within(y, this.whole.y, low), width, height };
    const { x: left, y: top } = this.now;
    this.svg.setAttribute("viewBox", `${left} ${top} ${width} ${height}`);
    this.figure.classList.toggle("near", this.times > 1.01);
  }

  middle() {
    return { x: this.now.x + this.now.width / 2, y: this.now.y + this.now.height / 2 };
  }

  // The place on the map under a place on the screen.
  under(event) {
    const box = this.svg.getBoundingClientRect();
    return {
      x: this.now.x + ((event.clientX - box.left) / box.width) * this.now.width,
      y: this.now.y + ((event.clientY - box.top) / box.height) * this.now.height,
    };
  }

  go(way) {
    const [across, down] = [this.now.width * PART, this.now.height * PART];
    const ways = {
      in: () => this.enlarge(STEP),
      out: () => this.enlarge(1 / STEP),
      whole: () => this.show(this.whole),
      left: () => this.move(-across, 0),
      right: () => this.move(across, 0),
      up: () => this.move(0, -down),
      down: () => this.move(0, down),
    };
    ways[way]?.();
  }
}

const KEYS = {
  "+": "in", ";": "in", "=": "in", "-": "out", 0: "whole",
  ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down",
};
const TOWARDS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function middleOf(dot) {
  const box = dot.getBBox();
  return [box.x + box.width / 2, box.y + box.height / 2];
}

// The nearest point of the same island that lies more that way than beside it.
function nextDot(dot, [across, down]) {
  const [x, y] = middleOf(dot);
  let best = null;
  let least = Infinity;
  for (const other of dot.parentNode.querySelectorAll(".dot")) {
    const [ox, oy] = middleOf(other);
    const along = (ox - x) * across + (oy - y) * down;
    const beside = Math.abs((ox - x) * down) + Math.abs((oy - y) * across);
    const away = along + 2 * beside;
    if (other !== dot && along > 0.5 && beside <= along * 1.5 && away < least) [best, least] = [other, away];
  }
  return best;
}

function walk(view, event) {
  const dot = event.target.closest?.(".dot");
  if (dot && TOWARDS[event.key]) {
    event.preventDefault();
    const next = nextDot(dot, TOWARDS[event.key]);
    if (!next) return;
    dot.setAttribute("tabindex", "-1");
    next.removeAttribute("tabindex");
    next.focus();
    const [x, y] = middleOf(next);
    const { now } = view;
    if (x < now.x || x > now.x + now.width || y < now.y || y > now.y + now.height) {
      view.show({ ...now, x: x - now.width / 2, y: y - now.height / 2 });
    }
  } else if (KEYS[event.key] && !event.ctrlKey && !event.metaKey && !event.altKey) {
    if (TOWARDS[event.key] && view.times <= 1.01) return; // the page itself is moved
    event.preventDefault();
    view.go(KEYS[event.key]);
  }
}

// One finger or the mouse moves an enlarged map, two fingers enlarge it.
function handle(view) {
  const fingers = new Map();
  let moved = 0;
  view.svg.addEventListener("pointerdown", (event) => {
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (fingers.size === 1) moved = 0;
  });
  view.svg.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const after = { x: event.clientX, y: event.clientY };
    const others = [...fingers].filter(([id]) => id !== event.pointerId).map(([, place]) => place);
    const scale = view.now.width / view.svg.getBoundingClientRect().width;
    if (others.length) {
      const apart = (place) => Math.hypot(place.x - others[0].x, place.y - others[0].y) || 1;
      view.enlarge(apart(after) / apart(before), view.under(event));
    } else if (view.times > 1.01) {
      view.move((before.x - after.x) * scale, (before.y - after.y) * scale);
    }
    moved += Math.hypot(after.x - before.x, after.y - before.y);
    view.figure.classList.toggle("held", moved > 4);
    fingers.set(event.pointerId, after);
  });
  for (const end of ["pointerup", "pointercancel", "pointerleave"]) {
    view.svg.addEventListener(end, (event) => {
      fingers.delete(event.pointerId);
      view.figure.classList.remove("held");
    });
  }
  view.svg.addEventListener("dragstart", (event) => event.preventDefault());
  view.svg.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return; // a wheel alone moves the page
    event.preventDefault();
    view.enlarge(event.deltaY < 0 ? 1.2 : 1 / 1.2, view.under(event));
  }, { passive: false });
  return () => moved > 4;
}

// Read a voice into its place under the map; when that fails the link is followed as ever.
async function read(figure, dot) {
  const reply = await fetch(dot.href.baseVal, { credentials: "same-origin" }).catch(() => null);
  const page = reply?.ok && new DOMParser().parseFromString(await reply.text(), "text/html");
  const voice = page && page.querySelector("#voice");
  if (!voice) return location.assign(dot.href.baseVal);
  const place = figure.querySelector("#voice");
  place.classList.remove("waiting");
  place.replaceChildren(...voice.childNodes);
  for (const other of figure.querySelectorAll(".dot[aria-current]")) other.removeAttribute("aria-current");
  dot.setAttribute("aria-current", "true");
  history.replaceState(null, "", dot.href.baseVal);
}

for (const figure of document.querySelectorAll("[data-map]")) {
  const views = [...figure.querySelectorAll("svg.map")].map((svg) => new View(figure, svg));
  const seen = () => views.find((view) => view.svg.getClientRects().length) ?? views[0];
  const tools = figure.querySelector(".map-tools");
  tools.hidden = false;
  tools.addEventListener("click", (event) => seen().go(event.target.closest("button")?.dataset.way));
  figure.querySelector("#voice").addEventListener("click", (event) => {
    if (!event.target.closest("[data-close]")) return;
    event.preventDefault();
    event.currentTarget.classList.add("waiting"); // it goes to its place under the map
    figure.querySelector(".dot[aria-current]")?.focus();
  });
  for (const view of views) {
    const dragged = handle(view);
    view.svg.addEventListener("keydown", (event) => walk(view, event));
    view.svg.addEventListener("click", (event) => {
      if (dragged()) return event.preventDefault();
      const dot = event.target.closest(".dot");
      if (!dot || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      read(figure, dot);
    });
  }
}
