// How many points are still to be shared out; heard once typing rests.

for (const box of document.querySelectorAll("[data-points]")) {
  const total = Number(box.dataset.points);
  const fields = [...box.querySelectorAll("input")];
  const [seen, heard] = [document.createElement("p"), document.createElement("p")];
  seen.className = "left";
  seen.setAttribute("aria-hidden", "true");
  heard.className = "hidden-text";
  heard.setAttribute("role", "status");
  box.append(seen, heard);
  let rests;
  const show = () => {
    const given = fields.map((field) => parseInt(field.value.normalize("NFKC"), 10) || 0);
    const left = total - given.reduce((sum, points) => sum + points, 0);
    const { left: some, over, done } = box.dataset;
    seen.textContent = left === 0 ? done : (left > 0 ? some : over).replace("#", Math.abs(left));
    seen.classList.toggle("over", left < 0);
    seen.classList.toggle("done", left === 0);
    clearTimeout(rests);
    rests = setTimeout(() => { heard.textContent = seen.textContent; }, 1000);
  };
  box.addEventListener("input", show);
  box.closest("form").addEventListener("restored", show);
  show();
}
