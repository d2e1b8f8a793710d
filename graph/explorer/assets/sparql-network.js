// Draws the network of an answer; the list below it has the same.
const box = document.getElementById("network");
const data = JSON.parse(document.getElementById("network-data").textContent);
const addresses = new Map(data.nodes.map(([iri, , address]) => [iri, address]));
const groups = [...new Set(data.nodes.map(([, , , group]) => group))];
const FILLS = ["#8cb8e8", "#f2c879", "#9ed8ae", "#d9b3e6", "#f0a8a0", "#b9c4cf"];
const clip = (text) => (text.length > 40 ? `${text.slice(0, 39)}…` : text);

document.documentElement.classList.add("scripted");
const style = getComputedStyle(document.documentElement);
const ink = style.getPropertyValue("--ink").trim();
const soft = style.getPropertyValue("--soft").trim();
const paper = style.getPropertyValue("--paper").trim();

const nodes = data.nodes.map(([id, label, , group]) => ({
  id, label: clip(label), shape: "dot", size: 9, color: { background: FILLS[groups.indexOf(group) % FILLS.length], border: soft }, font: { color: ink, size: 13 },
}));
const edges = data.edges.map(([from, to, label], id) => ({
  id, from, to, label: label ? clip(label) : undefined, arrows: "to", color: soft,
  font: { color: ink, size: 10, strokeWidth: 3, strokeColor: paper },
}));
const network = new vis.Network(box, { nodes, edges }, {
  physics: { solver: "forceAtlas2Based", stabilization: { iterations: 150 }, forceAtlas2Based: { avoidOverlap: 0.4 } },
  layout: { improvedLayout: false, randomSeed: 7 },
  edges: { smooth: false },
  interaction: { keyboard: false, hover: false },
});
network.once("stabilizationIterationsDone", () => { network.setOptions({ physics: false }); network.fit(); box.dataset.drawn = String(nodes.length); });
network.on("doubleClick", (event) => {
  const address = event.nodes.length && addresses.get(event.nodes[0]);
  if (address) window.location.assign(address);
});
