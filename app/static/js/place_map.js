// The names on a map: as many as have room, the largest areas first, of one size at any zoom.

const LETTER = 13; // pixels high
const AIR = 2;

// Units of the picture for a pixel of the screen.
export function unit(svg) {
  return 1 / (svg.getScreenCTM()?.a || 1);
}

export function layNames(svg) {
  const px = unit(svg);
  svg.style.setProperty("--px", px);
  const room = new Map([...svg.querySelectorAll(".areas path")].map((path) => [path.dataset.code, path.getBBox()]));
  const paths = [...svg.querySelectorAll(".areas path")];
  const names = [...svg.querySelectorAll(".names text")].map((text, n) => ({ text, box: room.get(paths[n].dataset.code) }));
  names.sort((one, two) => two.box.width * two.box.height - one.box.width * one.box.height);
  const taken = [];
  for (const { text } of names) {
    const wide = (text.textContent.length * LETTER / 2 + AIR) * px;
    const high = (LETTER / 2 + AIR) * px;
    const x = Number(text.getAttribute("x"));
    const y = Number(text.getAttribute("y"));
    const here = [x - wide, x + wide, y - high, y + high];
    const free = taken.every((other) => here[1] < other[0] || other[1] < here[0] || here[3] < other[2] || other[3] < here[2]);
    text.toggleAttribute("hidden", !free);
    if (free) taken.push(here);
  }
}

for (const svg of document.querySelectorAll("svg.place-map")) {
  new ResizeObserver(() => layNames(svg)).observe(svg);
}
