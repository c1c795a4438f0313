"use strict";
(() => {
  const items = [...document.querySelectorAll("nav li")];
  const key = "coursekit-college";
  const kept = {
    get: () => { try { return localStorage.getItem(key); } catch { return null; } },
    set: (id) => { try { localStorage.setItem(key, id); } catch { /* it asks again */ } },
  };
  const find = document.getElementById("find");
  if (find) {
    find.closest(".find").hidden = false;
    find.addEventListener("input", () => {
      const words = find.value.toLowerCase().split(/\s+/);
      for (const item of items) {
        const name = item.textContent.toLowerCase();
        item.hidden = !words.every((word) => name.includes(word));
      }
    });
    find.addEventListener("keydown", (event) => {
      const left = items.filter((item) => !item.hidden);
      if (event.key === "Enter" && left.length) {
        event.preventDefault();
        left[0].querySelector("a").click();
      }
    });
  }
  const mark = () => {
    for (const item of items) {
      const link = item.querySelector("a");
      if (link.hash === location.hash) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  addEventListener("hashchange", () => { kept.set(location.hash.slice(1)); mark(); });
  const id = kept.get();
  if (!location.hash && id && items.some((item) => item.querySelector("a").hash === "#" + id)) {
    location.replace("#" + id);
  }
  mark();
})();
