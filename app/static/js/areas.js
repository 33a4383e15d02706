// A long list of areas becomes a field to search in: the combobox of the ARIA practices (1.2).
// The list itself stays in the form and holds the answer; without this script it is what is seen.

const KANA = 0x60; // from hiragana to katakana

// Full-width and half-width, katakana and hiragana, ケ and ヶ are written as they come.
export function folded(text) {
  return text.normalize("NFKC").toLowerCase()
    .replace(/(?<=\p{Script=Han})[ヶケが](?=\p{Script=Han})/gu, "ヶ")
    .replace(/[ァ-ヴ]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - KANA))
    .replace(/[\s　・]/g, "");
}

// How well an area fits what was typed: 0 = begins so, 1 = holds it, 2 = lies in such an area.
export function fit(area, typed) {
  if (area.names.some((name) => name.startsWith(typed))) return 0;
  if (area.names.some((name) => name.includes(typed))) return 1;
  return area.around.includes(typed) ? 2 : -1;
}

for (const box of document.querySelectorAll("[data-area]")) searchable(box);

function searchable(box) {
  const select = box.querySelector("select");
  const chains = box.dataset.around.split("\n"); // of larger areas, each written once
  const around = (option) => (option?.dataset.in ? chains[option.dataset.in] : "");
  const areas = [...select.options].filter((option) => option.value).map((option) => ({
    option,
    names: [folded(option.label), folded(option.dataset.kana ?? "")].filter(Boolean),
    around: folded(around(option)),
  }));
  const id = select.id;
  const field = made("input", { className: "control", type: "text", id, autocomplete: "off", placeholder: box.dataset.search });
  select.id = `${id}-list`;
  const list = made("ul", { id: `${id}-found`, className: "found", hidden: true });
  const told = made("p", { className: "help chain", id: `${id}-chain` });
  const count = made("p", { className: "hidden-text" });
  const states = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
  for (const [name, value] of Object.entries(states)) field.setAttribute(name, value);
  const described = [select.getAttribute("aria-describedby"), told.id].filter(Boolean).join(" ");
  field.setAttribute("aria-describedby", described);
  if (select.hasAttribute("aria-invalid")) field.setAttribute("aria-invalid", "true");
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", document.querySelector(`label[for="${id}"]`)?.textContent ?? "");
  for (const each of [told, count]) each.setAttribute("role", "status");
  select.hidden = true;
  select.before(field, list, told, count);

  let shown = [];
  let at = -1;
  const chosen = () => (select.value ? select.selectedOptions[0] : null);

  const tell = () => {
    const option = chosen();
    const larger = around(option);
    told.textContent = larger ? `${option.label} → ${larger}` : "";
    follow(box, select);
  };
  const close = () => {
    list.hidden = true;
    at = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const point = (place) => {
    at = place;
    for (const [n, each] of [...list.children].entries()) each.setAttribute("aria-selected", String(n === at));
    const here = list.children[at];
    if (!here || !shown.length) { field.removeAttribute("aria-activedescendant"); return; }
    field.setAttribute("aria-activedescendant", here.id);
    here.scrollIntoView({ block: "nearest" });
  };
  const open = (typed) => {
    const said = folded(typed);
    shown = areas.map((area) => ({ area, rank: said ? fit(area, said) : 0 })).filter(({ rank }) => rank >= 0)
      .sort((one, two) => one.rank - two.rank).map(({ area }) => area.option);
    list.replaceChildren(...shown.map((option, n) => row(option.label, around(option), `${id}-o${n}`)));
    list.hidden = !shown.length;
    field.setAttribute("aria-expanded", String(shown.length > 0));
    count.textContent = box.dataset.found.replace("{n}", shown.length);
    if (!shown.length) told.textContent = box.dataset.none;
    else tell();
    point(said && shown.length ? 0 : -1);
  };
  const take = (option) => {
    select.value = option ? option.value : "";
    field.value = option ? option.label : "";
    select.dispatchEvent(new Event("change", { bubbles: true }));
    close();
    tell();
  };

  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", ({ target }) => {
    const place = [...list.children].indexOf(target.closest("[role=option]"));
    if (place >= 0) take(shown[place]);
  });
  field.addEventListener("input", () => open(field.value));
  field.addEventListener("click", () => { if (list.hidden) { field.select(); open(""); } });
  field.addEventListener("keydown", (event) => {
    const last = shown.length - 1;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) open(chosen()?.label === field.value ? "" : field.value);
      const step = event.key === "ArrowDown" ? 1 : -1;
      const next = at + step;
      point(next < 0 ? shown.length - 1 : next > last ? 0 : next);
    } else if (event.key === "Enter" && !list.hidden && at >= 0) {
      event.preventDefault();
      take(shown[at]);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      field.value = chosen()?.label ?? "";
      close();
      tell();
    }
  });
  // Who leaves after typing all of a name means it; what fits nothing is not taken.
  field.addEventListener("blur", () => {
    const typed = folded(field.value);
    const same = areas.find((area) => area.names.includes(typed));
    if (!typed) take(null);
    else if (same && same.option !== chosen()) take(same.option);
    else if (!same) { take(null); field.value = ""; told.textContent = box.dataset.pick; }
    close();
  });
  const begin = () => { field.value = chosen()?.label ?? ""; tell(); };
  window.addEventListener("pageshow", begin); // a page that comes back has its answer again
  begin();
}

// Where somebody outside lives is asked of those alone.
function follow(box, select) {
  const beside = box.querySelector("[data-outside]");
  if (beside) beside.hidden = select.value !== beside.dataset.outside;
}

function row(label, larger, id) {
  const line = made("li", { id, className: "found-one" });
  line.setAttribute("role", "option");
  line.append(made("span", { textContent: label }));
  if (larger) line.append(made("small", { textContent: larger }));
  return line;
}

function made(tag, said) {
  return Object.assign(document.createElement(tag), said);
}
