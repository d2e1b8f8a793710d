// Words about nodes: rows of the table, and lists of what is connected. Everything from documents is put in as text.
const MANY = 60;

export const make = (tag, text, className) => Object.assign(document.createElement(tag), { textContent: text || "", className: className || "" });
export const counted = (count, one, many) => `${count} ${count === 1 ? one : many || `${one}s`}`;
export const word = (tables, node) => tables.grades[node.grade]?.label || tables.marks[node.mark]?.label || "";

// What every node is linked with: each other node once, with all that is said between the two, before and behind its name.
export function linksOf(drawn) {
  const links = new Map(drawn.nodes.map((node) => [node.id, new Map()]));
  const add = (one, other, words, because = []) => {
    const known = links.get(one).get(other) || { id: other, said: [], because: [] };
    links.get(one).set(other, { id: other, said: [...known.said, words], because: [...known.because, ...because] });
  };
  for (const edge of drawn.edges) {
    add(edge.from, edge.to, [`${edge.relation} `, ""], edge.because);
    add(edge.to, edge.from, ["", ` ${edge.relation} this`], edge.because);
  }
  return new Map([...links].map(([id, others]) => [id, [...others.values()]]));
}

// The row of a node.
export function row(tables, node) {
  const made = make("tr"), name = make("td"), words = make("td", "", "words");
  made.dataset.id = node.id;
  name.append(Object.assign(make("a", node.title), { href: node.page }));
  for (const line of [node.detail === word(tables, node) ? "" : node.detail, node.title.includes(node.text) ? "" : node.text]) if (line) name.append(make("br"), make("small", line));
  if (node.words) words.append(Object.assign(make("a", "words"), { href: node.words }));
  const numbers = node.community ? [node.community, node.weight, node.between].map((number) => make("td", String(number), "number")) : [];
  made.append(make("td", tables.kinds[node.kind].label), name, make("td", word(tables, node)), make("td", node.day), ...numbers);
  made.append(make("td", node.said), ...(node.community ? [] : [words]));
  return made;
}

// What says that two are linked, opened at once where the reader asked for it.
function reasons(because, open) {
  const made = make("details"), list = make("ul");
  for (const [name, href] of because) {
    const item = make("li");
    item.append(Object.assign(make("a", name), { href }));
    list.append(item);
  }
  made.append(make("summary", `What says so (${because.length})`), list);
  made.open = open;
  return made;
}

// Links as a list of buttons, each of which chooses the other node; `first` is the one that was asked for.
export function linkList(byId, links, choose, first) {
  const list = make("ul");
  for (const each of [...links].sort((one, other) => (other.id === first) - (one.id === first)).slice(0, MANY)) {
    const item = make("li"), button = make("button");
    const [[before, after], ...further] = each.said;
    button.append(make("small", before), byId.get(each.id).title, make("small", after), ...further.map((words) => make("small", `; also ${words.join("").trim()}`)));
    button.type = "button";
    button.addEventListener("click", () => choose(each.id));
    item.append(button);
    if (each.because.length) item.append(reasons(each.because, each.id === first));
    list.append(item);
  }
  if (links.length > MANY) list.append(make("li", `and ${links.length - MANY} more`));
  return links.length ? [make("h3", `Connected with ${counted(links.length, "thing")}`), list] : [];
}
