/* Counts, range meter, hold ring, banner, card and small print; formcheck/drawing/panels.py is its twin. */

import { degrees, whole } from "../numbers.js";
import { shared } from "../shared.js";
import { BLACK, BOLD, COLOURS, REGULAR } from "./canvas.js";

/** @import { Banner, Card, Meter, Scene } from "../types" */
/** @import { Canvas } from "./canvas.js" */

const { sizes: SIZES, words: WORDS, banners: BANNERS } = shared;
const MARGIN = SIZES.margin;
const UPRIGHT_METER_HEIGHT = 165;
const UPRIGHT_GROWS = 1.25; // a phone's narrow picture has room for more lines
const INSTRUCTION_GROWS = 1.35; // read from where the mat is
const CARD_WIDEST = 620; // the counts beside it stay readable

/**
 * Repetitions per side, upper left: a side that has none yet is left out.
 * @param {Canvas} canvas
 * @param {Scene} scene
 */
export function drawCounts(canvas, scene) {
  const sides = [
    { name: "left", count: scene.left },
    { name: "right", count: scene.right },
  ].filter(({ count }) => count);
  const counts = sides.length ? sides : [{ name: WORDS.reps, count: 0 }];
  const size = counts.length === 1 ? SIZES.count : SIZES.count * 0.8;
  const columns = counts.map(({ name, count }) => {
    const text = whole(count);
    return { name, text, room: Math.max(canvas.textWidth(text, size, BLACK), 96) };
  });
  const numbers = columns.reduce((sum, { room }) => sum + room, 28 * (columns.length - 1));
  const below = goal(scene);
  const height = size * 0.74 + 62 + (below ? 34 : 0);
  const width = Math.max(numbers, below ? canvas.textWidth(below, 26) : 0) + 44;
  canvas.panel(MARGIN, MARGIN, width, height);
  let x = MARGIN + (width - numbers) / 2;
  for (const { name, text, room } of columns) {
    const colour = scene.moment?.side === name ? COLOURS.leg : COLOURS.paper;
    const centre = x + room / 2;
    canvas.text(text, centre, MARGIN + 16 + size * 0.74, size, { colour, weight: BLACK, align: "center" });
    canvas.text(name, centre, MARGIN + size * 0.74 + 48, 28, { colour, weight: BOLD, align: "center" });
    x += room + 28;
  }
  const style = /** @type {const} */ ({ colour: COLOURS.quiet, align: "center" });
  if (below) canvas.text(below, MARGIN + width / 2, MARGIN + height - 14, 26, style);
}

/** @param {Scene} scene */
function goal(scene) {
  const parts = [];
  if (scene.goal) parts.push(`${whole(scene.left + scene.right)} of ${whole(scene.goal)}`);
  if (scene.sets > 1) parts.push(`set ${whole(scene.set_number)} of ${whole(scene.sets)}`);
  return parts.join(", ");
}

/**
 * How far the thigh has swung, at the right border: target and own best are marked.
 * @param {Canvas} canvas
 * @param {Meter} meter
 */
export function drawMeter(canvas, meter) {
  const { range_deg: range, target_deg: target, best_deg: best } = meter;
  const full = Math.max(SIZES.smallest_full_deg, 1.2 * (target ?? 0), 1.1 * (best ?? 0), range);
  const right = canvas.width - MARGIN - 8;
  const [top, width] = [SIZES.meter_top, SIZES.meter_width];
  const left = right - width;
  const height = canvas.upright ? UPRIGHT_METER_HEIGHT : SIZES.meter_height;
  const bottom = top + height;
  canvas.panel(left - 110, top - 52, 110 + width + 16, height + 68);
  canvas.panel(left, top, width, height, { colour: COLOURS.paper, alpha: 0.22, radius: 10 });
  const high = height * Math.min(Math.max(range, 0) / full, 1);
  const colour = target !== null && range >= target ? COLOURS.green : COLOURS.leg;
  if (high >= 1) canvas.panel(left, bottom - high, width, high, { colour, alpha: 1, radius: 10 });
  canvas.text(degrees(range), right + 6, top - 14, 32, { weight: BOLD, align: "right" });
  drawMarks(canvas, left, [
    { name: WORDS.target, y: bottom - (height * (target ?? 0)) / full, value: target, colour: COLOURS.amber },
    { name: WORDS.best, y: bottom - (height * (best ?? 0)) / full, value: best, colour: COLOURS.paper },
  ]);
}

/**
 * Lines across the meter with their names beside it, kept apart from one another.
 * @param {Canvas} canvas
 * @param {number} left
 * @param {{ name: string, y: number, value: number | null, colour: string }[]} marks
 */
