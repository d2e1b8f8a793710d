// How each kind looks. Sizes and places come with the data; colours from the kinds, the grades and the style sheet.
const FONT = 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
const clipped = new Map();

function clip(ctx, text, width) {
  const key = ctx.font + width + text;
  if (!clipped.has(key)) {
    let shown = text;
    if (ctx.measureText(text).width > width) {
      let low = 0, high = text.length;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (ctx.measureText(text.slice(0, middle).trimEnd() + "…").width <= width) low = middle; else high = middle - 1;
      }
      shown = low ? text.slice(0, low).trimEnd() + "…" : "";
    }
    clipped.set(key, shown);
  }
  return clipped.get(key);
}

function write(ctx, text, x, y, width, size, weight, colour, align = "left") {
  ctx.font = `${weight} ${size}px ${FONT}`;
  ctx.fillStyle = colour;
  ctx.textAlign = align;
  ctx.textBaseline = "middle";
  ctx.fillText(clip(ctx, text, width), x, y);
}

const outlines = {
  block: (c, x, y, w, h) => c.roundRect(x, y, w, h, 4),
  card: (c, x, y, w, h) => c.roundRect(x, y, w, h, 8),
  row: (c, x, y, w, h) => c.roundRect(x, y, w, h, 5),
  note: (c, x, y, w, h) => c.rect(x, y, w, h),
  chip: (c, x, y, w, h) => c.roundRect(x, y, w, h, 3),
  pill: (c, x, y, w, h) => c.roundRect(x, y, w, h, h / 2),
  hexagon: (c, x, y, w, h) => polygon(c, [[x + h / 3, y], [x + w - h / 3, y], [x + w, y + h / 2], [x + w - h / 3, y + h], [x + h / 3, y + h], [x, y + h / 2]]),
  sheet: (c, x, y, w, h) => polygon(c, [[x, y], [x + w - 9, y], [x + w, y + 9], [x + w, y + h], [x, y + h]]),
  tag: (c, x, y, w, h) => polygon(c, [[x + 8, y], [x + w, y], [x + w, y + h], [x + 8, y + h], [x, y + h / 2]]),
  ribbon: (c, x, y, w, h) => polygon(c, [[x, y], [x + w - 7, y], [x + w, y + h / 2], [x + w - 7, y + h], [x, y + h], [x + 7, y + h / 2]]),
  plate: (c, x, y, w, h) => c.roundRect(x, y, w, h, [0, h / 2, h / 2, 0]),
  seat: (c, x, y, w, h) => c.roundRect(x, y, w, h, [h / 3, 0, 0, h / 3]),
  clash: (c, x, y, w, h) => polygon(c, [[x, y], [x + w, y], [x + w - 9, y + h / 2], [x + w, y + h], [x, y + h], [x + 9, y + h / 2]]),
  leaf: (c, x, y, w, h) => c.roundRect(x, y, w, h, [0, 10, 0, 10]),
  warning: (c, x, y, w, h) => polygon(c, [[x + 8, y], [x + w - 8, y], [x + w, y + h], [x, y + h]]),
};

