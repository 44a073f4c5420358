/* The body over its picture: a skeleton with the working leg marked and its knee angle. */

import { BOLD, INK, LEG, PAPER, QUIET } from "./canvas.js";
import { degrees } from "../views/words.js";

const LABEL_AWAY = 58; // of the knee angle from its knee
const ARC = 34;
const NOSE = 0;
const LIMBS = {
  left: { ear: 7, shoulder: 11, elbow: 13, wrist: 15, hip: 23, knee: 25, ankle: 27, toe: 31 },
  right: { ear: 8, shoulder: 12, elbow: 14, wrist: 16, hip: 24, knee: 26, ankle: 28, toe: 32 },
};

/** Draw landmarks in the canvas's own lengths; what was not seen is null and left out. */
export function drawBody(canvas, xy, moment) {
  const near = moment?.near_side ?? null;
  const working = moment?.side ?? null;
  const rank = (side) => 2 * (side === working) + (side === near);
  for (const side of ["left", "right"].sort((a, b) => rank(a) - rank(b))) {
    const colour = side === near || near === null ? PAPER : QUIET;
    drawLimbs(canvas, xy, LIMBS[side], colour, side === working);
  }
  drawTrunk(canvas, xy);
  const side = working ?? near;
  if (side) drawKneeAngle(canvas, xy, LIMBS[side], moment.knee_angle_deg, working !== null);
}

function drawLimbs(canvas, xy, limb, colour, marked) {
  const at = (...names) => names.map((name) => xy[limb[name]]);
  drawChain(canvas, at("shoulder", "elbow", "wrist"), colour, 4);
  drawChain(canvas, at("hip", "knee", "ankle", "toe"), marked ? LEG : colour, marked ? 9 : 5);
}

function drawTrunk(canvas, xy) {
  const { left, right } = LIMBS;
  const between = (name) => middle(xy[left[name]], xy[right[name]]);
  drawBone(canvas, between("hip"), between("shoulder"), PAPER, 6);
  drawBone(canvas, between("shoulder"), between("ear"), PAPER, 5);
  drawBone(canvas, between("ear"), xy[NOSE], PAPER, 4);
}

function drawChain(canvas, joints, colour, width) {
  for (let i = 1; i < joints.length; i += 1) drawBone(canvas, joints[i - 1], joints[i], colour, width);
  for (const joint of joints.slice(0, -1)) {
    if (!joint) continue;
    canvas.dot(joint, width + 3, INK);
    canvas.dot(joint, width, colour);
  }
}

function drawBone(canvas, a, b, colour, width) {
  if (!a || !b) return;
  // A dark rim sets the line off from a bright wall.
  canvas.line(a, b, INK, width + 5);
  canvas.line(a, b, colour, width);
}

/** The angle as an arc within the knee and as a number outside it. */
function drawKneeAngle(canvas, xy, limb, angle, strong) {
  const [hip, knee, ankle] = [xy[limb.hip], xy[limb.knee], xy[limb.ankle]];
  if (angle === null || !hip || !knee || !ankle) return;
  const colour = strong ? LEG : PAPER;
  const up = direction(knee, hip);
  const down = direction(knee, ankle);
  const from = Math.atan2(up[1], up[0]);
  const turn = ((Math.atan2(down[1], down[0]) - from + 3 * Math.PI) % (2 * Math.PI)) - Math.PI;
  canvas.arc(knee, ARC, from, from + turn, colour, 4);

  const between = [up[0] + down[0], up[1] + down[1]];
  const length = Math.hypot(...between);
  const outside = length > 0.1 ? [-between[0] / length, -between[1] / length] : [up[1], -up[0]];
  const text = degrees(angle);
  const size = strong ? 34 : 26;
  const width = canvas.textWidth(text, size, BOLD) + 20;
  const x = Math.min(Math.max(knee[0] + outside[0] * LABEL_AWAY, width / 2), canvas.width - width / 2);
  const y = knee[1] + outside[1] * LABEL_AWAY;
  canvas.panel(x - width / 2, y - size * 0.62, width, size * 1.24, { radius: size * 0.6 });
  canvas.text(text, x, y + size * 0.36, size, { colour, weight: BOLD, align: "center" });
}

function direction([ax, ay], [bx, by]) {
  const length = Math.max(Math.hypot(bx - ax, by - ay), 1e-9);
  return [(bx - ax) / length, (by - ay) / length];
}

function middle(a, b) {
  return a && b ? [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2] : null;
}
