// What the panel says about the node that is chosen, and where it leads to.
import { linkList, make, word as wordOf } from "./network-words.js";

const get = (id) => document.getElementById(id);
const part = (selector) => document.querySelector(`#panel ${selector}`);

// `open` says whether the node is expanded, `first` which of its links was asked for; `choose` is called with a node it is linked with.
export function fillPanel(node, { drawn, tables, mode, byId, links, open, first }, choose) {
  const word = wordOf(tables, node);
  const shown = tables.grades[node.grade] || tables.marks[node.mark];
  part(".kind").textContent = tables.kinds[node.kind].label + (node.detail && node.detail !== word ? `, ${node.detail}` : "");
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
  get("expand").textContent = open ? "Collapse" : "Expand";
  part(".links").replaceChildren(...linkList(byId, links, choose, first));
  get("panel").scrollTop = 0;
}
