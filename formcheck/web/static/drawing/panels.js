/* Counts, range meter, hold ring, banner, card and small print; formcheck/drawing/panels.py is its twin. */

import { AMBER, BLACK, BOLD, GREEN, INK, LEG, PAPER, QUIET, REGULAR, TRACK } from "./canvas.js";
import { degrees, whole } from "../views/words.js";

const MARGIN = 24;
const COUNT_SIZE = 150; // letters a fifth of the picture high are read from three metres
const METER = { top: 252, width: 34, height: 270, uprightHeight: 165 };
const SMALLEST_FULL_DEG = 40; // what a full meter stands for, at least
const RING_RADIUS = 62;
const BANNER_SIZE = 50;
const UPRIGHT_GROWS = 1.25; // a phone's narrow picture has room for more lines
const INSTRUCTION_GROWS = 1.35; // read from where the mat is
const CARD_WIDEST = 620; // the counts beside it stay readable
const SMALL = 20;
const FACE = {
  info: { panel: INK, letters: PAPER, alpha: 0.82 },
  cue: { panel: AMBER, letters: INK, alpha: 0.95 },
  good: { panel: GREEN, letters: INK, alpha: 0.95 },
};

/** Repetitions per side, upper left: a side that has none yet is left out. */
export function drawCounts(canvas, scene) {
  const shown = [
    ["left", scene.left],
    ["right", scene.right],
  ].filter(([, n]) => n);
  const columns = shown.length ? shown : [["reps", 0]];
  const size = columns.length === 1 ? COUNT_SIZE : COUNT_SIZE * 0.8;
  const rooms = columns.map(([, n]) => Math.max(canvas.textWidth(whole(n), size, BLACK), 96));
  const numbers = rooms.reduce((sum, room) => sum + room, 28 * (rooms.length - 1));
  const below = goal(scene);
  const height = size * 0.74 + 62 + (below ? 34 : 0);
  const width = Math.max(numbers, below ? canvas.textWidth(below, 26) : 0) + 44;
  canvas.panel(MARGIN, MARGIN, width, height);
  let x = MARGIN + (width - numbers) / 2;
  columns.forEach(([name, n], i) => {
    const colour = scene.moment?.side === name ? LEG : PAPER;
    const centre = x + rooms[i] / 2;
    canvas.text(whole(n), centre, MARGIN + 16 + size * 0.74, size, {
      colour,
      weight: BLACK,
      align: "center",
    });
    canvas.text(name, centre, MARGIN + size * 0.74 + 48, 28, { colour, weight: BOLD, align: "center" });
    x += rooms[i] + 28;
  });
  if (below)
    canvas.text(below, MARGIN + width / 2, MARGIN + height - 14, 26, { colour: QUIET, align: "center" });
}

function goal(scene) {
  const parts = [];
  if (scene.goal) parts.push(`${whole(scene.left + scene.right)} of ${whole(scene.goal)}`);
  if (scene.sets > 1) parts.push(`set ${whole(scene.set_number)} of ${whole(scene.sets)}`);
  return parts.join(", ");
}

/** How far the thigh has swung, at the right border: target and own best are marked. */
export function drawMeter(canvas, meter) {
  const { range_deg: range, target_deg: target, best_deg: best } = meter;
  const full = Math.max(SMALLEST_FULL_DEG, 1.2 * (target ?? 0), 1.1 * (best ?? 0), range);
  const right = canvas.width - MARGIN - 8;
  const left = right - METER.width;
  const top = METER.top;
  const height = canvas.upright ? METER.uprightHeight : METER.height;
  const bottom = top + height;
  canvas.panel(left - 110, top - 52, 110 + METER.width + 16, height + 68);
  canvas.panel(left, top, METER.width, height, { colour: PAPER, alpha: 0.22, radius: 10 });
  const high = height * Math.min(Math.max(range, 0) / full, 1);
  const reached = target !== null && range >= target;
  const colour = reached ? GREEN : LEG;
  if (high >= 1) canvas.panel(left, bottom - high, METER.width, high, { colour, alpha: 1, radius: 10 });
  canvas.text(degrees(range), right + 6, top - 14, 32, { weight: BOLD, align: "right" });
  const taken = []; // names are kept apart from one another
  for (const [name, value, ink] of [
    ["target", target, AMBER],
    ["best", best, PAPER],
  ]) {
    if (value === null || value <= 0) continue;
    const y = bottom - (height * value) / full;
    canvas.line([left - 8, y], [left + METER.width + 6, y], ink, 4);
    const near = taken.find((level) => Math.abs(level - y) < 24);
    const level = near === undefined ? y : near + (y >= near ? 24 : -24);
    taken.push(level);
    canvas.text(name, left - 16, level + 8, 24, { colour: ink, weight: BOLD, align: "right" });
  }
}

