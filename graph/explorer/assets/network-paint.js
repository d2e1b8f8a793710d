// The picture of a network on anything that has the methods of a canvas: the screen, a PNG file, or an SVG file. Boxes are drawn by draw.js.
const GROUPS = ["#0b5394", "#a2540c", "#1c6b3a", "#80308c", "#8a2f5c", "#0f6a75", "#6b5a1e", "#5b4a8a", "#a3201d", "#45566b"];
export const groupColour = (number) => GROUPS[(number - 1) % GROUPS.length];

// What is drawn, where: `at` gives the middle and size of a node, `shown` whether it is, `focus` what is not faint.
export class Picture {
  constructor(drawn, tables, theme, at, shown) {
    Object.assign(this, { drawn, tables, theme, at, shown, focus: new Set(), chosen: null, scale: 1 });
    this.byId = new Map(drawn.nodes.map((node) => [node.id, node]));
    this.frames = new Map(drawn.frames.map((frame) => [frame[4], frame]));
    // Where boxes are small and lie free, the whole of their room is the name's.
    const bare = (node) => (drawn.plain && ["ribbon", "plate"].includes(tables.kinds[node.kind].shape) ? { ...node, detail: "" } : node);
    this.painted = new Map(drawn.nodes.map((node) => [node.id, bare(node)]));
    this.labelled = drawn.plain && drawn.edges.length <= 40;
  }

  light() {
    const nodes = this.drawn.nodes.filter((node) => this.shown(node.id));
    this.blocks = new Set(nodes.map((node) => node.block));
    this.kinds = new Set(nodes.map((node) => `${node.block} ${node.kind}`));
    this.edges = this.drawn.edges.filter((edge) => this.shown(edge.from) && this.shown(edge.to) && (edge.style === "plain" || !edge.quiet));
    this.quiet = this.drawn.edges.filter((edge) => this.shown(edge.from) && this.shown(edge.to) && edge.style !== "plain" && edge.quiet);
  }

  isLit([, , , , kind, block]) {
    return kind ? this.kinds.has(`${block} ${kind}`) : this.blocks.has(block);
  }

  under(ctx) {
    const strong = (edge) => edge.from === this.chosen || edge.to === this.chosen;
    // Quiet lines are those of what is chosen only.
    const edges = this.chosen ? [...this.edges, ...this.quiet.filter(strong)] : this.edges;
    for (const [owner, block] of this.drawn.ties) if (this.shown(owner) && this.blocks.has(block)) this.tie(ctx, owner, block);
    for (const edge of edges) if (edge.style === "bridge") this.line(ctx, edge, strong(edge));
    for (const frame of this.frames.values()) if (this.blocks.has(frame[4])) this.frame(ctx, frame);
    for (const edge of edges) if (edge.style !== "bridge" && !strong(edge)) this.line(ctx, edge, false);
    for (const edge of edges) if (edge.style !== "bridge" && strong(edge)) this.line(ctx, edge, true);
    for (const caption of this.drawn.captions) if (this.isLit(caption)) this.caption(ctx, caption);
  }

  frame(ctx, [x, y, w, h]) {
    ctx.beginPath();
    ctx.roundRect(x, y, w, h, 10);
    ctx.fillStyle = this.theme.frame;
    ctx.fill();
    ctx.lineWidth = 1;
    ctx.strokeStyle = this.theme.line;
    ctx.stroke();
  }

  caption(ctx, [x, y, text, width, , block]) {
    ctx.font = `600 12px ${FONT}`;
    ctx.fillStyle = this.frames.has(block) ? this.theme.frame : this.theme.ground;
    ctx.fillRect(x - 3, y - 7, Math.min(ctx.measureText(text).width, width) + 6, 16);
    write(ctx, text, x, y + 2, width, 12, 600, this.theme.soft);
  }

  tie(ctx, owner, block) {
    const [x, y, w, h] = this.frames.get(block);
    ctx.strokeStyle = this.theme.accent;
    ctx.globalAlpha = .6;
    ctx.lineWidth = 1.6;
    ctx.setLineDash([6, 4]);
    this.straight(ctx, this.at(owner), { x: x + w / 2, y: y + h / 2 });
    ctx.setLineDash([]);
    ctx.globalAlpha = 1;
  }

  straight(ctx, from, to) {
    ctx.beginPath();
    ctx.moveTo(from.x, from.y);
    ctx.lineTo(to.x, to.y);
    ctx.stroke();
  }

  line(ctx, edge, strong) {
    const plain = edge.style === "plain", bridge = edge.style === "bridge";
    const mark = edge.mark && (this.tables.marks[edge.mark].fill === "#d5dae1" ? this.theme.soft : this.tables.marks[edge.mark].fill);
    ctx.strokeStyle = mark || (strong ? this.theme.accent : bridge ? this.theme.kinds[this.byId.get(edge.to).kind] : edge.style === "cross" ? this.theme.soft : this.theme.edge);
    ctx.lineWidth = plain && edge.weight ? Math.min(1 + Math.log2(edge.weight) * .8, 5) : (strong ? 2.2 : 1.2) + (bridge && mark ? .8 : 0);
    ctx.globalAlpha = strong ? 1 : this.focus.size ? .15 : bridge ? .55 : mark ? .5 : plain && edge.quiet ? .5 : 1;
    this.course(ctx, edge);
    ctx.globalAlpha = 1;
    if (plain && (this.labelled || (strong && this.drawn.edges.length < 400))) this.words(ctx, edge, strong);
  }