function drawMarks(canvas, left, marks) {
  /** @type {number[]} */
  const taken = [];
  for (const { name, y, value, colour } of marks) {
    if (value === null || value <= 0) continue;
    canvas.line([left - 8, y], [left + SIZES.meter_width + 6, y], colour, 4);
    const near = taken.find((level) => Math.abs(level - y) < 24);
    const level = near === undefined ? y : near + (y >= near ? 24 : -24);
    taken.push(level);
    canvas.text(name, left - 16, level + 8, 24, { colour, weight: BOLD, align: "right" });
  }
}

/**
 * A ring at the upper right that is full when the top has been held long enough.
 * @param {Canvas} canvas
 * @param {number} share
 */
export function drawHold(canvas, share) {
  const around = SIZES.ring_radius + 14;
  const [x, y] = [canvas.width - MARGIN - around, MARGIN + around];
  const done = share >= 1;
  const top = -Math.PI / 2;
  canvas.panel(x - around, y - around, 2 * around, 2 * around, { radius: around });
  canvas.arc([x, y], SIZES.ring_radius - 4, 0, 2 * Math.PI, COLOURS.track, 14);
  canvas.arc(
    [x, y],
    SIZES.ring_radius - 4,
    top,
    top + 2 * Math.PI * share,
    done ? COLOURS.green : COLOURS.leg,
    14,
  );
  canvas.text(done ? WORDS.down : WORDS.hold, x, y + 11, 32, {
    colour: done ? COLOURS.green : COLOURS.paper,
    weight: BOLD,
    align: "center",
  });
}

/**
 * The one thing to read, at the bottom but `above` the small print; larger while there is nothing to count.
 * @param {Canvas} canvas
 * @param {Banner} banner
 * @param {number} above
 * @param {{ instructing?: boolean }} [options]
 */
export function drawBanner(canvas, banner, above, { instructing = false } = {}) {
  const size = SIZES.banner * (canvas.upright ? UPRIGHT_GROWS : 1) * (instructing ? INSTRUCTION_GROWS : 1);
  const lines = canvas.wrap(banner.text, size, BOLD, canvas.width - 2 * MARGIN - 64);
  const { panel, letters, alpha } = BANNERS[banner.tone];
  const width = Math.max(...lines.map((line) => canvas.textWidth(line, size, BOLD))) + 64;
  const high = size * 1.2;
  const height = high * lines.length + 30;
  const top = canvas.height - above - 14 - height;
  canvas.panel((canvas.width - width) / 2, top, width, height, { colour: colour(panel), alpha, radius: 24 });
  lines.forEach((line, row) => {
    const y = top + 15 + high * row + size * 0.94;
    canvas.text(line, canvas.width / 2, y, size, { colour: colour(letters), weight: BOLD, align: "center" });
  });
}

/**
 * A colour by its name in the styles of banners.
 * @param {string} name
 */
const colour = (name) => COLOURS[/** @type {keyof typeof COLOURS} */ (name)];

/**
 * A panel in the middle: the rest that is left, or how a set went.
 * @param {Canvas} canvas
 * @param {Card} card
 */
export function drawCard(canvas, card) {
  const widest = Math.min(canvas.width - 2 * MARGIN - 80, CARD_WIDEST);
  const lines = card.lines.flatMap((line) => canvas.wrap(line, 34, REGULAR, widest));
  const big = /^\d+$/.test(card.big) ? whole(Number(card.big)) : card.big;
  const widths = [canvas.textWidth(card.title, 44, BOLD), canvas.textWidth(big, 190, BLACK)];
  const width = Math.max(...widths, ...lines.map((line) => canvas.textWidth(line, 34))) + 96;
  const height = 286 + 46 * lines.length;
  const [x, top] = [canvas.width / 2, (canvas.height - height) / 2];
  canvas.panel(x - width / 2, top, width, height, { alpha: 0.86, radius: 28 });
  canvas.text(card.title, x, top + 66, 44, { colour: COLOURS.quiet, weight: BOLD, align: "center" });
  canvas.text(big, x, top + 228, 190, { weight: BLACK, align: "center" });
  lines.forEach((line, row) => {
    canvas.text(line, x, top + 290 + 46 * row, 34, { align: "center" });
  });
}

/**
 * Frame rate and view error at the lower right; returns how high it stands.
 * @param {Canvas} canvas
 * @param {string[]} status
 */
export function drawSmallPrint(canvas, status) {
  if (!status.length) return MARGIN - 14;
  const text = status.join("   ");
  const width = canvas.textWidth(text, SIZES.small_print) + 24;
  const base = canvas.height - 16;
  canvas.panel(canvas.width - width - 12, base - 24, width, 32, { radius: 10 });
  canvas.text(text, canvas.width - width, base - 2, SIZES.small_print);
  return 48;
}
