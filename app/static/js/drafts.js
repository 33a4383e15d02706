// Drafts of issues: they are ranked anew while the weights move, by the formula of
// analysis/digest/priorities.py, and found while words are typed. Without script the buttons of
// the same forms do both.
const place = document.querySelector("[data-ranking]");
const form = document.querySelector("form[data-weights]");
const PAUSE = 700;

function score(parts, weights, said) {
  let sum = 0;
  let total = 0;
  for (const [name] of said.names) {
    if (parts[name] === null || parts[name] === undefined) continue;
    sum += weights[name] * parts[name];
    total += weights[name];
  }
  const exact = 10 ** said.exact;
  return total ? Math.round((sum / total) * exact) / exact : 0;
}

function places(scores) {
  return scores.map((own) => 1 + scores.filter((other) => other > own).length);
}

export function rank(listed, weights, said) {
  const scored = (held) => listed.map((draft) => score(draft.parts, held, said));
  const scores = scored(weights);
  const spans = [places(scores)];
  for (const [name] of said.names) {
    for (const factor of said.shake) {
      spans.push(places(scored({ ...weights, [name]: weights[name] * factor })));
    }
  }
  return listed.map((draft, at) => {
    const held = spans.map((span) => span[at]);
    const ranks = [Math.min(...held), Math.max(...held)];
    return { ...draft, score: scores[at], place: spans[0][at], ranks };
  });
}

export function why(draft, weights, said) {
  const known = said.names.map(([name]) => name).filter((name) => draft.parts[name] != null);
  const labels = Object.fromEntries(said.names);
  const lift = (name) => draft.parts[name] * weights[name];
  const strongest = known.reduce((best, name) => (best === null || lift(name) > lift(best) ? name : best), null);
  const low = known.filter((name) => draft.parts[name] < said.low && weights[name]);
  const others = low.filter((name) => !said.found.includes(name) && name !== strongest);
  const below = (one, two) => draft.parts[one] - draft.parts[two] || (one < two ? -1 : 1);
  const weakest = others.sort(below)[0];
  const [best, worst] = draft.ranks;
  const lifted = strongest !== null && lift(strongest) > 0 ? said.why.lifted : said.why.flat;
  return lifted.replace("{part}", labels[strongest] ?? "")
    + (weakest ? said.why.held.replace("{part}", labels[weakest]) : "")
    + (best === worst ? said.why.firm : said.why.loose).replace("{best}", best).replace("{worst}", worst);
}

function shown(draft, weights, said) {
  const card = document.getElementById(draft.key);
  if (!card) return null;
  const [best, worst] = draft.ranks;
  card.querySelector("[data-place]").textContent = draft.place;
  card.querySelector("[data-score]").textContent = draft.score.toFixed(2);
  card.querySelector("[data-why]").textContent = why(draft, weights, said);
  card.querySelector("[data-firm]").textContent =
    best === worst ? `重みを変えても${best}位` : `重みを変えると${best}〜${worst}位`;
  return card;
}

function ranking() {
  const said = JSON.parse(place.dataset.ranking);
  const told = document.querySelector("[data-told]");
  const keeps = document.querySelector("form[data-keeps]");
  let waiting = 0;

  function weights() {
    const held = said.names.map(([name]) => {
      const typed = Math.trunc(Number(form.elements[name].value)) || 0;
      return [name, Math.min(Math.max(typed, 0), Number(form.elements[name].max))];
    });
    return Object.fromEntries(held);
  }

  function again() {
    const now = weights();
    if (!Object.values(now).some(Boolean)) return; // all 0 rank nothing
    for (const reference of [false, true]) {
      const listed = said.drafts.filter((draft) => draft.reference === reference);
      const made = rank(listed, now, said);
      made.sort((one, two) => one.place - two.place || (one.key < two.key ? -1 : 1));
      for (const draft of made) {
        const card = shown(draft, now, said);
        card?.parentElement.append(card);
      }
    }
    const address = new URL(location.href);
    for (const [name, weight] of Object.entries(now)) {
      if (keeps) keeps.elements[name].value = weight;
      address.searchParams.set(name, weight);
    }
    history.replaceState(null, "", address);
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const first = place.querySelector("[data-draft] h2");
      told.textContent = first ? `並べ直しました。1位は「${first.textContent.trim()}」です` : "";
    }, PAUSE);
  }

  for (const [name, label] of said.names) {
    const number = form.elements[name];
    const slider = Object.assign(document.createElement("input"), {
      type: "range", min: number.min, max: number.max, value: number.value, className: "slider",
    });
    slider.setAttribute("aria-label", `${label}（つまみ）`);
    slider.addEventListener("input", () => { number.value = slider.value; again(); });
    number.addEventListener("input", () => { slider.value = number.value; again(); });
    number.after(slider);
  }
  if ([...form.elements].some((one) => one.type === "number" && one.value !== one.defaultValue)) again();
}

function finding(search) {
  const box = search.elements.q;
  const plain = (words) => words.normalize("NFKC").toLowerCase();
  const said = new Map([...document.querySelectorAll("[data-draft]")].map((card) => [card, plain(card.textContent)]));
  box.addEventListener("input", () => {
    const words = plain(box.value).split(/\s+/).filter(Boolean);
    for (const [card, text] of said) card.hidden = !words.every((word) => text.includes(word));
    for (const shelf of document.querySelectorAll(".shelf")) {
      shelf.hidden = !shelf.querySelector("[data-draft]:not([hidden])");
    }
  });
}

if (place && form) ranking();
document.querySelectorAll("form[data-finding]").forEach(finding);
