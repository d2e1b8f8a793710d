// The page around the picture of a network: what the link asks for is drawn, and what is done to it goes into the link.
import { savePng, saveSvg } from "./network-files.js";
import { Picture, groupColour } from "./network-paint.js";
import { counted, linkList, linksOf as readLinks, make, row, word as wordOf } from "./network-words.js";

const get = (id) => document.getElementById(id);
const part = (selector) => document.querySelector(`#panel ${selector}`);
const tables = JSON.parse(get("tables").textContent);
const mode = get("drawing").dataset.mode;
const stage = get("picture");
const dark = matchMedia("(prefers-color-scheme: dark)");
const narrow = matchMedia("(max-width: 640px)");
const link = new URLSearchParams(location.search);
const LONGEST = 4000, MOST_MOVED = 150, SHOWN = 8;

let drawn, picture, byId, linksOf, moved = new Map(), off = new Set((link.get("off") || "").split("~").filter(Boolean));
let tabling = 0, queue = Promise.resolve(), nodes = new vis.DataSet([]), network;

const theme = () => {
  const style = getComputedStyle(get("drawing")), of = (name) => style.getPropertyValue(`--${name}`).trim();
  const kinds = Object.fromEntries(Object.values(tables.kinds).map((kind) => [kind.code, dark.matches ? kind.dark : kind.light]));
  return { kinds, paper: of("paper-box"), ground: of("ground"), frame: of("frame"), ink: of("ink"), soft: of("soft"), line: of("line"), edge: of("edge"), accent: of("accent") };
};
const word = (node) => wordOf(tables, node);
const isShown = (id) => { const node = byId.get(id); return !off.has(node.kind) && !(node.community && off.has(`group-${node.community}`)); };
const openedAt = (id) => drawn.opened.findIndex((each) => each.id === id);

// At the next frame, once, however often it is asked for.
const redraw = () => network.body.emitter.emit("_requestRedraw");

function at(id) {
  const node = byId.get(id), inner = network?.body.nodes[id];
  return { x: inner ? inner.x : node.x, y: inner ? inner.y : node.y, w: node.w, h: node.h, stem: node.stem };
}

// The link ----------------------------------------------------------------------------------------------------------------

const placesOf = (places) => [...places].map(([key, [x, y]]) => `${key}.${x}.${y}`).join("~");

function keep() {
  const set = (name, value) => (value ? link.set(name, value) : link.delete(name));
  set("off", [...off].join("~"));
  set("on", picture.chosen ? byId.get(picture.chosen).key : "");
  let dropped = 0;
  set("at", placesOf(moved));
  while (moved.size > MOST_MOVED || (moved.size && `${link}`.length > LONGEST)) {
    moved.delete(moved.keys().next().value);
    set("at", placesOf(moved));
    dropped += 1;
  }
  history.replaceState(null, "", `${location.pathname}?${link}`);
  if (dropped) say(`The link holds no more places: it keeps those of the ${moved.size} boxes that were moved last.`);
}

function say(text) {
  get("said").textContent = text;
}

// Drawing -----------------------------------------------------------------------------------------------------------------

async function fetched(changes = {}) {
  const asked = new URLSearchParams(link);
  for (const [name, value] of Object.entries(changes)) value ? asked.set(name, value) : asked.delete(name);
  for (const name of ["on", "off"]) asked.delete(name);
  const answer = await fetch(`/network.json?${asked}`), read = await answer.json();
  if (!answer.ok) throw new Error(read.error);
  for (const [name, value] of Object.entries(changes)) value ? link.set(name, value) : link.delete(name);
  return read;
}

// Ask for something else, one thing after another; what is asked for is worked out when its turn comes.
function change(work, words) {
  queue = queue.then(() => changed(work, words));
  return queue;
}

async function changed(work, words) {
  stage.setAttribute("aria-busy", "true");
  try {
    const before = drawn && new Set(byId.keys()), changes = work();
    if (!changes) return false;
    const now = await fetched(changes);
    show(now);
    const brought = before ? now.nodes.filter((node) => !before.has(node.id)).length : 0, gone = before ? [...before].filter((id) => !byId.has(id)).length : 0;
    say(words ? words(brought, gone) : "");
    return true;
  } catch (error) {
    say(`Not drawn: ${error.message}`);
    return false;
  } finally {
    stage.removeAttribute("aria-busy");
  }
}

