// Small comforts of the answering pages; every page is complete without them.

// How much was written of what may be; heard only where little room is left, and once writing rests.
for (const box of document.querySelectorAll("[data-limit]")) {
  const limit = Number(box.dataset.limit);
  const [seen, heard] = [document.createElement("p"), document.createElement("p")];
  seen.className = "count";
  seen.setAttribute("aria-hidden", "true");
  heard.className = "hidden-text";
  heard.setAttribute("role", "status");
  let rests;
  const show = () => {
    const length = [...box.value.trim()].length;
    const said = `${length} / ${limit}`;
    seen.textContent = said;
    seen.hidden = box.type === "text" && length < limit * 0.8;
    seen.classList.toggle("over", length > limit);
    clearTimeout(rests);
    rests = setTimeout(() => { heard.textContent = length < limit * 0.9 ? "" : said; }, 1000);
  };
  box.after(seen, heard);
  box.addEventListener("input", show);
  show();
}

// 特にない and the others rule each other out.
for (const group of document.querySelectorAll(".choices:has([data-exclusive])")) {
  group.addEventListener("change", ({ target }) => {
    if (!target.checked || target.type !== "checkbox") return;
    for (const other of group.querySelectorAll("input[type=checkbox]")) {
      const apart = "exclusive" in target.dataset || "exclusive" in other.dataset;
      if (other !== target && apart) other.checked = false;
    }
  });
}

// A choice that need not be made can be taken back; so can each row of a table.
for (const row of document.querySelectorAll("[data-clears] > .item")) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "clear", textContent: "×", title: row.parentElement.dataset.clears });
  button.setAttribute("aria-label", button.title);
  button.setAttribute("aria-describedby", row.firstElementChild.id);
  button.dataset.clear = "";
  row.append(button);
}
for (const button of document.querySelectorAll("[data-clear]")) {
  const choices = [...button.parentElement.querySelectorAll("input[type=radio]")];
  const show = () => { button.hidden = !choices.some((choice) => choice.checked); };
  button.parentElement.addEventListener("change", show);
  button.addEventListener("click", () => {
    for (const choice of choices) choice.checked = false;
    choices[0].focus();
    show();
  });
  button.form.addEventListener("restored", show);
  show();
}

// Who writes beside a choice means that choice.
for (const line of document.querySelectorAll("[data-beside]")) {
  line.addEventListener("input", () => {
    const choice = document.getElementById(line.dataset.beside);
    if (line.value && !choice.checked) choice.click();
  });
}

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.textContent = button.dataset.done;
  });
}

// What only some pages ask has a script of its own.
if (document.querySelector("[data-ranking]")) import("./ranking.js");
if (document.querySelector("[data-points]")) import("./points.js");
