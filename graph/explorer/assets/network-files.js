// A picture as a file: PNG as far as a browser makes one, SVG with its texts as text.
const MARGIN = 20, LARGEST = 8000; // pixels

function size(picture) {
  const [left, top, right, bottom] = picture.bounds();
  return [Math.ceil(right - left + 2 * MARGIN), Math.ceil(bottom - top + 2 * MARGIN)];
}

function save(blob, name, ending) {
  const url = URL.createObjectURL(blob), file = `${name.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60) || "network"}.${ending}`;
  Object.assign(document.createElement("a"), { href: url, download: file }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}

// Calls `failed` where the picture is larger than this browser can make.
export function savePng(picture, name, failed) {
  const [width, height] = size(picture), scale = Math.min(2, LARGEST / Math.max(width, height));
  const canvas = Object.assign(document.createElement("canvas"), { width: width * scale, height: height * scale }), ctx = canvas.getContext("2d");
  ctx.scale(scale, scale);
  picture.whole(ctx, MARGIN);
  canvas.toBlob((blob) => (blob ? save(blob, name, "png") : failed()), "image/png");
}

export function saveSvg(picture, name) {
  const ctx = new SvgContext(...size(picture), name);
  picture.whole(ctx, MARGIN);
  save(new Blob([ctx.text()], { type: "image/svg+xml" }), name, "svg");
}

// Puts the picture, with its texts as text, where it stands on paper.
export function print(holder, picture, name) {
  const [width, height] = size(picture), ctx = new SvgContext(width, height, name);
  picture.whole(ctx, MARGIN);
  holder.classList.toggle("tall", height > 2 * width);
  holder.replaceChildren(ctx.root);
}

// A context that writes SVG: as much of a canvas as the picture needs. Texts become text nodes, so that nothing of them is markup.
class SvgContext {
  constructor(width, height, title) {
    this.root = this.element("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img" });
    this.root.append(this.element("title", {}, title));
    this.group = this.root;
    this.path = [];
    this.dash = [];
    this.saved = [];
    Object.assign(this, { fillStyle: "#000", strokeStyle: "#000", lineWidth: 1, globalAlpha: 1, font: "", textAlign: "left" });
    this.measure = document.createElement("canvas").getContext("2d");
  }

  element(name, attributes, text) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, typeof value === "number" ? Math.round(value * 100) / 100 : value);
    if (text !== undefined) made.textContent = text;
    return made;
  }

  add(name, attributes, text) {
    if (this.globalAlpha < 1) attributes.opacity = this.globalAlpha;
    this.group.append(this.element(name, attributes, text));
  }

  nest(transform) {
    const group = this.element("g", { transform });
    this.group.append(group);
    this.group = group;
  }

  save() { this.saved.push([this.group, this.globalAlpha]); }
  restore() { [this.group, this.globalAlpha] = this.saved.pop(); }
  translate(x, y) { this.nest(`translate(${x} ${y})`); }
  scale(x, y) { this.nest(`scale(${x} ${y})`); }
  setLineDash(dash) { this.dash = dash; }
  beginPath() { this.path = []; }
  put(command, ...numbers) {
    this.path.push(command + numbers.map((number) => Math.round(number * 100) / 100).join(" "));
    this.point = numbers.slice(-2);
  }
  moveTo(x, y) { this.put("M", x, y); }
  lineTo(x, y) { this.put("L", x, y); }
  bezierCurveTo(...numbers) { this.put("C", ...numbers); }
  closePath() { this.path.push("Z"); }
  rect(x, y, w, h) { this.moveTo(x, y); this.lineTo(x + w, y); this.lineTo(x + w, y + h); this.lineTo(x, y + h); this.closePath(); }

  roundRect(x, y, w, h, radii) {
    const most = Math.min(w, h) / 2, given = Array.isArray(radii) ? radii : [radii, radii, radii, radii];
    const [a, b, c, d] = [0, 1, 2, 3].map((corner) => Math.min(given[corner] ?? given[corner % 2], most));
    this.moveTo(x + a, y);
    this.lineTo(x + w - b, y); this.put("Q", x + w, y, x + w, y + b);
    this.lineTo(x + w, y + h - c); this.put("Q", x + w, y + h, x + w - c, y + h);
    this.lineTo(x + d, y + h); this.put("Q", x, y + h, x, y + h - d);
    this.lineTo(x, y + a); this.put("Q", x, y, x + a, y);
    this.closePath();
  }

  arc(x, y, radius) {
    this.moveTo(x - radius, y);
    this.path.push(`a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0Z`);
  }

  arcTo(x1, y1, x2, y2, radius) {
    const toward = (x, y) => { const length = Math.hypot(x - x1, y - y1) || 1, part = Math.min(radius, length) / length; return [x1 + (x - x1) * part, y1 + (y - y1) * part]; };
    this.lineTo(...toward(...this.point));
    this.put("Q", x1, y1, ...toward(x2, y2));
  }

  fill() { this.add("path", { d: this.path.join(""), fill: this.fillStyle }); }
  stroke() {
    const dash = this.dash.length ? { "stroke-dasharray": this.dash.join(" ") } : {};
    this.add("path", { d: this.path.join(""), fill: "none", stroke: this.strokeStyle, "stroke-width": this.lineWidth, ...dash });
  }
  fillRect(x, y, width, height) { this.add("rect", { x, y, width, height, fill: this.fillStyle }); }
  measureText(text) { this.measure.font = this.font; return this.measure.measureText(text); }

  fillText(text, x, y) {
    const [, weight, size] = /^(\d+) ([\d.]+)px/.exec(this.font), anchor = { center: "middle", right: "end" }[this.textAlign];
    const printed = [...text].filter((each) => each >= " " && !/[\ufffe\uffff\ud800-\udfff]/.test(each.length > 1 ? "" : each)).join("");
    this.add("text", { x, y: y + size * .35, fill: this.fillStyle, "font-family": "system-ui, sans-serif", "font-size": size, "font-weight": weight, ...(anchor ? { "text-anchor": anchor } : {}) }, printed);
  }

  text() { return new XMLSerializer().serializeToString(this.root); }
}
