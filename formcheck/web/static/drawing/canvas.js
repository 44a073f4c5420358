/* Panels, texts and rings that can be read on any picture, at any size; formcheck/drawing/canvas.py is its twin. */

import { shared } from "../shared.js";

/** @import { ColourName, Point } from "../types" */

/** The colours as a canvas takes them. */
export const COLOURS = /** @type {Record<ColourName, string>} */ (
  Object.fromEntries(Object.entries(shared.colours).map(([name, parts]) => [name, `rgb(${parts.join(" ")})`]))
);

export const REGULAR = 400;
export const BOLD = 600;
export const BLACK = 800;

const NORMAL_SIDE = shared.sizes.normal_side; // px: the shorter side of the picture that sizes are given for
const UPRIGHT_SIDE = 600; // the same of a phone held upright: small, with room above and below
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif';

/** A picture to draw on; lengths are in px of a picture whose shorter side is NORMAL_SIDE, or UPRIGHT_SIDE. */
export class Canvas {
  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} width px of the element
   * @param {number} height px of the element
   */
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

  /**
   * A rounded, see-through rectangle.
   * @param {number} x
   * @param {number} y
   * @param {number} width
   * @param {number} height
   * @param {{ colour?: string, alpha?: number, radius?: number }} [style]
   */
  panel(x, y, width, height, { colour = COLOURS.ink, alpha = shared.sizes.panel_alpha, radius = 16 } = {}) {
    const { context } = this;
    context.globalAlpha = alpha;
    context.fillStyle = colour;
    context.beginPath();
    context.roundRect(x, y, width, height, Math.min(radius, width / 2, height / 2));
    context.fill();
    context.globalAlpha = 1;
  }

  /**
   * One line; y is its base line.
   * @param {string} text
   * @param {number} x
   * @param {number} y
   * @param {number} size
   * @param {{ colour?: string, weight?: number, align?: CanvasTextAlign }} [style]
   */
  text(text, x, y, size, { colour = COLOURS.paper, weight = REGULAR, align = "left" } = {}) {
    this.context.font = `${weight} ${size}px ${FONT}`;
    this.context.textAlign = align;
    this.context.fillStyle = colour;
    this.context.fillText(text, x, y);
  }

  /**
   * @param {string} text
   * @param {number} size
   */
  textWidth(text, size, weight = REGULAR) {
    this.context.font = `${weight} ${size}px ${FONT}`;
    return this.context.measureText(text).width;
  }

  /**
   * A straight line.
   * @param {Point} a
   * @param {Point} b
   * @param {string} colour
   * @param {number} width
   */
  line([ax, ay], [bx, by], colour, width) {
    const { context } = this;
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(ax, ay);
    context.lineTo(bx, by);
    context.stroke();
  }

  /**
   * @param {Point} centre
   * @param {number} radius
   * @param {string} colour
   */
  dot([x, y], radius, colour) {
    this.context.fillStyle = colour;
    this.context.beginPath();
    this.context.arc(x, y, radius, 0, 2 * Math.PI);
    this.context.fill();
  }

  /**
   * An arc around a point from one angle to another, radians, clockwise where `to` is more.
   * @param {Point} centre
   * @param {number} radius
   * @param {number} from
   * @param {number} to
   * @param {string} colour
   * @param {number} width
   */
  arc([x, y], radius, from, to, colour, width) {
    const { context } = this;
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    context.arc(x, y, radius, from, to, to < from);
    context.stroke();
  }

  /**
   * A text in as few lines as fit, of about equal length.
   * @param {string} text
   * @param {number} size
   * @param {number} weight
   * @param {number} widest
   */
  wrap(text, size, weight, widest) {
    const words = text.split(/\s+/).filter(Boolean);
    for (let count = 1; count < words.length; count += 1) {
      const lines = this.#inLines(words, size, weight, count);
      if (lines.every((line) => this.textWidth(line, size, weight) <= widest)) return lines;
    }
    return words;
  }

  /**
   * @param {string[]} words
   * @param {number} size
   * @param {number} weight
   * @param {number} count
   */
  #inLines(words, size, weight, count) {
    const room = this.textWidth(words.join(" "), size, weight) / count;
    let line = "";
    /** @type {string[]} */
    const lines = [];
    for (const word of words) {
      const longer = line ? `${line} ${word}` : word;
      const middle = this.textWidth(longer, size, weight) - this.textWidth(word, size, weight) / 2;
      if (!line || middle <= room || lines.length === count - 1) line = longer;
      else {
        lines.push(line);
        line = word;
      }
    }
    return [...lines, line];
  }
}