function show(now) {
  const chosen = picture?.chosen;
  drawn = now;
  byId = new Map(drawn.nodes.map((node) => [node.id, node]));
  for (const edge of drawn.edges) Object.assign(edge, { from: drawn.nodes[edge.from].id, to: drawn.nodes[edge.to].id });
  linksOf = readLinks(drawn);
  moved = new Map((link.get("at") || "").split("~").filter(Boolean).map((each) => each.split(".")).map(([key, x, y]) => [key, [Number(x), Number(y)]]));
  picture = new Picture(drawn, tables, theme(), at, isShown);
  picture.light();
  const opened = drawn.opened.map((each) => each.link).join("~");
  opened ? link.set("open", opened) : link.delete("open");
  place();
  fillLegend();
  refresh();
  get("left").textContent = drawn.left;
  choose(byId.has(chosen) ? chosen : null);
}

// vis-network reads every node anew that it is told of, so it is told only of those that changed.
function place() {
  nodes.remove(nodes.getIds().filter((id) => !byId.has(id)));
  const changed = drawn.nodes.filter((node) => { const known = nodes.get(node.id), now = known && at(node.id); return !known || now.x !== node.x || now.y !== node.y; });
  nodes.update(changed.map((node) => ({ id: node.id, label: " ", x: node.x, y: node.y, hidden: !isShown(node.id) })));
  for (const node of drawn.nodes) Object.assign(network.body.nodes[node.id].shape, { customSizeWidth: node.w, customSizeHeight: node.h });
  for (const node of changed) network.body.nodes[node.id].needsRefresh();
}

function drawNode({ ctx, id, state }) {
  const node = byId.get(id);
  if (!node) return {};
  return {
    drawNode: () => picture.node(ctx, id, { ...state, open: openedAt(id) >= 0 }),
    nodeDimensions: { width: node.w, height: node.h },
  };
}

function start() {
  network = new vis.Network(stage, { nodes, edges: new vis.DataSet([]) }, {
    physics: { enabled: false },
    layout: { improvedLayout: false },
    interaction: { hover: true, keyboard: false, selectConnectedEdges: false, hoverConnectedEdges: false },
    nodes: { shape: "custom", ctxRenderer: drawNode, size: 20 },
  });
  network.canvas.frame.tabIndex = -1;
  network.on("beforeDrawing", (ctx) => {
    if (!picture) return;
    picture.scale = network.getScale();
    picture.under(ctx);
  });
  network.on("click", ({ nodes: [id] }) => { closeFound(); choose(id || null); });
  network.on("doubleClick", ({ nodes: [id] }) => { if (id) act(id); });
  network.on("dragEnd", ({ nodes: ids }) => {
    for (const id of ids) {
      const { x, y } = network.getPosition(id), key = byId.get(id).key;
      moved.delete(key);
      moved.set(key, [Math.round(x), Math.round(y)]);
    }
    if (ids.length) keep();
  });
}

function showWhole() {
  const [left, top, right, bottom] = picture.bounds(), { clientWidth: width, clientHeight: height } = stage;
  const across = (width - 24) / (right - left), down = (height - 24) / (bottom - top);
  const scale = Math.min(1.25, drawn.layout === "column" ? across : Math.max(Math.min(across, down), Math.min(drawn.plain ? .2 : .4, across)));
  const spare = height - (bottom - top) * scale, margin = Math.min(Math.max(spare / 2, 12), 60);
  const inTime = drawn.layout === "time" || drawn.layout === "column" || drawn.layout === "kinds";
  network.moveTo({ position: { x: (left + right) / 2, y: inTime ? top + (height / 2 - margin) / scale : (top + bottom) / 2 }, scale });
}

// Expanding ---------------------------------------------------------------------------------------------------------------

const openList = (leave = []) => drawn.opened.filter((each) => !leave.includes(each)).map((each) => each.link);

