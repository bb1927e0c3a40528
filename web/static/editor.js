"use strict";
/* The query editor: Yasqe on top of the plain form, with our own prefixes, classes and properties to complete from. */
(() => {
  const form = document.getElementById("sparql");
  const area = document.getElementById("query");
  const result = document.getElementById("result");
  const rows = document.getElementById("rows");
  const away = document.getElementById("takeaway");
  const live = document.getElementById("live");
  if (typeof Yasqe !== "function") return;

  const terms = JSON.parse(form.dataset.terms);
  const prefixes = Object.entries(terms.prefixes).map(([name, iri]) => `${name}: <${iri}>`);
  Yasqe.Autocompleters.prefixes.get = () => Promise.resolve(prefixes);
  for (const kind of ["property", "class"]) {
    Yasqe.Autocompleters[kind].get = (yasqe, token) => {
      const typed = (token?.autocompletionString || "").toLowerCase();
      return Promise.resolve(terms[kind].filter((iri) => iri.toLowerCase().includes(typed)));
    };
    Yasqe.Autocompleters[kind].bulk = false;
  }

  const box = document.createElement("div");
  area.before(box);
  area.hidden = true;
  document.getElementById("keys").hidden = false;
  document.querySelector("label[for=query]").removeAttribute("for");
  const yasqe = window.yasqe = new Yasqe(box, {
    value: area.value, persistenceId: null, createShareableLink: null, showQueryButton: false, resizeable: false,
    autocompleters: ["prefixes", "variables", "property", "class"], extraKeys: { Tab: false, "Shift-Tab": false, "Ctrl-Enter": () => run(), "Cmd-Enter": () => run() },
    requestConfig: { endpoint: form.getAttribute("action"), method: "GET" },
  });
  const input = yasqe.getInputField();
  input.setAttribute("aria-label", "SPARQL query");
  yasqe.on("change", () => { area.value = yasqe.getValue(); });

  const shorten = (iri) => {
    let best = ["", ""];
    for (const [name, start] of Object.entries(terms.prefixes)) {
      if (iri.startsWith(start) && start.length > best[1].length && iri.length > start.length) best = [name, start];
    }
    return best[0] ? `${best[0]}:${iri.slice(best[1].length)}` : iri;
  };

  function cell(term) {
    const td = document.createElement("td");
    if (!term) { td.className = "missing"; td.textContent = "not bound"; return td; }
    if (term.type === "uri" && /^https?:\/\//.test(term.value)) {
      const link = document.createElement("a");
      link.href = `/about?uri=${encodeURIComponent(term.value)}`;
      link.textContent = shorten(term.value);
      link.dataset.iri = term.value;
      td.append(link);
    } else td.textContent = term.value;
    return td;
  }

  async function label() {
    const links = [...rows.querySelectorAll("a[data-iri]")].slice(0, 200);
    const iris = [...new Set(links.map((a) => a.dataset.iri))];
    if (!iris.length) return;
    const answer = await fetch("/api/v1/labels", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ iris }) });
    if (!answer.ok) return;
    const { labels } = await answer.json();
    for (const link of links) {
      if (!labels[link.dataset.iri]) continue;
      link.title = link.textContent;
      link.textContent = labels[link.dataset.iri];
    }
  }

  function table(data) {
    const made = document.createElement("table");
    const names = data.head.vars;
    const head = made.createTHead().insertRow();
    for (const name of names) {
      const th = document.createElement("th");
      th.scope = "col";
      th.textContent = name;
      head.append(th);
    }
    const body = made.createTBody();
    for (const row of data.results.bindings) {
      const tr = body.insertRow();
      names.forEach((name) => {
        const td = cell(row[name]);
        td.dataset.label = name;
        tr.append(td);
      });
    }
    const scroll = document.createElement("div");
    scroll.className = "scroll";
    scroll.tabIndex = 0;
    scroll.setAttribute("role", "region");
    scroll.setAttribute("aria-label", "Result");
    scroll.append(made);
    return scroll;
  }

  function text(words) {
    const pre = document.createElement("pre");
    pre.tabIndex = 0;
    pre.textContent = words;
    return pre;
  }

  const FORMS = [["CSV", "text/csv", "csv"], ["JSON", "application/sparql-results+json", "json"]];
  const GRAPHS = [["Turtle", "text/turtle", "ttl"], ["N-Triples", "application/n-triples", "nt"]];

  function offer(query, isGraph) {
    away.replaceChildren(...(isGraph ? GRAPHS : FORMS).map(([name, type, suffix]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = name;
      button.addEventListener("click", async () => {
        const answer = await ask(query, type);
        const link = document.createElement("a");
        link.href = URL.createObjectURL(await answer.blob());
        link.download = `result.${suffix}`;
        link.click();
        URL.revokeObjectURL(link.href);
      });
      return button;
    }));
  }

  const ask = (query, accept) => fetch(form.getAttribute("action"), {
    method: "POST", headers: { Accept: accept, "Content-Type": "application/x-www-form-urlencoded" }, body: new URLSearchParams({ query }),
  });

  async function run() {
    const query = yasqe.getValue();
    history.replaceState(null, "", `?${new URLSearchParams({ query })}`);
    document.documentElement.dataset.ready = "running";
    result.hidden = false;
    document.querySelectorAll(".notice[role=alert]").forEach((old) => old.remove());
    rows.replaceChildren(text("Asking …"));
    const answer = await ask(query, "application/sparql-results+json, text/turtle;q=0.9, application/json;q=0.5");
    const type = answer.headers.get("Content-Type") || "";
    const cut = answer.headers.get("X-Row-Limit");
    const heading = result.querySelector("h2");
    if (!answer.ok) {
      heading.textContent = "The query was not answered";
      rows.replaceChildren(text(await answer.text()));
      away.replaceChildren();
    } else if (type.includes("sparql-results")) {
      const data = await answer.json();
      const count = data.results ? data.results.bindings.length : 1;
      heading.textContent = `Result, ${count} row${count === 1 ? "" : "s"}${cut ? `, cut at the limit of ${cut}` : ""}`;
      rows.replaceChildren(data.results ? table(data) : text(String(data.boolean)));
      if (data.results && !count) rows.replaceChildren(text("No row fits this query."));
      offer(query, false);
      label();
    } else {
      heading.textContent = "Result, a graph";
      rows.replaceChildren(text(await answer.text()));
      offer(query, true);
    }
    live.textContent = heading.textContent;
    document.documentElement.dataset.ready = "result";
  }

  form.addEventListener("submit", (event) => { event.preventDefault(); run(); });
  for (const link of document.querySelectorAll(".examples a, .starters a")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      yasqe.setValue(new URL(link.href).searchParams.get("query"));
      box.scrollIntoView();
      yasqe.focus();
    });
  }
  document.documentElement.dataset.ready = "editor";
})();
