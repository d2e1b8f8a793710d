// The page around the picture: what is shown, what is chosen, what is searched for.
"use strict";
const page = JSON.parse(document.getElementById("data").textContent);
const get = (id) => document.getElementById(id);
const all = (selector) => [...document.querySelectorAll(selector)];
const make = (tag, text, className) => Object.assign(document.createElement(tag), { textContent: text || "", className: className || "" });
const narrow = matchMedia("(max-width: 700px)");
const dark = matchMedia("(prefers-color-scheme: dark)");
const byId = new Map(page.nodes.map((node) => [node.id, node]));
const linksOf = new Map(page.nodes.map((node) => [node.id, []]));
let theme, chosen = null, focus = new Set();

for (const edge of page.edges) {
  linksOf.get(edge.from).push({ id: edge.to, before: `${edge.relation} `, after: "" });
  linksOf.get(edge.to).push({ id: edge.from, before: "", after: ` ${edge.relation} this` });
}

function readTheme() {
  const style = getComputedStyle(document.documentElement);
  const light = !dark.matches || document.documentElement.hasAttribute("data-print");
  theme = { kinds: {} };
  for (const name of ["paper", "ground", "frame", "ink", "soft", "line", "edge", "accent"]) theme[name] = style.getPropertyValue(`--${name}`).trim();
  for (const kind of Object.values(page.kinds)) theme.kinds[kind.code] = light ? kind.light : kind.dark;
  if (window.network) network.setOptions({ edges: { color: { color: theme.soft, highlight: theme.accent, hover: theme.soft } } });
  all("canvas[data-kind]").forEach(drawKey);
}

function drawKey(canvas) {
  const ctx = canvas.getContext("2d"), kind = page.kinds[canvas.dataset.kind];
  ctx.clearRect(0, 0, 44, 28);
  ctx.save();
  ctx.scale(2, 2);
  box(ctx, theme, kind, null, 1.5, 2, 19, 10, { key: true });
  ctx.restore();
}

// There is one picture for wide screens and one for narrow ones.
const placeOf = (node) => (narrow.matches ? node.narrow : node);
const decoration = () => (narrow.matches ? page.narrow : page.wide);

// A node in one line.
const summary = (node) => [node.title, page.grades[node.grade]?.label, node.text].filter(Boolean).join(": ");

function drawNode({ ctx, id, x, y, state }) {
  const node = byId.get(id), { w, h } = placeOf(node);
  return {
    drawNode() {
      const kind = page.kinds[node.kind], left = x - w / 2, top = y - h / 2;
      if (focus.size && !focus.has(id)) {
        cover(ctx, theme, kind, left, top, w, h);
        ctx.globalAlpha = .25;
      }
      paint(ctx, theme, node, kind, page.grades[node.grade], left, top, w, h, state);
      ctx.globalAlpha = 1;
    },
    nodeDimensions: { width: w, height: h },
  };
}

const nodes = new vis.DataSet(page.nodes.map((node) => ({ ...node, title: summary(node), label: " ", x: placeOf(node).x, y: placeOf(node).y })));
const edges = new vis.DataSet(page.edges);
const network = new vis.Network(get("mynetwork"), { nodes, edges }, {
  ...page.options, nodes: { shape: "custom", ctxRenderer: drawNode, size: 20 },
});
Object.assign(window, { nodes, edges, network });

// vis-network learns the size of a box only after drawing it, and would cut off lines for another size until then.
function setSizes() {
  for (const node of page.nodes) {
    const drawn = network.body.nodes[node.id], { w, h } = placeOf(node);
    Object.assign(drawn.shape, { customSizeWidth: w, customSizeHeight: h });
    drawn.needsRefresh();
  }
}

const isShown = (id) => !nodes.get(id).hidden;

function middle(id) {
  const { x, y } = network.getPosition(id), { w, h } = placeOf(byId.get(id));
  return { x, y, w, h };
}

network.on("beforeDrawing", (ctx) => {
  for (const [x, y, w, h] of decoration().frames) {
    ctx.beginPath();
    ctx.roundRect(x, y, w, h, 10);
    ctx.fillStyle = theme.frame;
    ctx.fill();
    ctx.lineWidth = 1;
    ctx.strokeStyle = theme.line;
    ctx.stroke();
  }
  const ordered = page.edges.filter((edge) => edge.hidden && isShown(edge.from) && isShown(edge.to));
  for (const edge of ordered) drawLine(ctx, edge, false);
  for (const edge of ordered) if (edge.from === chosen || edge.to === chosen) drawLine(ctx, edge, true);
  for (const [x, y, text] of decoration().captions) {
    ctx.font = `600 12px ${FONT}`;
    ctx.fillStyle = theme.frame;
    ctx.fillRect(x - 3, y - 7, ctx.measureText(text).width + 6, 16);
    write(ctx, text, x, y + 2, 600, 12, 600, theme.soft);
  }
});