  course(ctx, edge) {
    const from = this.at(edge.from), to = this.at(edge.to), [above, below] = from.y > to.y ? [to, from] : [from, to];
    if (edge.style === "plain") this.straight(ctx, from, to);
    else if (edge.style === "bridge") bridgeLine(ctx, this.frames.get(this.byId.get(edge.from).block) || [from.x - from.w / 2, from.y - from.h / 2, from.w, from.h], to);
    else if (edge.style === "cross") crossLine(ctx, from, to);
    else if (edge.style === "stem" && below.stem !== null) stemLine(ctx, above, below, below.stem);
    else fallLine(ctx, above, below);
  }

  words(ctx, edge, strong) {
    const from = this.at(edge.from), to = this.at(edge.to), x = (from.x + to.x) / 2, y = (from.y + to.y) / 2;
    const text = edge.weight ? String(edge.weight) : edge.relation;
    ctx.font = `400 11px ${FONT}`;
    const width = Math.min(ctx.measureText(text).width, 170);
    ctx.fillStyle = this.theme.ground;
    ctx.fillRect(x - width / 2 - 3, y - 8, width + 6, 16);
    write(ctx, text, x, y + .5, 170, 11, 400, strong ? this.theme.ink : this.theme.soft, "center");
  }

  // The straight line that is so near to a point, if any; of several the nearest.
  lineAt({ x, y }, near) {
    const distance = (edge) => {
      const from = this.at(edge.from), to = this.at(edge.to), across = to.x - from.x, down = to.y - from.y;
      const part = Math.min(Math.max(((x - from.x) * across + (y - from.y) * down) / (across ** 2 + down ** 2 || 1), 0), 1);
      return Math.hypot(from.x + part * across - x, from.y + part * down - y);
    };
    return this.edges.filter((edge) => edge.style === "plain").map((edge) => [distance(edge), edge]).filter(([far]) => far <= near).sort(([one], [other]) => one - other)[0]?.[1];
  }

  node(ctx, id, state = {}) {
    const node = this.painted.get(id), { x, y, w, h } = this.at(id), kind = this.tables.kinds[node.kind], scale = node.scale || 1;
    const faint = this.focus.size && !this.focus.has(id), left = -w / 2 / scale, top = -h / 2 / scale;
    ctx.save();
    ctx.translate(x, y);
    ctx.scale(scale, scale);
    if (faint) {
      cover(ctx, this.theme, kind, left, top, w / scale, h / scale);
      ctx.globalAlpha = .25;
    }
    const grade = this.tables.grades[node.grade];
    // Words that would be smaller than four pixels are left out.
    if (this.scale * scale < .3) box(ctx, this.theme, kind, grade, left, top, w / scale, h / scale, state);
    else paint(ctx, this.theme, node, kind, grade, this.tables.marks[node.mark], left, top, w / scale, h / scale, state);
    if (node.community) badge(ctx, { letter: String(node.community), fill: groupColour(node.community), ink: "#ffffff" }, -left - 13, top - 6, 18, 15);
    if (state.open) badge(ctx, { letter: "−", fill: this.theme.accent, ink: this.theme.paper }, -left - 9, top - 6, 15, 13);
    ctx.restore();
    ctx.globalAlpha = 1;
  }

  // Left, top, right and bottom of all that is shown.
  bounds() {
    const boxes = this.drawn.nodes.filter((node) => this.shown(node.id)).map((node) => this.at(node.id));
    const edges = boxes.map(({ x, y, w, h }) => [x - w / 2, y - h / 2, x + w / 2, y + h / 2]);
    for (const [x, y, w, h, block] of this.frames.values()) if (this.blocks.has(block)) edges.push([x, y, x + w, y + h]);
    if (!edges.length) return [0, 0, 1, 1];
    return [0, 1, 2, 3].map((side) => edges.reduce((best, each) => (side < 2 ? Math.min(best, each[side]) : Math.max(best, each[side])), side < 2 ? Infinity : -Infinity));
  }

  // Everything that is shown, on a context whose upper left corner is that of the picture.
  whole(ctx, margin) {
    const [left, top, right, bottom] = this.bounds(), width = right - left + 2 * margin, height = bottom - top + 2 * margin;
    ctx.fillStyle = this.theme.ground;
    ctx.fillRect(0, 0, width, height);
    ctx.save();
    ctx.translate(margin - left, margin - top);
    this.under(ctx);
    for (const node of this.drawn.nodes) if (this.shown(node.id)) this.node(ctx, node.id);
    ctx.restore();
  }
}
