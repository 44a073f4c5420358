/* The body over its picture: a skeleton with the working leg marked and its knee angle. */

import { degrees } from "../numbers.js";
import { shared } from "../shared.js";
import { BOLD, COLOURS } from "./canvas.js";

/** @import { Limb, Moment, Point, Side } from "../types" */
/** @import { Canvas } from "./canvas.js" */

/** @typedef {(index: number) => Point | null} Landmarks where a landmark is, in the canvas's own lengths */

const { landmarks: LANDMARKS, bones: BONES, sizes: SIZES } = shared;
const SIDES = /** @type {const} */ (["left", "right"]);

/**
 * Draw a body; what was not seen is left out.
 * @param {Canvas} canvas
 * @param {(Point | null)[]} xy in the canvas's own lengths
 * @param {Moment | null} moment
 */
export function drawBody(canvas, xy, moment) {
  const near = moment?.near_side ?? null;
  const working = moment?.side ?? null;
  const at = (/** @type {number} */ index) => xy[index] ?? null;
  const rank = (/** @type {Side} */ side) => 2 * Number(side === working) + Number(side === near);
  for (const side of [...SIDES].sort((a, b) => rank(a) - rank(b))) {
    const colour = side === near || near === null ? COLOURS.paper : COLOURS.quiet;
    drawLimbs(canvas, at, LANDMARKS[side], colour, side === working);
  }
  drawTrunk(canvas, at);
  const side = working ?? near;
  const angle = moment?.knee_angle_deg ?? null;
  if (side && angle !== null) drawKneeAngle(canvas, at, LANDMARKS[side], angle, working !== null);
}

/**
 * @param {Canvas} canvas
 * @param {Landmarks} at
 * @param {Limb} limb
 * @param {string} colour
 * @param {boolean} working
 */
function drawLimbs(canvas, at, limb, colour, working) {
  drawChain(canvas, [limb.shoulder, limb.elbow, limb.wrist].map(at), colour, BONES.arm);
  const leg = [limb.hip, limb.knee, limb.ankle, limb.toe].map(at);
  drawChain(canvas, leg, working ? COLOURS.leg : colour, working ? BONES.working_leg : BONES.leg);
}

/**
 * @param {Canvas} canvas
 * @param {Landmarks} at
 */
function drawTrunk(canvas, at) {
  const { left, right, nose } = LANDMARKS;
  const hips = middle(at(left.hip), at(right.hip));
  const shoulders = middle(at(left.shoulder), at(right.shoulder));
  const ears = middle(at(left.ear), at(right.ear));
  drawBone(canvas, hips, shoulders, COLOURS.paper, BONES.trunk);
  drawBone(canvas, shoulders, ears, COLOURS.paper, BONES.neck);
  drawBone(canvas, ears, at(nose), COLOURS.paper, BONES.head);
}

/**
 * @param {Canvas} canvas
 * @param {(Point | null)[]} joints
 * @param {string} colour
 * @param {number} width
 */
function drawChain(canvas, joints, colour, width) {
  joints.slice(1).forEach((joint, i) => {
    drawBone(canvas, joints[i] ?? null, joint, colour, width);
  });
  for (const joint of joints.slice(0, -1)) {
    if (!joint) continue;
    canvas.dot(joint, width + 3, COLOURS.ink);
    canvas.dot(joint, width, colour);
  }
}

/**
 * @param {Canvas} canvas
 * @param {Point | null} a
 * @param {Point | null} b
 * @param {string} colour
 * @param {number} width
 */
function drawBone(canvas, a, b, colour, width) {
  if (!a || !b) return;
  // A dark rim sets the line off from a bright wall.
  canvas.line(a, b, COLOURS.ink, width + BONES.rim);
  canvas.line(a, b, colour, width);
}

/**
 * The angle as an arc within the knee and as a number outside it.
 * @param {Canvas} canvas
 * @param {Landmarks} at
 * @param {Limb} limb
 * @param {number} angle
 * @param {boolean} working
 */
function drawKneeAngle(canvas, at, limb, angle, working) {
  const [hip, knee, ankle] = [at(limb.hip), at(limb.knee), at(limb.ankle)];
  if (!hip || !knee || !ankle) return;
  const colour = working ? COLOURS.leg : COLOURS.paper;
  const up = direction(knee, hip);
  const down = direction(knee, ankle);
  const from = Math.atan2(up[1], up[0]);
  const turn = ((Math.atan2(down[1], down[0]) - from + 3 * Math.PI) % (2 * Math.PI)) - Math.PI;
  canvas.arc(knee, SIZES.angle_arc, from, from + turn, colour, 4);

  const [x, y] = outside(up, down);
  const text = degrees(angle);
  const size = working ? 34 : 26;
  const width = canvas.textWidth(text, size, BOLD) + 20;
  const away = SIZES.angle_label_away;
  const centre = Math.min(Math.max(knee[0] + x * away, width / 2), canvas.width - width / 2);
  const level = knee[1] + y * away;
  canvas.panel(centre - width / 2, level - size * 0.62, width, size * 1.24, { radius: size * 0.6 });
  canvas.text(text, centre, level + size * 0.36, size, { colour, weight: BOLD, align: "center" });
}

/**
 * The direction away from the angle between two directions.
 * @param {Point} up
 * @param {Point} down
 * @returns {Point}
 */
function outside(up, down) {
  const [x, y] = [up[0] + down[0], up[1] + down[1]];
  const length = Math.hypot(x, y);
  return length > 0.1 ? [-x / length, -y / length] : [up[1], -up[0]];
}

/**
 * @param {Point} from
 * @param {Point} to
 * @returns {Point}
 */
function direction([ax, ay], [bx, by]) {
  const length = Math.max(Math.hypot(bx - ax, by - ay), 1e-9);
  return [(bx - ax) / length, (by - ay) / length];
}

/**
 * @param {Point | null} a
 * @param {Point | null} b
 * @returns {Point | null}
 */
function middle(a, b) {
  return a && b ? [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2] : null;
}
