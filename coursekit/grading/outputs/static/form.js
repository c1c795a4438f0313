"use strict";
(() => {
  document.getElementById("no-script").hidden = true;
  const main = document.getElementById("answers");
  const answers = [...main.querySelectorAll("article")];
  const key = `coursekit manual: ${main.dataset.assignment}: ${main.dataset.name}`;
  const columns = ["key", "question", "possible", "points", "comment", "version", "points before", "comment before"];
  const numbers = answers.map((one) => one.querySelector("input.number"));
  const comments = answers.map((one) => one.querySelector("textarea"));
  let unsaved = false;

  const remembered = () => {
    try { return JSON.parse(localStorage.getItem(key)) || {}; } catch { return {}; }
  };
  const remember = () => {
    const typed = {};
    answers.forEach((one, i) => {
      const now = [numbers[i].value, comments[i].value];
      const changed = now[0] !== one.dataset.points || now[1] !== one.dataset.comment;
      // What was typed for another answer, or before somebody else marked it, must not come back.
      if (changed) typed[one.dataset.key] = [...now, one.dataset.version, one.dataset.points];
    });
    try { localStorage.setItem(key, JSON.stringify(typed)); } catch { /* a browser that keeps nothing */ }
  };
  const wrong = (i) => {
    const text = numbers[i].value.trim().replace(",", ".");
    if (!text) return "";
    const most = Number(answers[i].dataset.possible);
    if (!/^(\d+\.?\d*|\.\d+)$/.test(text)) return "not a number";
    return Number(text) > most ? `${most} is the most` : "";
  };
  const show = (i) => {
    const said = wrong(i);
    numbers[i].setAttribute("aria-invalid", String(Boolean(said)));
    const place = answers[i].querySelector(".wrong");
    if (place.textContent !== said) place.textContent = said;
  };
  const count = () => {
    const done = numbers.filter((one, i) => one.value.trim() && !wrong(i)).length;
    document.getElementById("count").textContent = `${done} of ${answers.length} marked`;
  };
  const onlyOpen = () => {
    const wanted = document.getElementById("open").checked;
    answers.forEach((one, i) => {
      one.hidden = wanted && Boolean(numbers[i].value.trim()) && !wrong(i) && !one.contains(document.activeElement);
    });
  };
  const cell = (text) => {
    const safe = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text;
    return `"${safe.replaceAll('"', '""')}"`;
  };
  const download = () => {
    const rows = answers.map((one, i) => [
      one.dataset.key, one.dataset.question, one.dataset.possible, numbers[i].value.trim(),
      comments[i].value, one.dataset.version, one.dataset.points, one.dataset.comment,
    ]);
    const text = [columns, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
    link.download = `manual-${main.dataset.name}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    unsaved = false;
  };
  const go = (from, step) => {
    for (let i = from + step; i >= 0 && i < answers.length; i += step) {
      if (!answers[i].hidden) {
        numbers[i].focus();
        numbers[i].select();
        answers[i].scrollIntoView({ block: "nearest" });
        return;
      }
    }
  };

  const kept = remembered();
  answers.forEach((one, i) => {
    const [points, comment, version, before] = kept[one.dataset.key] || [];
    if (version === one.dataset.version && before === one.dataset.points) {
      numbers[i].value = points;
      comments[i].value = comment;
      unsaved = true;
    }
    show(i);
    for (const field of [numbers[i], comments[i]]) {
      field.addEventListener("input", () => { unsaved = true; show(i); count(); remember(); });
    }
    numbers[i].addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        event.preventDefault();
        go(i, event.shiftKey ? -1 : 1);
      }
    });
  });
  document.getElementById("open").addEventListener("change", onlyOpen);
  document.getElementById("download").addEventListener("click", download);
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      download();
    }
  });
  addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
  count();
})();