function drawLine(ctx, edge, strong) {
  // Lines from block to block would run through everything where blocks stand below one another.
  if ((edge.quiet || (edge.cross && narrow.matches)) && !strong) return;
  let [above, below] = [edge.from, edge.to];
  if (placeOf(byId.get(above)).y > placeOf(byId.get(below)).y) [above, below] = [below, above];
  const stem = placeOf(byId.get(below)).stem, from = middle(above), to = middle(below);
  ctx.strokeStyle = strong ? theme.accent : edge.cross ? theme.soft : theme.edge;
  ctx.lineWidth = strong ? 2.2 : 1.2;
  ctx.globalAlpha = focus.size && !strong ? .3 : 1;
  if (stem !== null && !edge.quiet && !edge.cross) stemLine(ctx, from, to, stem);
  else if (edge.cross && !narrow.matches) crossLine(ctx, from, to);
  else fallLine(ctx, from, to);
  ctx.globalAlpha = 1;
}

function showWhole() {
  if (!page.nodes.length) return;
  const edges = decoration().frames.map(([x, y, w, h]) => [x, y, x + w, y + h]);
  edges.push(...page.nodes.map(placeOf).map(({ x, y, w, h }) => [x - w / 2, y - h / 2, x + w / 2, y + h / 2]));
  const [left, top] = [0, 1].map((side) => Math.min(...edges.map((each) => each[side])));
  const [right, bottom] = [2, 3].map((side) => Math.max(...edges.map((each) => each[side])));
  const { clientWidth: width, clientHeight: height } = get("mynetwork");
  const across = (width - 24) / (right - left), down = (height - 24) / (bottom - top);
  const scale = Math.min(1.25, narrow.matches ? across : Math.max(Math.min(across, down), Math.min(.5, across)));
  const spare = height - (bottom - top) * scale, margin = Math.min(Math.max(spare / 2, 12), 40);
  network.moveTo({ position: { x: (left + right) / 2, y: top + (height / 2 - margin) / scale }, scale });
}

// Choosing -----------------------------------------------------------------------------------------------------------------

function choose(id, move) {
  chosen = byId.has(id) ? id : null;
  focus = new Set(chosen ? [chosen, ...linksOf.get(chosen).map((link) => link.id)] : []);
  network.unselectAll();
  hideTip();
  get("panel").hidden = !chosen;
  if (chosen) {
    if (!isShown(chosen)) reveal(chosen);
    network.selectNodes([chosen], true);
    fillPanel(byId.get(chosen));
    if (move) bringIntoView(chosen);
  }
  history.replaceState(null, "", chosen ? `#${encodeURIComponent(chosen)}` : location.pathname + location.search);
  network.redraw();
}

function hideTip() {
  const tip = document.querySelector(".vis-tooltip");
  if (tip) tip.style.visibility = "hidden";
}

function bringIntoView(id) {
  const scale = Math.max(network.getScale(), .7), panel = narrow.matches ? 0 : 200;
  const { x, y } = network.getPosition(id), seen = network.canvasToDOM({ x, y }), { clientWidth: width, clientHeight: height } = get("mynetwork");
  if (!narrow.matches && seen.x > 60 && seen.x < width - 480 && seen.y > 20 && seen.y < height - 20) return;
  network.moveTo({ position: { x: x + panel / scale, y: y + (narrow.matches ? 140 / scale : 0) }, scale });
}

function fillPanel(node) {
  const grade = page.grades[node.grade];
  get("kind").textContent = page.kinds[node.kind].label + (node.detail && node.detail !== grade?.label ? `, ${node.detail}` : "");
  get("name").textContent = node.title;
  get("grade").hidden = !grade;
  if (grade) {
    const badge = make("span", grade.label, `grade-${grade.code}`);
    get("grade").replaceChildren(badge);
  }
  get("text").hidden = !node.text || node.evidence.length > 0;
  get("text").textContent = node.text;
  get("facts").replaceChildren(...node.facts.flatMap(([name, value]) => [make("dt", name), make("dd", value)]));
  get("quotes").replaceChildren(...(node.evidence.length ? [make("h3", "Read from these words")] : []), ...node.evidence.map(quoted));
  fillLinks(node);
  get("iri").textContent = node.id;
  get("same").replaceChildren(...node.same.flatMap((iri) => [make("br"), "read from another file as ", make("code", iri)]));
  get("panel").scrollTop = 0;
}

function quoted({ quote, page: number, source }) {
  const block = make("blockquote", quote);
  block.append(make("cite", `${source}, page ${number}`));
  return block;
}

function fillLinks(node) {
  const links = linksOf.get(node.id), list = make("ul");
  for (const link of links.slice(0, 60)) {
    const item = make("li"), button = make("button");
    button.append(make("small", link.before), byId.get(link.id).title, make("small", link.after));
    button.type = "button";
    button.addEventListener("click", () => choose(link.id, true));
    item.append(button);
    list.append(item);
  }
  if (links.length > 60) list.append(make("li", `and ${links.length - 60} more`));
  get("links").replaceChildren(...(links.length ? [make("h3", "Connected with"), list] : []));
}

// Filtering ----------------------------------------------------------------------------------------------------------------

