// The legend of a network: which kinds are shown, how many of each, and what letters, colours and lines mean.
import { groupColour } from "./network-paint.js";
import { make } from "./network-words.js";

export const isOff = (off, node) => off.has(node.kind) || Boolean(node.community && off.has(`group-${node.community}`));

// A box to tick for each kind that is drawn, and for each group of a projection; `toggled` is called with its code.
export function fillKinds(holder, { drawn, tables, theme, off }, toggled) {
  const kinds = tables.order.kinds.map((code) => tables.kinds[code]).filter((kind) => drawn.nodes.some((node) => node.kind === kind.code));
  const groups = [...new Set(drawn.nodes.map((node) => node.community).filter(Boolean))].sort((one, other) => one - other);
  holder.replaceChildren(...kinds.map((kind) => key(kind.code, kind.plural, sample(theme, kind), off, toggled)), ...groups.map((group) => {
    const sign = make("i", String(group), "group");
    sign.style.background = groupColour(group);
    const most = drawn.nodes.filter((node) => node.community === group).sort((one, other) => other.weight - one.weight).slice(0, 2).map((node) => node.title);
    return key(`group-${group}`, most.join(", "), sign, off, toggled);
  }));
}

function key(code, words, sign, off, toggled) {
  const label = make("label"), input = Object.assign(make("input"), { type: "checkbox", checked: !off.has(code) }), count = make("b");
  input.dataset.code = code;
  count.dataset.count = code;
  input.addEventListener("change", () => toggled(code, input.checked));
  label.append(input, sign, `${words} `, count);
  return label;
}

function sample(theme, kind) {
  const canvas = Object.assign(make("canvas"), { width: 44, height: 28 }), ctx = canvas.getContext("2d");
  canvas.setAttribute("aria-hidden", "true");
  ctx.scale(2, 2);
  box(ctx, theme, kind, null, 1.5, 2, 19, 10, { key: true });
  return canvas;
}

// How many of each are shown, and how many are hidden.
export function tellCounts(holder, drawn, shown) {
  const count = (nodes) => {
    const counts = new Map();
    for (const node of nodes) for (const code of [node.kind, `group-${node.community}`]) counts.set(code, (counts.get(code) || 0) + 1);
    return counts;
  };
  const all = count(drawn.nodes), seen = count(shown);
  for (const each of holder.querySelectorAll("[data-count]")) {
    const some = seen.get(each.dataset.count) || 0, total = all.get(each.dataset.count);
    each.textContent = some === total ? String(total) : some ? `${some} of ${total}` : `${total} hidden`;
  }
}

// What the letters and colours mean on what is shown, by kind, and what lines are.
export function fillMarks(holder, tables, theme, drawn, shown) {
  const items = [];
  const item = (name, entries, scheme, of) => {
    const found = entries.map((entry) => [entry, shown.filter((node) => of(node) === entry.code).length]).filter(([, count]) => count);
    if (found.length) items.push(entry(name, found.map(([entry, count]) => sign(make("i", entry.letter, `sign ${scheme}-${entry.code}`), entry.label, count))));
  };
  item("Grades", tables.order.grades.map((code) => tables.grades[code]), "grade", (node) => node.grade);
  for (const code of tables.order.kinds) item(tables.kinds[code].plural, tables.order.marks.map((each) => tables.marks[each]).filter((mark) => mark.kind === code), "mark", (node) => node.mark);
  const lines = linesOf(tables, theme, drawn, new Map(shown.map((node) => [node.id, node])));
  if (lines.length) items.push(entry("Lines", lines));
  holder.replaceChildren(...items);
}

// Lines in the colour of a mark, and those from frame to box, which have that of the kind they lead to.
function linesOf(tables, theme, drawn, byId) {
  const lines = [], known = new Set();
  for (const edge of drawn.edges) {
    const from = byId.get(edge.from), to = byId.get(edge.to), mark = tables.marks[edge.mark];
    const words = mark && from?.kind === "claim" ? mark.label : edge.relation.charAt(0).toUpperCase() + edge.relation.slice(1);
    if (!from || !to || !(mark || edge.style === "bridge") || known.has(words + edge.mark)) continue;
    known.add(words + edge.mark);
    const stroke = make("i", "", mark ? `stroke mark-${mark.code}` : "stroke");
    if (!mark) stroke.style.background = theme.kinds[to.kind];
    lines.push(sign(stroke, words));
  }
  if (drawn.ties.length) lines.push(sign(make("i", "", "stroke dashed"), "To what was expanded"));
  if (drawn.edges.some((edge) => edge.weight > 1)) lines.push(sign(make("i", "", "stroke thick"), "Thicker: linked by more"));
  return lines;
}

function entry(name, signs) {
  const made = make("li");
  made.append(make("b", `${name}:`), ...signs);
  return made;
}

function sign(shape, words, count) {
  const made = make("span");
  shape.setAttribute("aria-hidden", "true");
  made.append(shape, words, ...(count ? [" ", make("small", String(count))] : []));
  return made;
}