function expand(id) {
  const { title, key } = byId.get(id), began = performance.now();
  const work = () => byId.has(id) && openedAt(id) < 0 && { open: [...openList(), `${key}.n`].join("~"), at: link.get("at") || "" };
  return change(work, (brought) => {
    performance.measure("network-expanded", { start: began });
    if (brought) bringIntoView(id, true);
    if (brought) return `${title}: ${counted(brought, "thing")} more, ${drawn.nodes.length} of ${drawn.cap} at most.`;
    return drawn.nodes.length >= drawn.cap ? `The picture holds ${drawn.cap} things and is full; collapse something first.` : `${title}: nothing more is linked with it.`;
  });
}

// What was expanded out of what goes, goes too.
function collapse(id) {
  const { title } = byId.get(id);
  const work = () => {
    const leave = drawn.opened.filter((each) => each.id === id);
    for (const each of leave) leave.push(...drawn.opened.filter((other) => each.brought.includes(other.id) && !leave.includes(other)));
    return leave.length && { open: openList(leave).join("~") };
  };
  return change(work, (_, gone) => `${title}: ${counted(gone, "thing")} fewer, ${drawn.nodes.length} in the picture.`);
}

function act(id) {
  if (mode !== "around") location.href = `/network?of=${encodeURIComponent(id)}`;
  else (openedAt(id) >= 0 ? collapse(id) : expand(id)).then(keep);
}

function relay(layout) {
  const whole = !["time", "column"].includes(layout);
  const open = drawn.opened.map((each) => each.link.split(".")[0] + (whole ? "" : ".n")).join("~");
  change(() => ({ layout, open, at: "" }), () => `${get("layout").selectedOptions[0].textContent}: ${counted(drawn.nodes.length, "thing")}.`).then(() => { keep(); showWhole(); });
}

// Choosing ----------------------------------------------------------------------------------------------------------------

function choose(id, move) {
  picture.chosen = byId.has(id) ? id : null;
  picture.focus = new Set(picture.chosen ? [id, ...linksOf.get(id).map((each) => each.id)] : []);
  if (network.getSelectedNodes().length) network.unselectAll();
  get("panel").hidden = !picture.chosen;
  if (picture.chosen) {
    if (!isShown(id)) reveal(id);
    network.selectNodes([id], false);
    fillPanel(byId.get(id));
    if (move) bringIntoView(id);
    say(`${tables.kinds[byId.get(id).kind].label} ${byId.get(id).title}${word(byId.get(id)) ? `, ${word(byId.get(id))}` : ""}. ${counted(new Set(linksOf.get(id).map((each) => each.id)).size, "connection")}.`);
  }
  keep();
  redraw();
}

function bringIntoView(id, brought) {
  const { x, y } = at(id), scale = Math.max(network.getScale(), .55), seen = network.canvasToDOM({ x, y }), { clientWidth: width, clientHeight: height } = stage;
  const panel = get("panel").hidden || narrow.matches ? 0 : 420;
  const isSeen = seen.x > 40 && seen.x < width - panel - 40 && seen.y > 30 && seen.y < height - 30;
  if (brought && isSeen) return redraw();
  if (!isSeen || network.getScale() < .4) network.moveTo({ position: { x: x + panel / 2 / scale, y: y + (narrow.matches && !get("panel").hidden ? height / 4 / scale : 0) }, scale });
}

function fillPanel(node) {
  const shown = tables.grades[node.grade] || tables.marks[node.mark];
  part(".kind").textContent = tables.kinds[node.kind].label + (node.detail && node.detail !== word(node) ? `, ${node.detail}` : "");
  part("h2").textContent = node.title;
  part(".standing").replaceChildren(...(shown ? [make("span", shown.label, `${tables.grades[node.grade] ? "grade" : "mark"}-${shown.code}`)] : []));
  part(".text").textContent = node.text;
  const numbers = node.community ? [["Group", node.community], ["Sum of its links", node.weight], ["Shortest ways over it", `${node.between}%`]] : [];
  part("dl").replaceChildren(...[...numbers, ...node.facts, ...(node.further ? [["And", `${node.further} more on its page`]] : [])].flatMap(([name, value]) => [make("dt", name), make("dd", String(value))]));
  get("page").href = node.page;
  get("words").href = node.words || "#";
  get("words").hidden = !node.words || node.words === node.page;
  get("around").href = `/network?of=${encodeURIComponent(node.id)}`;
  get("around").hidden = node.id === drawn.subject && mode === "around";
  get("path").href = `/network?${new URLSearchParams({ from: drawn.subject, to: node.id })}`;
  get("path").hidden = mode !== "around" || node.id === drawn.subject || ["document", "finding", "claim", "problem", "law"].includes(node.kind);
  get("expand").hidden = mode !== "around";
  get("expand").textContent = openedAt(node.id) >= 0 ? "Collapse" : "Expand";
  part(".links").replaceChildren(...linkList(byId, linksOf.get(node.id), (id) => choose(id, true)));
  get("panel").scrollTop = 0;
}

