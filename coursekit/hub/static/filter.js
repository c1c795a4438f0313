// Narrows a list to the entries that hold what was typed.
for (const box of document.querySelectorAll("[data-filter]")) {
  const entries = [...document.getElementById(box.dataset.filter).children];
  const none = document.querySelector(`[data-none="${box.dataset.filter}"]`);
  box.closest(".filter").hidden = false;
  box.addEventListener("input", () => {
    const words = box.value.toLowerCase().split(/\s+/);
    let left = 0;
    for (const entry of entries) {
      const name = entry.textContent.toLowerCase();
      entry.hidden = !words.every((word) => name.includes(word));
      left += entry.hidden ? 0 : 1;
    }
    none.hidden = left > 0;
  });
}
