"use strict";
/* Comfort on top of pages that work without it: suggestions while typing, copy buttons. */
(() => {
  const live = document.getElementById("live");
  const say = (text) => { live.textContent = text; };

  for (const button of document.querySelectorAll("button.copy")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(button.dataset.copy);
        say("Copied");
      } catch {
        getSelection().selectAllChildren(button.closest("li, section").querySelector("code"));
        say("Selected, copy with your keyboard");
      }
    });
  }

  const WAIT = 120;
  let lists = 0;

  function suggest(input) {
    const list = document.createElement("ul");
    list.className = "suggest";
    list.id = `suggest-${++lists}`;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Suggestions");
    list.hidden = true;
    input.parentElement.append(list);
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) {
      input.setAttribute(name, value);
    }
    let found = [], at = -1, timer = 0, asked = "";

    const close = () => {
      list.hidden = true;
      at = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const choose = (n) => {
      const hit = found[n];
      close();
      if (input.dataset.suggest === "open") { location.assign(hit.path); return; }
      input.value = hit.label;
    };
    const mark = (n) => {
      at = n;
      [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === n)));
      if (n >= 0) {
        input.setAttribute("aria-activedescendant", list.children[n].id);
        list.children[n].scrollIntoView({ block: "nearest" });
      }
    };
    const show = (hits) => {
      found = hits;
      list.replaceChildren(...hits.map((hit, n) => {
        const item = document.createElement("li");
        item.id = `${list.id}-${n}`;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        const name = document.createElement("bdi"), note = document.createElement("span");
        name.textContent = hit.label;
        note.textContent = hit.matched === hit.label ? hit.type : `${hit.matched}, ${hit.type}`;
        item.append(name, note);
        item.addEventListener("mousedown", (event) => { event.preventDefault(); choose(n); });
        return item;
      }));
      at = -1;
      list.hidden = !hits.length;
      input.setAttribute("aria-expanded", String(hits.length > 0));
      say(hits.length ? `${hits.length} suggestions` : "No suggestion");
    };
    const ask = async () => {
      const words = asked = input.value.trim();
      if (words.length < 2) { close(); return; }
      const answer = await fetch(`/api/v1/search?limit=8&q=${encodeURIComponent(words)}`);
      if (answer.ok && words === asked) show((await answer.json()).results);
    };

    input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, WAIT); });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (list.hidden) return;
      if (event.key === "Escape") { event.preventDefault(); close(); }
      else if (event.key === "Enter" && at >= 0) { event.preventDefault(); choose(at); }
      else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        const step = event.key === "ArrowDown" ? 1 : -1;
        mark((at + step + found.length) % found.length);
      }
    });
  }
  document.querySelectorAll("input[data-suggest]").forEach(suggest);
  document.documentElement.dataset.ready = "page";
})();
