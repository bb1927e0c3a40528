"use strict";
/* The picture that can be walked. Its data is the page's own .json twin; the still picture stays where this cannot run. */
(() => {
  const place = document.getElementById("graph");
  const status = document.getElementById("graph-status");
  const tools = document.getElementById("graph-tools");
  const open = document.getElementById("graph-open");
  const expand = document.getElementById("graph-expand");
  const MOST = 150;
  const NARROW = 600;
  const narrow = innerWidth < NARROW;
  const FEW = 24; // beyond this, words on every line hide the picture
  if (typeof cytoscape !== "function") return;

  const probe = document.createElement("span");
  document.body.append(probe);
  const colour = (name) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const shades = Object.fromEntries(["--ink", "--soft", "--card", "--against", "--mixed", "--link"].map((n) => [n, colour(n)]));
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const fills = dark
    ? { Condition: "#ef8f96", Therapy: "#6cc3d0", Chemical: "#6cc3d0", Mechanism: "#bda2e2" }
    : { Condition: "#a3303a", Therapy: "#0b5561", Chemical: "#0b5561", Mechanism: "#6a4a93" };
  const shapes = { Condition: "ellipse", Therapy: "round-rectangle", Chemical: "round-rectangle", Mechanism: "diamond" };

  const look = [
    { selector: "node", style: {
      label: "data(label)", shape: (n) => shapes[n.data("type")] || "triangle",
      "background-color": (n) => fills[n.data("type")] || (dark ? "#98a3a7" : "#6b7378"),
      color: shades["--ink"], "font-size": 12, "text-wrap": "wrap", "text-max-width": narrow ? 80 : 110, "text-valign": "bottom", "text-margin-y": 4,
      "text-outline-color": shades["--card"], "text-outline-width": 2, width: 24, height: 24 } },
    { selector: "node.focus", style: { width: 38, height: 38, "font-weight": "bold", "font-size": 14 } },
    { selector: "node:selected", style: { "border-width": 4, "border-color": shades["--link"] } },
    { selector: "edge", style: {
      width: (e) => 1.2 + Number(e.data("steps")), "line-color": shades["--soft"], "curve-style": "bezier",
      "target-arrow-shape": "triangle", "target-arrow-color": shades["--soft"], "arrow-scale": 0.9,
      label: (e) => (e.selected() || (!narrow && e.cy().edges().length <= FEW) ? e.data("relation") : ""), "font-size": 10, color: shades["--soft"], "text-rotation": "autorotate",
      "text-outline-color": shades["--card"], "text-outline-width": 2 } },
    { selector: "edge[direction = 'disputes']", style: { "line-style": "dashed", "line-color": shades["--against"], "target-arrow-color": shades["--against"] } },
    { selector: "edge[direction = 'mixed']", style: { "line-style": "dotted", "line-color": shades["--mixed"], "target-arrow-color": shades["--mixed"] } },
    { selector: "edge:selected", style: { "line-color": shades["--link"], "target-arrow-color": shades["--link"] } },
  ];

  const elements = (picture) => [
    ...picture.nodes.map((n) => ({ data: { id: n.id, label: n.label, type: n.type, href: n.href }, position: { x: n.x, y: n.y }, classes: n.focus ? "focus" : "" })),
    ...picture.edges.map((e) => ({ data: {
      id: `${e.source} ${e.relation} ${e.target} ${e.href}`, source: e.source, target: e.target, relation: e.relation,
      steps: e.level.steps, level: e.level.text, direction: e.direction, href: e.href } })),
  ];

  const layout = (cy) => {
    // From fixed places and without chance, so that the same address gives the same picture.
    const running = cy.layout({
      name: "fcose", randomize: false, animate: false, quality: "proof", nodeDimensionsIncludeLabels: true,
      idealEdgeLength: narrow ? 70 : 150, nodeRepulsion: narrow ? 4500 : 12000, packComponents: false, padding: 24,
    });
    running.run();
    fit(cy);
  };
  // Words keep their size on the screen, however far the picture is zoomed out, within what room they have.
  const fit = (cy) => {
    cy.fit(undefined, 24);
    const size = Math.max(12, Math.min(12 / cy.zoom(), 19));
    cy.nodes().style({ "font-size": size, "text-max-width": size * (narrow ? 7 : 9) });
    cy.fit(undefined, 16);
  };

  const tell = (cy, text, leftOut = 0) => {
    const more = leftOut ? `; ${leftOut} more links are in the table` : "";
    const count = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;
    status.textContent = `\u2068${text}\u2069: ${count(cy.nodes().length, "thing")}, ${count(cy.edges().length, "link")}${more}`;
  };

  async function fetchPicture(query) {
    const answer = await fetch(`${place.dataset.source}?${query}`);
    return (await answer.json()).picture;
  }

  function leads(cy) {
    const chosen = cy.$(":selected").first();
    open.hidden = chosen.empty();
    expand.disabled = chosen.empty() || !chosen.isNode();
    if (chosen.empty()) return;
    open.href = chosen.data("href");
    open.textContent = chosen.isNode() ? "Open its page" : "Claims behind this link";
    const words = chosen.isNode() ? chosen.data("label") : `${chosen.source().data("label")} ${chosen.data("relation")} ${chosen.target().data("label")}, ${chosen.data("level")}`;
    status.textContent = words;
  }

  async function grow(cy) {
    const node = cy.$("node:selected").first();
    if (node.empty()) return;
    const picture = await fetchPicture(`focus=${encodeURIComponent(node.id())}`);
    const room = MOST - cy.nodes().length;
    const fresh = picture.nodes.filter((n) => cy.getElementById(n.id).empty()).slice(0, Math.max(room, 0));
    const known = new Set([...cy.nodes().map((n) => n.id()), ...fresh.map((n) => n.id)]);
    // What is new begins beyond its neighbour, seen from the middle, so that it does not fall among what is there.
    const at = node.position(), middle = cy.$("node.focus").position();
    const beyond = { x: at.x + (at.x - middle.x), y: at.y + (at.y - middle.y) };
    const nodes = fresh.map((n) => ({ ...n, focus: false, x: beyond.x + (n.x - 500) / 4, y: beyond.y + (n.y - 500) / 4 }));
    const edges = picture.edges.filter((e) => known.has(e.source) && known.has(e.target));
    cy.add(elements({ nodes, edges }).filter((e) => cy.getElementById(e.data.id).empty()));
    layout(cy);
    tell(cy, `${node.data("label")} expanded`);
  }

  async function start() {
    const asked = new URLSearchParams(location.search);
    if (narrow && !asked.has("most")) asked.set("most", "10");
    const picture = await fetchPicture(asked);
    document.getElementById("still").hidden = true;
    place.hidden = tools.hidden = false;
    const cy = window.cy = cytoscape({
      container: place, elements: elements(picture), style: look, layout: { name: "preset" }, maxZoom: 2, minZoom: 0.15, userZoomingEnabled: false });
    // The wheel scrolls the page until the picture has been clicked.
    place.addEventListener("pointerdown", () => cy.userZoomingEnabled(true));
    place.addEventListener("pointerleave", () => cy.userZoomingEnabled(false));
    if (picture.nodes.length > 1) layout(cy);
    tell(cy, document.querySelector("h1").textContent, picture.left_out);
    cy.on("select unselect", "*", () => leads(cy));
    cy.on("dbltap", "node", () => grow(cy));
    expand.addEventListener("click", () => grow(cy));
    document.getElementById("graph-fit").addEventListener("click", () => fit(cy));
    document.getElementById("graph-png").addEventListener("click", () => {
      const link = document.createElement("a");
      link.href = cy.png({ full: true, scale: 2, bg: shades["--card"] });
      link.download = "graph.png";
      link.click();
    });
    document.documentElement.dataset.ready = "graph";
  }
  probe.remove();
  start();
})();