// Filtering ---------------------------------------------------------------------------------------------------------------

function fillLegend() {
  const kinds = tables.order.map((code) => tables.kinds[code]).filter((kind) => drawn.nodes.some((node) => node.kind === kind.code));
  const groups = [...new Set(drawn.nodes.map((node) => node.community).filter(Boolean))].sort((one, other) => one - other);
  get("legend").querySelector(".keys").replaceChildren(...kinds.map((kind) => key(kind.code, kind.plural, sample(kind))), ...groups.map((group) => {
    const sign = make("i", String(group), "group");
    sign.style.background = groupColour(group);
    const most = drawn.nodes.filter((node) => node.community === group).sort((one, other) => other.weight - one.weight).slice(0, 2).map((node) => node.title);
    return key(`group-${group}`, most.join(", "), sign);
  }));
}

function key(code, words, sign) {
  const label = make("label"), input = Object.assign(make("input"), { type: "checkbox", checked: !off.has(code) });
  input.dataset.code = code;
  input.addEventListener("change", () => { input.checked ? off.delete(code) : off.add(code); refresh(); keep(); say(get("drawn").textContent); });
  const count = make("b");
  count.dataset.count = code;
  label.append(input, sign, `${words} `, count);
  return label;
}

function sample(kind) {
  const canvas = Object.assign(make("canvas"), { width: 44, height: 28 }), ctx = canvas.getContext("2d");
  canvas.setAttribute("aria-hidden", "true");
  ctx.scale(2, 2);
  box(ctx, picture.theme, kind, null, 1.5, 2, 19, 10, { key: true });
  return canvas;
}

// What is shown, in the picture, in the counts and in the table.
function refresh() {
  const counts = {}, shown = drawn.nodes.filter((node) => isShown(node.id));
  for (const node of shown) for (const code of [node.kind, `group-${node.community}`]) counts[code] = (counts[code] || 0) + 1;
  nodes.update(drawn.nodes.map(({ id }) => ({ id, hidden: !isShown(id) })).filter(({ id, hidden }) => hidden !== nodes.get(id).hidden));
  document.querySelectorAll("[data-count]").forEach((each) => { each.textContent = counts[each.dataset.count] || 0; });
  get("drawn").textContent = `(${shown.length} of ${drawn.nodes.length} shown)`;
  get("count").textContent = shown.length;
  picture.light();
  redraw();
  // The picture first: a long table takes longer than it.
  clearTimeout(tabling);
  tabling = setTimeout(() => get("rows").tBodies[0].replaceChildren(...shown.map((node) => row(tables, node))), 30);
}

function reveal(id) {
  const node = byId.get(id);
  off.delete(node.kind);
  off.delete(`group-${node.community}`);
  fillLegend();
  refresh();
}

// Finding -----------------------------------------------------------------------------------------------------------------

function seek() {
  const words = get("seek").value.toLowerCase().split(/\s+/).filter(Boolean);
  const text = (node) => [node.title, node.detail, node.text, word(node), tables.kinds[node.kind].label].join(" ").toLowerCase();
  const called = (node) => Number(words.every((each) => node.title.toLowerCase().includes(each)));
  const found = words.length ? drawn.nodes.filter((node) => words.every((each) => text(node).includes(each))).sort((one, other) => called(other) - called(one)) : [];
  const items = found.slice(0, SHOWN).map((node) => {
    const item = make("li"), button = make("button", node.title);
    button.append(make("small", ` ${tables.kinds[node.kind].label.toLowerCase()}`));
    button.type = "button";
    button.addEventListener("click", () => { closeFound(); choose(node.id, true); stage.focus(); });
    item.append(button);
    return item;
  });
  if (words.length && !found.length) {
    const item = make("li", "Nothing of that name in this picture. ");
    item.append(Object.assign(make("a", "Draw the network around it"), { href: `/network?of=${encodeURIComponent(get("seek").value)}` }));
    items.push(item);
  }
  if (found.length > SHOWN) items.push(make("li", `and ${found.length - SHOWN} more, marked in the picture`));
  get("found").replaceChildren(...items);
  get("found").hidden = !words.length;
  picture.focus = new Set(found.map((node) => node.id));
  redraw();
}

