// A pin on a map: tapped, or moved by the arrow keys. What is kept of it is rounded here already.

import { layNames, unit } from "./place_map.js";

const MOST = 16; // times the whole map
const TAP = 8; // pixels a finger may slip
const STEP = 12; // pixels an arrow key moves the pin

for (const box of document.querySelectorAll("[data-pin]")) setUp(box);

function setUp(box) {
  const svg = box.querySelector("svg");
  const frame = box.querySelector(".pin-frame");
  const [wide, high] = svg.dataset.size.split(" ").map(Number);
  const [west, north, across, down, decimals] = ["west", "north", "across", "down", "decimals"].map((name) => Number(box.dataset[name]));
  const lat = box.querySelector("[data-lat]");
  const lon = box.querySelector("[data-lon]");
  const list = box.parentElement.querySelector("[data-list]");
  const select = list.querySelector("select");
  const pin = svg.querySelector(".pin");
  const paths = [...svg.querySelectorAll(".areas path")];
  const names = new Map([...svg.querySelectorAll(".names text")].map((text, n) => [paths[n], text.textContent]));
  const told = box.querySelector(".pin-at");
  const remove = box.querySelector("[data-remove]");
  let view = [0, 0, wide, high];
  let area = null;

  const place = () => (lat.value && lon.value ? [(Number(lon.value) - west) * across, (north - Number(lat.value)) * down] : null);
  const areaAt = ([x, y]) => {
    const here = new DOMPoint(x, y);
    return paths.find((path) => path.isPointInFill(here)) ?? null;
  };

  const show = () => {
    svg.setAttribute("viewBox", view.join(" "));
    layNames(svg);
    const at = place();
    pin.toggleAttribute("hidden", !at);
    remove.hidden = !at;
    if (at) pin.setAttribute("transform", `translate(${at}) scale(${unit(svg) * 1.5})`);
    for (const path of paths) path.classList.toggle("here", path === area);
    frame.classList.toggle("zoomed", view[2] < wide);
    const said = area ? names.get(area) : box.dataset.outside;
    told.classList.toggle("set", Boolean(at));
    told.textContent = at ? box.dataset.at.replace("{area}", said) : box.dataset.none;
    box.querySelector("[data-zoom='0.5']").disabled = box.querySelector("[data-whole]").disabled = view[2] >= wide;
    box.querySelector("[data-zoom='2']").disabled = view[2] <= wide / MOST;
  };

  const look = (x, y, size) => {
    const [w, h] = [Math.min(wide, size), Math.min(wide, size) * high / wide];
    view = [Math.max(0, Math.min(wide - w, x - w / 2)), Math.max(0, Math.min(high - h, y - h / 2)), w, h];
    show();
  };

  // A rounded place may have left the area that was meant by a hair; the server says the same.
  const set = ([x, y]) => {
    const meant = areaAt([x, y]);
    lon.value = (west + x / across).toFixed(decimals);
    lat.value = (north - y / down).toFixed(decimals);
    area = areaAt(place()) ?? meant;
    select.value = "";
    show();
  };

  const clear = () => {
    lat.value = lon.value = "";
    area = null;
    show();
  };

  const point = ({ clientX, clientY }) => {
    const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(svg.getScreenCTM().inverse());
    return [x, y];
  };

  let held = null;
  svg.addEventListener("pointerdown", (event) => {
    held = { x: event.clientX, y: event.clientY, view: [...view], moved: false };
  });
  svg.addEventListener("pointermove", (event) => {
    if (!held) return;
    const [dx, dy] = [event.clientX - held.x, event.clientY - held.y];
    if (Math.hypot(dx, dy) > TAP) held.moved = true;
    if (held.moved && view[2] < wide) {
      const px = unit(svg);
      look(held.view[0] - dx * px + view[2] / 2, held.view[1] - dy * px + view[3] / 2, view[2]);
    }
  });
  svg.addEventListener("pointerup", (event) => {
    if (held && !held.moved) set(point(event));
    held = null;
  });
  for (const left of ["pointercancel", "pointerleave"]) svg.addEventListener(left, () => { held = null; });

  const middle = () => [view[0] + view[2] / 2, view[1] + view[3] / 2];
  const zoom = (times) => look(...(place() ?? middle()), Math.max(wide / MOST, Math.min(wide, view[2] / times)));

  frame.addEventListener("keydown", (event) => {
    const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (ways[event.key]) {
      event.preventDefault();
      move(ways[event.key]);
    } else if (event.key === "+" || event.key === ";") zoom(2);
    else if (event.key === "-") zoom(0.5);
    else if (event.key === "Delete") clear();
  });

  // Never less than one step of what is kept, so that each press moves the pin.
  const move = ([right, below]) => {
    const at = place();
    if (!at) { set(middle()); return; }
    const step = STEP * unit(svg);
    const least = 10 ** -decimals;
    const to = [at[0] + right * Math.max(step, least * across), at[1] + below * Math.max(step, least * down)];
    set([Math.max(0, Math.min(wide, to[0])), Math.max(0, Math.min(high, to[1]))]);
    const [x, y] = place();
    if (x < view[0] || x > view[0] + view[2] || y < view[1] || y > view[1] + view[3]) look(x, y, view[2]);
  };

  for (const button of box.querySelectorAll("[data-zoom]")) {
    button.addEventListener("click", () => zoom(Number(button.dataset.zoom)));
  }
  box.querySelector("[data-whole]").addEventListener("click", () => look(wide / 2, high / 2, wide));
  remove.addEventListener("click", () => { clear(); frame.focus(); });
  select.addEventListener("change", () => { if (select.value) clear(); });

  box.hidden = false;
  list.open = Boolean(select.value) || select.hasAttribute("aria-invalid");
  if (place()) area = areaAt(place());
  show();
}
