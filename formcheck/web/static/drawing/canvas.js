/* Panels, texts and rings that can be read on any picture, at any size; formcheck/drawing/canvas.py is its twin. */

export const INK = "rgb(15 19 27)";
export const PAPER = "rgb(246 248 250)";
export const QUIET = "rgb(176 186 200)";
export const LEG = "rgb(38 222 185)";
export const AMBER = "rgb(255 190 60)";
export const GREEN = "rgb(96 222 128)";
export const TRACK = "rgb(70 78 92)";

export const REGULAR = 400;
export const BOLD = 600;
export const BLACK = 800;

const NORMAL_SIDE = 720; // px: the shorter side of the picture that sizes are given for
const UPRIGHT_SIDE = 600; // the same of a phone held upright: small, with room above and below
const PANEL_ALPHA = 0.72;
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif';

/** A picture to draw on; lengths are in px of a picture whose shorter side is NORMAL_SIDE, or UPRIGHT_SIDE. */
export class Canvas {
  constructor(context, width, height) {
    this.context = context;
    this.upright = height > width;
    this.unit = Math.min(width, height) / (this.upright ? UPRIGHT_SIDE : NORMAL_SIDE);
    this.width = width / this.unit;
    this.height = height / this.unit;
    context.setTransform(this.unit, 0, 0, this.unit, 0, 0);
    context.lineCap = "round";
    context.lineJoin = "round";
  }

  panel(x, y, width, height, { colour = INK, alpha = PANEL_ALPHA, radius = 16 } = {}) {
    const { context } = this;
    context.globalAlpha = alpha;
    context.fillStyle = colour;
    context.beginPath();
    context.roundRect(x, y, width, height, Math.min(radius, width / 2, height / 2));
    context.fill();
    context.globalAlpha = 1;
  }

  /** One line; y is its base line. */
  text(text, x, y, size, { colour = PAPER, weight = REGULAR, align = "left" } = {}) {
    this.context.font = `${weight} ${size}px ${FONT}`;
    this.context.textAlign = align;
    this.context.fillStyle = colour;
    this.context.fillText(text, x, y);
  }

  textWidth(text, size, weight = REGULAR) {
    this.context.font = `${weight} ${size}px ${FONT}`;
    return this.context.measureText(text).width;
  }

  line([ax, ay], [bx, by], colour, width) {
    const { context } = this;
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(ax, ay);
    context.lineTo(bx, by);
    context.stroke();
  }

  dot([x, y], radius, colour) {
    this.context.fillStyle = colour;
    this.context.beginPath();
    this.context.arc(x, y, radius, 0, 2 * Math.PI);
    this.context.fill();
  }

  /** An arc around a point from one angle to another, radians, clockwise where `to` is more. */
  arc([x, y], radius, from, to, colour, width) {
    const { context } = this;
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    context.arc(x, y, radius, from, to, to < from);
    context.stroke();
  }

  /** A text in as few lines as fit, of about equal length. */
  wrap(text, size, weight, widest) {
    const words = text.split(/\s+/).filter(Boolean);
    for (let count = 1; count < words.length; count += 1) {
      const lines = this.#inLines(words, size, weight, count);
      if (lines.every((line) => this.textWidth(line, size, weight) <= widest)) return lines;
    }
    return words;
  }

  #inLines(words, size, weight, count) {
    const room = this.textWidth(words.join(" "), size, weight) / count;
    const lines = [words[0]];
    for (const word of words.slice(1)) {
      const longer = `${lines.at(-1)} ${word}`;
      const middle = this.textWidth(longer, size, weight) - this.textWidth(word, size, weight) / 2;
      if (middle <= room || lines.length === count) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  }
}
