// The page around the picture of a network: what the link asks for is drawn, and what is done to it goes into the link.
import { print, savePng, saveSvg } from "./network-files.js";
import { fillKinds, fillMarks, isOff, tellCounts } from "./network-legend.js";
import { Picture } from "./network-paint.js";
import { fillPanel } from "./network-panel.js";
import { View } from "./network-view.js";
import { counted, linksOf as readLinks, make, row, word as wordOf } from "./network-words.js";

const get = (id) => document.getElementById(id);
const tables = JSON.parse(get("tables").textContent);
const mode = get("drawing").dataset.mode;
const stage = get("picture");
const dark = matchMedia("(prefers-color-scheme: dark)");
const narrow = matchMedia("(max-width: 640px)");
const link = new URLSearchParams(location.search);
const LONGEST = 4000, MOST_MOVED = 150, SHOWN = 8;

const partsOf = (name) => (link.get(name) || "").split("~").filter(Boolean);

let drawn, picture, byId, linksOf, moved = new Map(), off = new Set(partsOf("off"));
let tabling = 0, queue = Promise.resolve(), nodes = new vis.DataSet([]), network, view;

// The colours of a part of the page.
const theme = (part = get("drawing"), isDark = dark.matches) => {
  const style = getComputedStyle(part), of = (name) => style.getPropertyValue(`--${name}`).trim();
  const kinds = Object.fromEntries(Object.values(tables.kinds).map((kind) => [kind.code, isDark ? kind.dark : kind.light]));
  return { kinds, paper: of("paper-box"), ground: of("ground"), frame: of("frame"), ink: of("ink"), soft: of("soft"), line: of("line"), edge: of("edge"), accent: of("accent") };
};
const word = (node) => wordOf(tables, node);
const isShown = (id) => !isOff(off, byId.get(id));
const openOf = (network) => network.opened.map((each) => each.link).join("~");
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

// What is done next can be undone with the browser's Back.
function remember() {
  history.pushState(null, "", location.href);
}

