// An order by tapping: the choices one after the other, then up or down. The number that stands in
// each choice's own field is what is sent, and what is there without a script.

for (const box of document.querySelectorAll("[data-ranking]")) {
  const words = box.dataset;
  const form = box.closest("form");
  const items = [...box.querySelectorAll(".ranked > li")].map((line) => {
    const [label, select] = [line.querySelector("label"), line.querySelector("select")];
    const [tap, rank, name] = ["button", "span", "span"].map((tag) => document.createElement(tag));
    tap.type = "button";
    tap.className = "choice tap";
    rank.className = "rank";
    name.append(...label.cloneNode(true).childNodes);
    tap.append(rank, " ", name);
    tap.id = select.id; // an error leads here
    select.removeAttribute("id");
    label.removeAttribute("for");
    label.hidden = select.hidden = true;
    line.append(tap);
    return { select, tap, rank, name };
  });
  const ranks = [...items[0].select.options].slice(1).map((option) => option.textContent);
  const places = document.createElement("div");
  const [title, slots, full, heard] = ["p", "ol", "p", "p"].map((tag) => document.createElement(tag));
  places.className = "places";
  title.textContent = words.title;
  slots.className = "slots";
  full.className = "help";
  heard.className = "hidden-text";
  for (const status of [full, heard]) status.setAttribute("role", "status");
  places.append(title, slots, full, heard);
  box.append(places);

  let order = [];

  const read = () => {
    order = items.filter(({ select }) => select.value)
      .sort((one, other) => Number(one.select.value) - Number(other.select.value));
  };

  const button = (word, item, disabled, press) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "move";
    made.textContent = word;
    made.setAttribute("aria-label", word + words.colon + item.name.textContent);
    if (disabled) made.setAttribute("aria-disabled", "true");
    else made.addEventListener("click", press);
    return made;
  };

  const slot = (rank, place) => {
    const [line, number, name] = ["li", "b", "span"].map((tag) => document.createElement(tag));
    const item = order[place];
    number.textContent = rank;
    name.className = item ? "" : "blank";
    name.append(...(item ? item.name.cloneNode(true).childNodes : [words.blank]));
    line.append(number, name);
    if (item) {
      const moves = document.createElement("div");
      moves.className = "moves";
      moves.append(
        button(words.up, item, place === 0, () => move(place, -1)),
        button(words.down, item, place === order.length - 1, () => move(place, 1)),
        button(words.off, item, false, () => { toggle(item); item.tap.focus(); }),
      );
      line.append(moves);
    }
    return line;
  };

  const show = () => {
    for (const { tap, rank } of items) {
      tap.setAttribute("aria-pressed", "false");
      rank.textContent = "\u00a0";
    }
    order.forEach(({ tap, rank }, place) => {
      tap.setAttribute("aria-pressed", "true");
      rank.textContent = ranks[place];
    });
    slots.replaceChildren(...ranks.map(slot));
    full.textContent = "";
  };

  const keep = () => {
    for (const item of items) item.select.value = "";
    order.forEach((item, place) => { item.select.value = place + 1; });
    show();
    heard.textContent = order
      .map(({ name }, place) => ranks[place] + words.colon + name.textContent).join(" ");
  };

  const move = (place, step) => {
    const at = place + step;
    [order[place], order[at]] = [order[at], order[place]];
    keep();
    slots.children[at].querySelectorAll("button")[step < 0 ? 0 : 1].focus();
  };

  const toggle = (item) => {
    if (order.includes(item)) order = order.filter((each) => each !== item);
    else if (order.length < ranks.length) order.push(item);
    else {
      full.textContent = words.full;
      return;
    }
    keep();
  };

  for (const item of items) item.tap.addEventListener("click", () => toggle(item));
  form.addEventListener("restored", () => { read(); show(); });
  read();
  show();
}