function filter() {
  const off = (name) => new Set(all(`input[data-${name}]`).filter((input) => !input.checked).map((input) => input.dataset[name]));
  const kinds = off("kind"), grades = off("grade"), shown = { kind: {}, grade: {} };
  let count = 0;
  const changes = page.nodes.map((node) => {
    const hidden = kinds.has(node.kind) || grades.has(node.grade);
    if (!hidden) {
      count += 1;
      shown.kind[node.kind] = (shown.kind[node.kind] || 0) + 1;
      shown.grade[node.grade] = (shown.grade[node.grade] || 0) + 1;
    }
    return { id: node.id, hidden };
  });
  nodes.update(changes);
  all("[data-count]").forEach((each) => { each.textContent = shown.kind[each.dataset.count] || 0; });
  all("[data-graded]").forEach((each) => { each.textContent = shown.grade[each.dataset.graded] || 0; });
  get("drawn").textContent = `${count} of ${page.nodes.length} shown`;
}

function reveal(id) {
  const { kind, grade } = byId.get(id);
  all("input[data-kind], input[data-grade]").forEach((input) => { if (input.dataset.kind === kind || input.dataset.grade === grade) input.checked = true; });
  filter();
}

// Searching ----------------------------------------------------------------------------------------------------------------

function search() {
  const words = get("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  const holds = (node) => words.every((word) => node.haystack.includes(word));
  const matches = words.length ? page.nodes.filter(holds) : [];
  const first = matches.slice(0, 8).map((node) => {
    const item = make("li"), button = make("button", summary(node));
    if (!node.title.startsWith(page.kinds[node.kind].label)) button.append(make("small", ` ${page.kinds[node.kind].label.toLowerCase()}`));
    button.type = "button";
    button.addEventListener("click", () => { closeSearch(); choose(node.id, true); });
    item.append(button);
    return item;
  });
  if (words.length && !matches.length) first.push(make("li", "Nothing of that name in this picture"));
  if (matches.length > 8) first.push(make("li", `and ${matches.length - 8} more, marked in the picture`));
  get("found").replaceChildren(...first);
  get("found").hidden = !words.length;
  focus = new Set(matches.map((node) => node.id));
  network.redraw();
}

function closeSearch() {
  get("found").hidden = true;
}

// Wiring -------------------------------------------------------------------------------------------------------------------

for (const node of page.nodes) node.haystack = [node.title, node.detail, node.text, page.kinds[node.kind].label, page.grades[node.grade]?.label].join(" ").toLowerCase();
network.on("click", ({ nodes: [id] }) => { closeSearch(); choose(id); });
get("mynetwork").addEventListener("mouseleave", hideTip);
get("mynetwork").addEventListener("pointerdown", () => get("mynetwork").classList.add("pointed"));
all("#legend input").forEach((input) => input.addEventListener("change", filter));
all("#list button").forEach((button) => button.addEventListener("click", () => {
  choose(button.dataset.id, true);
  scrollTo({ top: 0 });
  get("panel").focus();
}));
get("search").addEventListener("input", search);
get("search").addEventListener("keydown", (event) => { if (event.key === "Enter") get("found").querySelector("button")?.click(); });
get("close").addEventListener("click", () => choose(null));
get("whole").addEventListener("click", showWhole);
get("closer").addEventListener("click", () => network.moveTo({ scale: network.getScale() * 1.3 }));
get("farther").addEventListener("click", () => network.moveTo({ scale: network.getScale() / 1.3 }));
all("a[href='#list']").forEach((link) => link.addEventListener("click", () => { get("list").open = true; }));
addEventListener("keydown", (event) => {
  get("mynetwork").classList.remove("pointed");
  if (event.key === "Escape") { closeSearch(); get("search").value = ""; choose(null); }
});
dark.addEventListener("change", () => { readTheme(); network.redraw(); });
narrow.addEventListener("change", () => {
  page.nodes.forEach((node) => network.moveNode(node.id, placeOf(node).x, placeOf(node).y));
  setSizes();
  showWhole();
});
let before = null;
addEventListener("beforeprint", () => {
  before = { position: network.getViewPosition(), scale: network.getScale(), open: get("list").open };
  document.documentElement.setAttribute("data-print", "");
  readTheme();
  showWhole();
  network.redraw();
  get("print").src = document.querySelector("#mynetwork canvas").toDataURL();
  get("print").hidden = false;
  get("list").open = true;
});
addEventListener("afterprint", () => {
  document.documentElement.removeAttribute("data-print");
  get("print").hidden = true;
  get("list").open = before.open;
  readTheme();
  network.moveTo(before);
  network.redraw();
});

document.querySelector(".tools").hidden = false;
if (narrow.matches) get("legend").open = false;
readTheme();
setSizes();
showWhole();
let asked = "";
try { asked = decodeURIComponent(location.hash.slice(1)); } catch { /* a mangled address chooses nothing */ }
if (byId.has(asked) || page.open) choose(byId.has(asked) ? asked : page.open, true);