function closeFound() {
  get("found").hidden = true;
}

// Keys --------------------------------------------------------------------------------------------------------------------

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

// The nearest in a direction: of what is linked if anything is there, else of all.
function step([across, down]) {
  if (!picture.chosen) return choose(byId.has(drawn.subject) ? drawn.subject : drawn.nodes[0]?.id, true);
  const from = at(picture.chosen), linked = new Set(linksOf.get(picture.chosen).map((each) => each.id));
  const far = (id) => {
    const to = at(id), x = to.x - from.x, y = to.y - from.y, ahead = x * across + y * down, aside = Math.abs(x * down + y * across);
    return ahead > 1 && aside <= 3 * ahead ? ahead + 2 * aside : Infinity;
  };
  const nearest = (ids) => ids.filter((id) => id !== picture.chosen && isShown(id) && far(id) < Infinity).sort((one, other) => far(one) - far(other))[0];
  const next = nearest([...linked]) || nearest([...byId.keys()]);
  if (next) choose(next, true);
}

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const scale = { "+": 1.3, "=": 1.3, "-": 1 / 1.3, "−": 1 / 1.3 }[event.key];
  if (ARROWS[event.key]) step(ARROWS[event.key]);
  else if (event.key === "Enter" && picture.chosen) act(picture.chosen);
  else if (event.key === "0") showWhole();
  else if (scale) network.moveTo({ scale: network.getScale() * scale });
  else return;
  event.preventDefault();
}

// The picture as it is, but with nothing chosen or faint.
function unmarked() {
  const whole = new Picture(drawn, tables, picture.theme, at, isShown);
  whole.light();
  return whole;
}

// Wiring ------------------------------------------------------------------------------------------------------------------

get("drawing").hidden = false;
start();
if (narrow.matches) for (const each of [get("legend"), document.querySelector(".choose")]) each.open = false;
if (mode === "around" && narrow.matches && !link.has("layout")) { link.set("layout", "column"); get("layout").value = "column"; }
const asked = link.get("on");
change(() => ({})).then((done) => {
  if (!done) return;
  showWhole();
  const chosen = asked && drawn.nodes.find((node) => node.key === asked);
  if (chosen) choose(chosen.id, true);
  network.once("afterDrawing", () => { performance.mark("network-drawn"); stage.dataset.drawn = drawn.nodes.length; });
  redraw();
});
get("layout")?.addEventListener("change", (event) => relay(event.target.value));
get("expand").addEventListener("click", () => act(picture.chosen));
get("close").addEventListener("click", () => { choose(null); stage.focus(); });
get("whole").addEventListener("click", showWhole);
get("closer").addEventListener("click", () => network.moveTo({ scale: network.getScale() * 1.3 }));
get("farther").addEventListener("click", () => network.moveTo({ scale: network.getScale() / 1.3 }));
get("png").addEventListener("click", () => savePng(unmarked(), drawn.title, () => say("This browser cannot make a picture of that size; hide something, or take SVG.")));
get("svg").addEventListener("click", () => saveSvg(unmarked(), drawn.title));
get("seek").addEventListener("input", seek);
get("seek").addEventListener("keydown", (event) => { if (event.key === "Enter") get("found").querySelector("button, a")?.click(); });
stage.addEventListener("keydown", pressed);
addEventListener("keydown", (event) => { if (event.key === "Escape" && picture) { closeFound(); choose(null); } });
dark.addEventListener("change", () => { picture.theme = theme(); fillLegend(); refresh(); });
Object.assign(window, { networkPage: { network, state: () => ({ drawn, picture, link }), choose, expand, collapse, redraw } });
