// Words about nodes: rows of the table, and lists of what is connected. Everything from documents is put in as text.
const MANY = 60;

export const make = (tag, text, className) => Object.assign(document.createElement(tag), { textContent: text || "", className: className || "" });
export const counted = (count, one, many) => `${count} ${count === 1 ? one : many || `${one}s`}`;
export const word = (tables, node) => tables.grades[node.grade]?.label || tables.marks[node.mark]?.label || "";

// The links of every node: the other node, and the words before and behind its name.
export function linksOf(drawn) {
  const links = new Map(drawn.nodes.map((node) => [node.id, []]));
  for (const edge of drawn.edges) {
    links.get(edge.from).push({ id: edge.to, before: `${edge.relation} `, after: "" });
    links.get(edge.to).push({ id: edge.from, before: "", after: ` ${edge.relation} this` });
  }
  return links;
}

// The row of a node.
export function row(tables, node) {
  const made = make("tr"), name = make("td"), words = make("td");
  made.dataset.id = node.id;
  name.append(Object.assign(make("a", node.title), { href: node.page }));
  for (const line of [node.detail === word(tables, node) ? "" : node.detail, node.title.includes(node.text) ? "" : node.text]) if (line) name.append(make("br"), make("small", line));
  if (node.words) words.append(Object.assign(make("a", "words"), { href: node.words }));
  const numbers = node.community ? [node.community, node.weight, node.between].map((number) => make("td", String(number), "number")) : [];
  made.append(make("td", tables.kinds[node.kind].label), name, make("td", word(tables, node)), make("td", node.day), ...numbers);
  made.append(make("td", node.said), words);
  return made;
}

// Links as a list of buttons, each of which chooses the other node.
export function linkList(byId, links, choose) {
  const list = make("ul");
  for (const each of links.slice(0, MANY)) {
    const item = make("li"), button = make("button");
    button.append(make("small", each.before), byId.get(each.id).title, make("small", each.after));
    button.type = "button";
    button.addEventListener("click", () => choose(each.id));
    item.append(button);
    list.append(item);
  }
  if (links.length > MANY) list.append(make("li", `and ${links.length - MANY} more`));
  return links.length ? [make("h3", `Connected with (${links.length})`), list] : [];
}