/** A ring at the upper right that is full when the top has been held long enough. */
export function drawHold(canvas, share) {
  const around = RING_RADIUS + 14;
  const [x, y] = [canvas.width - MARGIN - around, MARGIN + around];
  const done = share >= 1;
  const top = -Math.PI / 2;
  canvas.panel(x - around, y - around, 2 * around, 2 * around, { radius: around });
  canvas.arc([x, y], RING_RADIUS - 4, 0, 2 * Math.PI, TRACK, 14);
  canvas.arc([x, y], RING_RADIUS - 4, top, top + 2 * Math.PI * share, done ? GREEN : LEG, 14);
  canvas.text(done ? "down" : "hold", x, y + 11, 32, {
    colour: done ? GREEN : PAPER,
    weight: BOLD,
    align: "center",
  });
}

/** The one thing to read, at the bottom but `above` the small print; larger while there is nothing to count. */
export function drawBanner(canvas, banner, above, { instructing = false } = {}) {
  const size = BANNER_SIZE * (canvas.upright ? UPRIGHT_GROWS : 1) * (instructing ? INSTRUCTION_GROWS : 1);
  const lines = canvas.wrap(banner.text, size, BOLD, canvas.width - 2 * MARGIN - 64);
  const { panel, letters, alpha } = FACE[banner.tone] ?? FACE.info;
  const width = Math.max(...lines.map((line) => canvas.textWidth(line, size, BOLD))) + 64;
  const high = size * 1.2;
  const height = high * lines.length + 30;
  const top = canvas.height - above - 14 - height;
  canvas.panel((canvas.width - width) / 2, top, width, height, { colour: panel, alpha, radius: 24 });
  lines.forEach((line, row) => {
    const y = top + 15 + high * row + size * 0.94;
    canvas.text(line, canvas.width / 2, y, size, { colour: letters, weight: BOLD, align: "center" });
  });
}

/** A panel in the middle: the rest that is left, or how a set went. */
export function drawCard(canvas, card) {
  const widest = Math.min(canvas.width - 2 * MARGIN - 80, CARD_WIDEST);
  const lines = card.lines.flatMap((line) => canvas.wrap(line, 34, REGULAR, widest));
  const big = /^\d+$/.test(card.big) ? whole(Number(card.big)) : card.big;
  const widths = [canvas.textWidth(card.title, 44, BOLD), canvas.textWidth(big, 190, BLACK)];
  const width = Math.max(...widths, ...lines.map((line) => canvas.textWidth(line, 34))) + 96;
  const height = 286 + 46 * lines.length;
  const [x, top] = [canvas.width / 2, (canvas.height - height) / 2];
  canvas.panel(x - width / 2, top, width, height, { alpha: 0.86, radius: 28 });
  canvas.text(card.title, x, top + 66, 44, { colour: QUIET, weight: BOLD, align: "center" });
  canvas.text(big, x, top + 228, 190, { weight: BLACK, align: "center" });
  lines.forEach((line, row) => canvas.text(line, x, top + 290 + 46 * row, 34, { align: "center" }));
}

/** Frame rate and view error at the lower right; returns how high it stands. */
export function drawSmallPrint(canvas, status) {
  if (!status.length) return MARGIN - 14;
  const text = status.join("   ");
  const width = canvas.textWidth(text, SMALL) + 24;
  const base = canvas.height - 16;
  canvas.panel(canvas.width - width - 12, base - 24, width, 32, { radius: 10 });
  canvas.text(text, canvas.width - width, base - 2, SMALL);
  return 48;
}
