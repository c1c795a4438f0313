"use strict";
// One click to the notebook on the reader's own college's hub. The college is kept in this browser
// only; nothing is sent or asked for anywhere until a link is followed.
(() => {
  const book = window.coursekitBook;
  if (!book || !book.colleges.length) return;
  const key = "coursekit-college";
  const store = {
    get: () => { try { return localStorage.getItem(key); } catch { return store.here; } },
    set: (id) => { store.here = id; try { localStorage.setItem(key, id); } catch { /* this page */ } },
    here: null,
  };
  const only = book.colleges.length === 1;
  const chosen = () =>
    only ? book.colleges[0] : book.colleges.find((college) => college.id === store.get());

  const address = (link, college) => {
    const shared = link.dataset.ckHref || (link.dataset.ckHref = link.href);
    if (!college) return shared;
    const hub = college.hub || book.hub;
    const path = shared.slice(new URL(book.hub).href.replace(/\/$/, "").length);
    const plain = college.hub ? hub + path : shared;
    if (link.dataset.ck === "short") return `${plain}?college=${encodeURIComponent(college.id)}`;
    const there = new URL(plain);
    const next = encodeURIComponent(there.pathname + there.search + there.hash);
    return `${hub}/hub/${encodeURIComponent(college.id)}/login?next=${next}`;
  };

  const make = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };

  // A name or a domain has every word that was typed; of an e-mail address its domain counts.
  const fits = (college, typed) => {
    const words = typed.toLowerCase().trim().split(/\s+/).map((word) => word.replace(/^.*@/, ""));
    const known = [college.name, college.id, ...college.domains].join(" ").toLowerCase();
    const under = (word) => college.domains.some((domain) => word.endsWith(`.${domain}`));
    return words.every((word) => known.includes(word) || under(word));
  };

  let dialog = null;
  let going = null;
  const build = () => {
    const input = make("input", {
      id: "ck-find", type: "text", role: "combobox", autocomplete: "off", spellcheck: "false",
      "aria-expanded": "true", "aria-controls": "ck-found", "aria-autocomplete": "list",
      "aria-describedby": "ck-hint",
    });
    const list = make("ul", { id: "ck-found", role: "listbox", "aria-label": "Colleges" });
    const count = make("p", { id: "ck-count", role: "status", "aria-live": "polite" });
    const cancel = make("button", { type: "button", class: "ck-cancel" }, "Cancel");
    const heading = make("h2", { id: "ck-heading" }, "Which is your college?");
    const hint = make("p", { id: "ck-hint" },
      "Type its name, or your college e-mail address. Only this browser remembers it.");
    const label = make("label", { for: "ck-find" }, "Find your college");
    const box = make("dialog", { class: "ck-dialog", "aria-labelledby": "ck-heading" },
      heading, hint, label, input, count, list, cancel);
    let active = -1;

    const options = () => [...list.children];
    const mark = (index) => {
      const all = options();
      active = all.length ? (index + all.length) % all.length : -1;
      all.forEach((option, at) => option.setAttribute("aria-selected", String(at === active)));
      if (active < 0) { input.removeAttribute("aria-activedescendant"); return; }
      input.setAttribute("aria-activedescendant", all[active].id);
      all[active].scrollIntoView({ block: "nearest" });
    };
    const take = (option) => {
      const college = book.colleges.find((one) => one.id === option.dataset.id);
      store.set(college.id);
      const link = going;
      box.close();
      show();
      if (link) location.assign(address(link, college));
    };
    const fill = () => {
      const found = book.colleges.filter((college) => fits(college, input.value));
      list.replaceChildren(...found.map((college) => {
        const option = make("li", { role: "option", id: `ck-${college.id}`, "aria-selected": "false" },
          college.name);
        option.dataset.id = college.id;
        if (college.domains.length) option.append(make("small", {}, college.domains.join(", ")));
        option.addEventListener("click", () => take(option));
        return option;
      }));
      count.textContent = found.length === 0
        ? "No college of this course fits. Try fewer letters."
        : `${found.length} ${found.length === 1 ? "college" : "colleges"}`;
      mark(input.value.trim() ? 0 : -1);
    };
    input.addEventListener("input", fill);
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown") { event.preventDefault(); mark(active + 1); }
      else if (event.key === "ArrowUp") { event.preventDefault(); mark(active < 0 ? -1 : active - 1); }
      else if (event.key === "Enter" && active >= 0) { event.preventDefault(); take(options()[active]); }
    });
    cancel.addEventListener("click", () => box.close());
    box.addEventListener("click", (event) => { if (event.target === box) box.close(); });
    // Keys of the theme (search, previous, next page) are not meant here.
    box.addEventListener("keydown", (event) => event.stopPropagation());
    document.body.append(box);
    return { box, open: () => { input.value = ""; fill(); box.showModal(); input.focus(); } };
  };
  const ask = (link) => {
    dialog = dialog || build();
    going = link;
    dialog.open();
  };

  const show = () => {
    const college = chosen();
    for (const link of document.querySelectorAll("a[data-ck]")) {
      link.href = address(link, college);
      const title = link.dataset.ckTitle;
      if (college) {
        for (const name of ["role", "aria-haspopup"]) link.removeAttribute(name);
        if (!only && link.classList.contains("ck-hub")) link.textContent = `Open ${title} at ${college.name}`;
        if (link.classList.contains("ck-open")) link.setAttribute("aria-label", `Open ${title} at ${college.name}`);
      } else {
        link.setAttribute("role", "button");
        link.setAttribute("aria-haspopup", "dialog");
      }
    }
    for (const group of document.querySelectorAll(".ck-launch")) {
      const hub = group.querySelector(".ck-hub");
      if (only || !hub) continue;
      let change = group.querySelector(".ck-change");
      if (!change) {
        change = make("button", { type: "button", class: "ck-change", "aria-haspopup": "dialog" },
          "Another college");
        change.addEventListener("click", () => ask(hub));
        hub.parentElement.append(" ", change);
      }
      change.hidden = !college;
    }
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[data-ck]");
    if (!link || chosen() || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    ask(link);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== " " || !event.target.matches || !event.target.matches("a[data-ck][role=button]")) return;
    event.preventDefault();
    event.target.click();
  });
  // Another tab chose; a page that comes back from the browser's cache; a theme that drew anew.
  addEventListener("storage", show);
  addEventListener("pageshow", show);
  show();
})();