function polygon(ctx, points) {
  points.forEach(([x, y], index) => (index ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
  ctx.closePath();
}

// A box of a kind, its upper left corner at x, y. Returns the colour to write in.
function box(ctx, theme, kind, grade, x, y, w, h, state = {}) {
  const colour = theme.kinds[kind.code];
  const solid = kind.shape === "block" && (h >= 28 || state.key);
  const shows = grade && (kind.shape === "card" || kind.shape === "row");
  const graded = shows && grade.code !== "differs" ? grade : null;
  ctx.beginPath();
  outlines[kind.shape](ctx, x, y, w, h);
  ctx.fillStyle = graded ? graded.fill : solid ? colour : theme.paper;
  ctx.fill();
  ctx.strokeStyle = state.selected ? theme.accent : graded ? graded.fill : colour;
  ctx.lineWidth = state.selected ? 4 : state.hover ? 2.5 : 1.2;
  if ((shows && !graded) || (!grade && kind.shape === "row" && !state.key)) ctx.setLineDash([5, 3]);
  ctx.stroke();
  ctx.setLineDash([]);
  if (kind.shape === "note" || kind.shape === "pill") {
    ctx.beginPath();
    ctx.fillStyle = colour;
    if (kind.shape === "note") ctx.rect(x, y, 4, h); else ctx.arc(x + h / 2, y + h / 2, h / 5, 0, 7);
    ctx.fill();
  }
  return graded ? graded.ink : solid ? theme.paper : theme.ink;
}

// Hides the lines below a box that is about to be drawn faintly.
function cover(ctx, theme, kind, x, y, w, h) {
  ctx.beginPath();
  outlines[kind.shape](ctx, x, y, w, h);
  ctx.fillStyle = theme.frame;
  ctx.fill();
}

// A letter on the colour of a mark or a grade.
function badge(ctx, mark, x, y, w, h) {
  ctx.beginPath();
  ctx.roundRect(x, y, w, h, 3);
  ctx.fillStyle = mark.fill;
  ctx.fill();
  write(ctx, mark.letter, x + w / 2, y + h / 2 + .5, w, 11, 700, mark.ink, "center");
}

// A small box of a mark: its number, and the letter behind it.
function chip(ctx, theme, node, mark, x, y, w, h) {
  const inset = 2;
  ctx.beginPath();
  ctx.roundRect(x + inset, y + inset, w - 2 * inset, h - 2 * inset, 2);
  ctx.fillStyle = mark.fill;
  ctx.fill();
  write(ctx, node.label.replace(/^\D+/, ""), x + (w - 9) / 2, y + h / 2 + .5, w - 12, 11, 600, mark.ink, "center");
  write(ctx, mark.letter, x + w - 7, y + h / 2 + .5, 12, 11, 700, mark.ink, "center");
}

function paint(ctx, theme, node, kind, grade, mark, x, y, w, h, state) {
  const ink = box(ctx, theme, kind, grade, x, y, w, h, state);
  const small = h < 34;
  const inset = { pill: h / 2 + 8, tag: 14, hexagon: 16, warning: 14, ribbon: 14, clash: 18 }[kind.shape] || 10;
  if (mark && kind.shape === "chip") {
    chip(ctx, theme, node, mark, x, y, w, h);
  } else if (w < 90) {
    const mark = kind.shape === "card" ? `${node.date.slice(0, 4)} ${grade ? grade.letter : "·"}` : node.label.replace(/^\D+/, "");
    write(ctx, mark || node.label, x + w / 2, y + h / 2 + .5, w - 4, kind.shape === "chip" ? 11 : 12, 600, ink, "center");
  } else if (kind.shape === "card") {
    const word = grade ? grade.label : "";
    ctx.font = `700 14px ${FONT}`;
    const taken = word && w > 340 ? ctx.measureText(word).width + 14 : 0;
    write(ctx, node.label, x + 14, y + h / 2 - 9, w - taken - 28, 16, 700, ink);
    write(ctx, taken || !word ? node.detail : word, x + 14, y + h / 2 + 12, w - 28, 12.5, taken ? 400 : 600, ink);
    if (taken) write(ctx, word, x + w - 14, y + h / 2 - 9, taken, 14, 700, ink, "right");
  } else if (small) {
    const sign = mark || (kind.shape === "block" && grade), strip = sign ? 26 : 0;
    if (sign) badge(ctx, sign, x + 3, y + 3, strip - 4, h - 6);
    const bold = kind.shape === "block" || kind.shape === "hexagon" || node.lead;
    const left = strip ? strip + 6 : inset, beside = ["ribbon", "plate"].includes(kind.shape) && node.detail;
    const room = w - left - (beside ? 12 : 8);
    ctx.font = `400 11px ${FONT}`;
    const aside = beside ? Math.min(ctx.measureText(node.detail).width + 1, room * .5) : 0;
    if (aside) write(ctx, node.detail, x + left + room - aside, y + h / 2 + .5, aside, 11, 400, theme.soft);
    write(ctx, node.label, x + left, y + h / 2 + .5, room - (aside ? aside + 8 : 0), 12.5, bold ? 600 : 400, ink);
  } else {
    const two = node.detail !== "";
    const size = kind.shape === "block" ? 17 : 13, left = inset + (mark ? 26 : 0);
    if (mark) badge(ctx, mark, x + 8, y + h / 2 - 10, 20, 20);
    write(ctx, node.label, x + left, y + h / 2 - (two ? 7.5 : 0), w - left - 8, size, 600, ink);
    if (two) write(ctx, node.detail, x + left, y + h / 2 + 9, w - left - 8, 12, 400, ink);
  }
}

// The line from a box above to one that hangs on a stem: down, along, down the stem, and into the box.
function stemLine(ctx, above, below, stem) {
  const bend = Math.min(above.y + above.h / 2 + 10, below.y), side = below.x < stem ? -1 : 1;
  const start = Math.abs(above.x - stem) < above.w / 2 - 3 ? stem : above.x;
  ctx.beginPath();
  ctx.moveTo(start, above.y);
  if (start !== stem) {
    ctx.arcTo(start, bend, stem, bend, 7);
    ctx.arcTo(stem, bend, stem, below.y, 7);
  }
  if (Math.abs(below.x - stem) < 1) {
    ctx.lineTo(stem, below.y);
  } else {
    ctx.arcTo(stem, below.y, stem + side * 10, below.y, 7);
    ctx.lineTo(below.x, below.y);
  }
  ctx.stroke();
}

// From the side of a box to the side of one in another block.
function crossLine(ctx, from, to) {
  const side = from.x < to.x ? 1 : -1;
  const start = from.x + side * from.w / 2, end = to.x - side * to.w / 2, reach = Math.max(40, Math.abs(end - start) / 2);
  ctx.beginPath();
  ctx.moveTo(start, from.y);
  ctx.bezierCurveTo(start + side * reach, from.y, end - side * reach, to.y, end, to.y);
  ctx.stroke();
}

// From the middle of one box down to that of another.
function fallLine(ctx, from, to) {
  const half = (from.y + to.y) / 2;
  ctx.beginPath();
  ctx.moveTo(from.x, from.y);
  ctx.bezierCurveTo(from.x, half, to.x, half, to.x, to.y);
  ctx.stroke();
}

// From the lower edge of the frame around a box down to the top of another.
function bridgeLine(ctx, frame, to) {
  const [left, top, width, height] = frame, bottom = top + height, end = to.y - to.h / 2;
  const start = Math.min(Math.max(to.x, left + width * .3), left + width * .7), half = (bottom + end) / 2;
  ctx.beginPath();
  ctx.moveTo(start, bottom);
  ctx.bezierCurveTo(start, half, to.x, half, to.x, end);
  ctx.stroke();
}
