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
const word = (node) => page.grades[node.grade]?.label || page.marks[node.mark]?.label;
const summary = (node) => [node.title, word(node), node.text].filter(Boolean).join(": ");

function drawNode({ ctx, id, x, y, state }) {
  const node = byId.get(id), { w, h } = placeOf(node);
  return {
    drawNode() {
      const kind = page.kinds[node.kind], left = x - w / 2, top = y - h / 2;
      if (focus.size && !focus.has(id)) {
        cover(ctx, theme, kind, left, top, w, h);
        ctx.globalAlpha = .25;
      }
      paint(ctx, theme, node, kind, page.grades[node.grade], page.marks[node.mark], left, top, w, h, state);
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

// Frames and captions of which everything is switched off are not drawn.
let lit = { blocks: new Set(), kinds: new Set() };
function light() {
  const shown = page.nodes.filter((node) => isShown(node.id));
  lit = { blocks: new Set(shown.map((node) => placeOf(node).block)), kinds: new Set(shown.map((node) => `${placeOf(node).block} ${node.kind}`)) };
}
const frames = () => decoration().frames.filter((frame) => lit.blocks.has(frame[4]));
const captions = () => decoration().captions.filter(([, , , , kind, block]) => (kind ? lit.kinds.has(`${block} ${kind}`) : lit.blocks.has(block)));

network.on("beforeDrawing", (ctx) => {
  const ordered = page.edges.filter((edge) => edge.hidden && isShown(edge.from) && isShown(edge.to));
  for (const edge of ordered) if (edge.bridge) drawBridge(ctx, edge, edge.to === chosen);
  for (const [x, y, w, h] of frames()) {
    ctx.beginPath();
    ctx.roundRect(x, y, w, h, 10);
    ctx.fillStyle = theme.frame;
    ctx.fill();
    ctx.lineWidth = 1;
    ctx.strokeStyle = theme.line;
    ctx.stroke();
  }
  for (const edge of ordered) if (!edge.bridge) drawLine(ctx, edge, false);
  for (const edge of ordered) if (!edge.bridge && (edge.from === chosen || edge.to === chosen)) drawLine(ctx, edge, true);
  const framed = new Set(decoration().frames.map((frame) => frame[4]));
  for (const [x, y, text, width, , block] of captions()) {
    ctx.font = `600 12px ${FONT}`;
    ctx.fillStyle = framed.has(block) ? theme.frame : theme.ground;
    ctx.fillRect(x - 3, y - 7, Math.min(ctx.measureText(text).width, width) + 6, 16);
    write(ctx, text, x, y + 2, width, 12, 600, theme.soft);
  }
});

// The colour of a line that a mark gives; pale ones would not be seen on paper.
const markColour = (edge) => edge.mark && (page.marks[edge.mark].fill === "#d5dae1" ? theme.soft : page.marks[edge.mark].fill);

function drawBridge(ctx, edge, strong) {
  const frame = decoration().frames.find((each) => each[4] === placeOf(byId.get(edge.from)).block);
  if (!frame || (narrow.matches && !strong)) return;
  ctx.strokeStyle = markColour(edge) || (strong ? theme.accent : theme.kinds[byId.get(edge.to).kind]);
  ctx.lineWidth = (strong ? 2.2 : 1.2) + (edge.mark ? .8 : 0);
  ctx.globalAlpha = strong ? 1 : focus.size ? .15 : .55;
  bridgeLine(ctx, frame, middle(edge.to));
  ctx.globalAlpha = 1;
}

function drawLine(ctx, edge, strong) {
  // Lines from block to block would run through everything where blocks stand below one another.
  if ((edge.quiet || (edge.cross && narrow.matches)) && !strong) return;
  let [above, below] = [edge.from, edge.to];
  if (placeOf(byId.get(above)).y > placeOf(byId.get(below)).y) [above, below] = [below, above];
  const stem = placeOf(byId.get(below)).stem, from = middle(above), to = middle(below);
  ctx.strokeStyle = markColour(edge) || (strong ? theme.accent : edge.cross ? theme.soft : theme.edge);
  ctx.lineWidth = strong ? 2.2 : 1.2;
  ctx.globalAlpha = focus.size && !strong ? .3 : edge.mark && !strong ? .5 : 1;
  if (stem !== null && !edge.quiet && !edge.cross) stemLine(ctx, from, to, stem);
  else if (edge.cross && !narrow.matches) crossLine(ctx, from, to);
  else fallLine(ctx, from, to);
  ctx.globalAlpha = 1;
}

function showWhole() {
  const edges = frames().map(([x, y, w, h]) => [x, y, x + w, y + h]), shown = page.nodes.filter((node) => isShown(node.id));
  if (!shown.length) return;
  edges.push(...shown.map(placeOf).map(({ x, y, w, h }) => [x - w / 2, y - h / 2, x + w / 2, y + h / 2]));
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
  const grade = page.grades[node.grade], mark = page.marks[node.mark], shown = grade || mark;
  get("kind").textContent = page.kinds[node.kind].label + (node.detail && node.detail !== grade?.label ? `, ${node.detail}` : "");
  get("name").textContent = node.title;
  get("grade").hidden = !shown;
  if (shown) get("grade").replaceChildren(make("span", shown.label, `${grade ? "grade" : "mark"}-${shown.code}`));
  get("text").hidden = !node.text || node.quoted > 0;
  get("text").textContent = node.text;
  get("facts").replaceChildren(...node.facts.flatMap(([name, value]) => [make("dt", name), make("dd", value)]));
  get("quotes").replaceChildren(...(node.quoted ? [make("h3", "Read from these words")] : []), ...quotes(node));
  fillLinks(node);
  get("iri").textContent = node.id;
  get("same").replaceChildren(...node.same.flatMap((iri) => [make("br"), "read from another file as ", make("code", iri)]));
  get("panel").scrollTop = 0;
}

// The words of a node stand in the list.
const rows = new Map(all("#list button").map((button) => [button.dataset.id, button.closest("tr")]));
const quotes = (node) => [...rows.get(node.id).querySelectorAll("blockquote")].map((each) => each.cloneNode(true));

// The name of a node in a list of links, and how its words begin where the name is but a number.
function named({ title, text, home }) {
  const where = home !== chosen && byId.has(home) && text ? `, ${byId.get(home).title}` : "";
  return title + where + (text ? `: ${text.length > 90 ? `${text.slice(0, 90).trimEnd()}…` : text}` : "");
}

function fillLinks(node) {
  const links = linksOf.get(node.id), list = make("ul");
  for (const link of links.slice(0, 60)) {
    const item = make("li"), button = make("button");
    button.append(make("small", link.before), named(byId.get(link.id)), make("small", link.after));
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
  const names = ["kind", "grade", "mark"], shown = {};
  const off = new Set(names.flatMap((name) => all(`input[data-${name}]`).filter((input) => !input.checked).map((input) => `${name}/${input.dataset[name]}`)));
  let count = 0;
  const changes = page.nodes.map((node) => {
    const keys = names.map((name) => `${name}/${node[name]}`), hidden = keys.some((key) => off.has(key));
    if (!hidden) {
      count += 1;
      for (const key of keys) shown[key] = (shown[key] || 0) + 1;
    }
    return { id: node.id, hidden };
  });
  nodes.update(changes);
  light();
  all("[data-count]").forEach((each) => { each.textContent = shown[each.dataset.count] || 0; });
  get("drawn").textContent = `${count} of ${page.nodes.length} shown`;
}

function reveal(id) {
  const node = byId.get(id);
  for (const name of ["kind", "grade", "mark"]) all(`input[data-${name}]`).forEach((input) => { if (input.dataset[name] === node[name]) input.checked = true; });
  filter();
}

// Searching ----------------------------------------------------------------------------------------------------------------

function search() {
  const words = get("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  const holds = (node) => words.every((word) => node.haystack.includes(word));
  // What is called so comes before what speaks of it.
  const called = (node) => Number(words.every((word) => node.title.toLowerCase().includes(word)));
  const matches = words.length ? page.nodes.filter(holds).sort((one, other) => called(other) - called(one)) : [];
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

for (const node of page.nodes) node.haystack = [node.title, node.detail, node.text, page.kinds[node.kind].label, word(node)].join(" ").toLowerCase();
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
  light();
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
filter();
showWhole();
let asked = "";
try { asked = decodeURIComponent(location.hash.slice(1)); } catch { /* a mangled address chooses nothing */ }
if (byId.has(asked) || page.open) choose(byId.has(asked) ? asked : page.open, true);