// Back or forward: what the link of that step asks for.
function restore() {
  for (const name of [...link.keys()]) link.delete(name);
  for (const [name, value] of new URLSearchParams(location.search)) link.set(name, value);
  off = new Set(partsOf("off"));
  const on = link.get("on");
  change(() => ({}), () => "").then((done) => {
    if (!done) return;
    if (get("layout")) get("layout").value = drawn.layout;
    choose(drawn.nodes.find((node) => node.key === on)?.id || null);
  });
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
    if (before && Object.keys(changes).length && (now.layout !== drawn.layout || openOf(now) !== openOf(drawn))) remember();
    show(now);
    const brought = before ? now.nodes.filter((node) => !before.has(node.id)).length : 0, gone = before ? [...before].filter((id) => !byId.has(id)).length : 0;
    if (words) say(words(brought, gone));
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
  moved = new Map(partsOf("at").map((each) => each.split(".")).map(([key, x, y]) => [key, [Number(x), Number(y)]]));
  picture = new Picture(drawn, tables, theme(), at, isShown);
  picture.light();
  openOf(drawn) ? link.set("open", openOf(drawn)) : link.delete("open");
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

// vis-network leaves out what lies outside the view, but looks where a box was when it was last out of view: it is told where all are now.
function tellPlaces() {
  for (const { id } of drawn.nodes) {
    const { x, y, w, h } = at(id);
    Object.assign(network.body.nodes[id].shape.boundingBox, { left: x - w / 2, top: y - h / 2, right: x + w / 2, bottom: y + h / 2 });
  }
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
  view = new View(network, stage, get("panel"), narrow);
  network.on("beforeDrawing", (ctx) => {
    if (!picture) return;
    picture.scale = network.getScale();
    tellPlaces();
    picture.under(ctx);
  });
  network.on("click", ({ nodes: [id], pointer }) => {
    closeFound();
    const line = id ? null : picture.lineAt(pointer.canvas, 6 / network.getScale());
    line?.because ? choose(line.from, false, line.to) : choose(id || null);
  });
  network.on("doubleClick", ({ nodes: [id] }) => { if (id) act(id); });
  network.on("dragEnd", ({ nodes: ids }) => {
    if (ids.length) remember();
    for (const id of ids) {
      const { x, y } = network.getPosition(id), key = byId.get(id).key;
      moved.delete(key);
      moved.set(key, [Math.round(x), Math.round(y)]);
    }
    if (ids.length) keep();
  });
}

const showWhole = () => view.whole(picture.bounds(), drawn);

// Expanding ---------------------------------------------------------------------------------------------------------------

const openList = (leave = []) => drawn.opened.filter((each) => !leave.includes(each)).map((each) => each.link);

function expand(id) {
  const { title, key } = byId.get(id), began = performance.now();
  const work = () => byId.has(id) && openedAt(id) < 0 && { open: [...openList(), `${key}.n`].join("~"), at: link.get("at") || "" };
  return change(work, (brought) => {
    performance.measure("network-expanded", { start: began });
    if (brought) showBrought(id);
    const short = brought && drawn.opened[openedAt(id)].short;
    if (brought) return `${title}: ${counted(brought, "thing")} more${short ? `, without ${short} for want of room` : ""}; ${drawn.nodes.length} of ${drawn.cap} at most.`;
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

// A node, and of its links one that was asked for.
function choose(id, move, first) {
  picture.chosen = byId.has(id) ? id : null;
  picture.focus = new Set(picture.chosen ? [id, ...linksOf.get(id).map((each) => each.id)] : []);
  if (network.getSelectedNodes().length) network.unselectAll();
  get("panel").hidden = !picture.chosen;
  if (picture.chosen) {
    if (!isShown(id)) reveal(id);
    network.selectNodes([id], false);
    fillPanel(byId.get(id), { drawn, tables, mode, byId, links: linksOf.get(id), open: openedAt(id) >= 0, first }, (other) => choose(other, true));
    if (move) view.box(at(id));
    say(`${tables.kinds[byId.get(id).kind].label} ${byId.get(id).title}${word(byId.get(id)) ? `, ${word(byId.get(id))}` : ""}. ${counted(linksOf.get(id).length, "connection")}.`);
  }
  keep();
  redraw();
}

// What an expansion brought, and no part of it faint.
function showBrought(id) {
  const tie = drawn.ties.find(([owner]) => owner === id);
  for (const each of drawn.opened[openedAt(id)].brought) picture.focus.add(each);
  tie ? view.frame(drawn.frames.find((frame) => frame[4] === tie[1]), at(id)) : view.box(at(id));
  stage.parentElement.scrollIntoView({ block: "nearest" });
  redraw();
}

// Filtering ---------------------------------------------------------------------------------------------------------------

function fillLegend() {
  fillKinds(get("legend").querySelector(".keys"), { drawn, tables, theme: picture.theme, off }, (code, on) => {
    remember();
    on ? off.delete(code) : off.add(code);
    refresh();
    keep();
    say(`${get("drawn").textContent}.`);
  });
}

// What is shown, in the picture, in the counts and in the table.
function refresh() {
  const shown = drawn.nodes.filter((node) => isShown(node.id));
  nodes.update(drawn.nodes.map(({ id }) => ({ id, hidden: !isShown(id) })).filter(({ id, hidden }) => hidden !== nodes.get(id).hidden));
  tellCounts(get("legend"), drawn, shown);
  fillMarks(get("legend").querySelector(".marks"), tables, picture.theme, drawn, shown);
  get("drawn").textContent = `${shown.length} of ${counted(drawn.nodes.length, "thing")}`;
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
function unmarked(colours = picture.theme) {
  const whole = new Picture(drawn, tables, colours, at, isShown);
  whole.light();
  return whole;
}

// Wiring ------------------------------------------------------------------------------------------------------------------

get("drawing").hidden = false;
start();
if (narrow.matches) for (const each of [get("legend"), document.querySelector(".another")]) each.open = false;
if (mode === "around" && narrow.matches && !link.has("layout")) { link.set("layout", "column"); get("layout").value = "column"; }
const asked = link.get("on");
change(() => ({})).then((done) => {
  if (!done) return;
  showWhole();
  const chosen = asked ? drawn.nodes.find((node) => node.key === asked)?.id : drawn.pointed;
  if (chosen) choose(chosen, true);
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
addEventListener("popstate", restore);
addEventListener("beforeprint", () => { if (picture) print(get("printed"), unmarked(theme(get("printed"), false)), drawn.title); });
addEventListener("afterprint", () => get("printed").replaceChildren());
addEventListener("keydown", (event) => { if (event.key === "Escape" && picture) { closeFound(); choose(null); } });
dark.addEventListener("change", () => { picture.theme = theme(); fillLegend(); refresh(); });
Object.assign(window, { networkPage: { network, state: () => ({ drawn, picture, link }), choose, expand, collapse, redraw } });
