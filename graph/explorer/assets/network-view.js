// Where a picture of a network is looked at: the whole of it, one box, or what an expansion brought.
const MARGIN = 12; // pixels
const PANEL = 420;

export class View {
  constructor(network, stage, panel, narrow) {
    Object.assign(this, { network, stage, panel, narrow });
  }

  // The part of the stage that the panel leaves free, and how far its middle is from that of the stage.
  free() {
    const open = !this.panel.hidden, { clientWidth, clientHeight } = this.stage;
    const width = clientWidth - (open && !this.narrow.matches ? PANEL : 0), height = clientHeight * (open && this.narrow.matches ? .5 : 1);
    return { width, height, x: (clientWidth - width) / 2, y: (clientHeight - height) / 2 };
  }

  whole([left, top, right, bottom], { layout, plain }) {
    const { clientWidth: width, clientHeight: height } = this.stage;
    const across = (width - 2 * MARGIN) / (right - left), down = (height - 2 * MARGIN) / (bottom - top);
    const scale = Math.min(1.25, layout === "column" ? across : Math.max(Math.min(across, down), Math.min(plain ? .2 : .4, across)));
    const spare = height - (bottom - top) * scale, margin = Math.min(Math.max(spare / 2, MARGIN), 60);
    const inTime = ["time", "column", "kinds"].includes(layout);
    this.network.moveTo({ position: { x: (left + right) / 2, y: inTime ? top + (height / 2 - margin) / scale : (top + bottom) / 2 }, scale });
  }

  // A box, unless it can be seen and read.
  box({ x, y }) {
    const { width, height, x: aside, y: above } = this.free(), seen = this.network.canvasToDOM({ x, y }), scale = Math.max(this.network.getScale(), .55);
    const isSeen = seen.x > 40 && seen.x < width - 40 && seen.y > 30 && seen.y < height - 30;
    if (!isSeen || this.network.getScale() < .4) this.network.moveTo({ position: { x: x + aside / scale, y: y + above / scale }, scale });
  }

  // A frame, with the box that it hangs on if there is room for both; as near as before if it can be.
  frame([left, top, w, h], box) {
    const { width, height, x, y } = this.free(), frame = [left, top, left + w, top + h];
    const both = [Math.min(left, box.x - box.w / 2), Math.min(top, box.y - box.h / 2), Math.max(left + w, box.x + box.w / 2), Math.max(top + h, box.y + box.h / 2)];
    const fits = (part) => Math.min((width - 2 * MARGIN) / (part[2] - part[0]), (height - 2 * MARGIN) / (part[3] - part[1]));
    const part = fits(both) >= .4 ? both : frame, scale = Math.max(Math.min(this.network.getScale(), fits(part)), .3);
    const start = this.network.DOMtoCanvas({ x: 0, y: 0 }), end = this.network.DOMtoCanvas({ x: width, y: height });
    const isSeen = part[0] >= start.x && part[1] >= start.y && part[2] <= end.x && part[3] <= end.y;
    // What is higher than the stage is shown from its top.
    const middle = Math.min((part[1] + part[3]) / 2, part[1] + (height / 2 - MARGIN) / scale);
    if (!isSeen) this.network.moveTo({ position: { x: (part[0] + part[2]) / 2 + x / scale, y: middle + y / scale }, scale });
  }
}
