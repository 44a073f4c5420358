/* A frame with its body and scene, fitted into the stage: the same picture as the live window. */

import { drawBody } from "./body.js";
import { COLOURS, Canvas } from "./canvas.js";
import { drawBanner, drawCard, drawCounts, drawHold, drawMeter, drawSmallPrint } from "./panels.js";

/** @import { Point, Scene, Size } from "../types" */

/** @typedef {{ left: number, top: number, width: number, height: number, scale: number }} Inner the picture's place */

const LARGEST_SIDE = 1920; // px: more costs time on large screens and shows nothing more

/**
 * Give a canvas as many px as it takes up on the screen.
 * @param {HTMLCanvasElement} element
 */
export function fit(element) {
  const { width, height } = element.getBoundingClientRect();
  const scale = Math.min(devicePixelRatio, LARGEST_SIDE / Math.max(width, height, 1));
  const [across, down] = [Math.round(width * scale), Math.round(height * scale)];
  if (element.width === across && element.height === down) return; // setting them clears it
  element.width = across;
  element.height = down;
}

/**
 * Draw a picture (null: none yet), landmarks in px of `size`, and a scene.
 * Mirroring comes first, so that what is drawn afterwards can be read.
 * @param {HTMLCanvasElement} element
 * @param {{
 *   picture: CanvasImageSource | null, size: Size, xy: (Point | null)[] | null, scene: Scene, mirrored: boolean,
 * }} shown
 */
export function draw(element, { picture, size, xy, scene, mirrored }) {
  const context = element.getContext("2d", { alpha: false });
  const { width, height } = element;
  if (!context || !width || !height) return;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = COLOURS.surround;
  context.fillRect(0, 0, width, height);
  const inner = fitInto(size, [width, height]);
  if (picture) drawPicture(context, picture, inner, mirrored);
  const canvas = new Canvas(context, width, height);
  if (xy && scene.moment?.present !== false) {
    const onCanvas = xy.map((at) => at && placed(at, size, inner, mirrored, canvas.unit));
    drawBody(canvas, onCanvas, scene.moment);
  }
  drawScene(canvas, scene);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {CanvasImageSource} picture
 * @param {Inner} inner
 * @param {boolean} mirrored
 */
function drawPicture(context, picture, { left, top, width, height }, mirrored) {
  if (mirrored) context.setTransform(-1, 0, 0, 1, 2 * left + width, 0);
  context.drawImage(picture, left, top, width, height);
}

/**
 * @param {Canvas} canvas
 * @param {Scene} scene
 */
function drawScene(canvas, scene) {
  drawCounts(canvas, scene);
  if (scene.meter) drawMeter(canvas, scene.meter);
  if (scene.hold !== null) drawHold(canvas, scene.hold);
  if (scene.card) drawCard(canvas, scene.card);
  const below = drawSmallPrint(canvas, scene.status);
  const instructing = !scene.meter && !scene.card && scene.left + scene.right === 0;
  if (scene.banner) drawBanner(canvas, scene.banner, below, { instructing });
}

/**
 * @param {Size} size of a picture
 * @param {Size} room
 * @returns {Inner}
 */
function fitInto([width, height], [across, down]) {
  const scale = Math.min(across / width, down / height);
  const inner = { width: width * scale, height: height * scale, scale };
  return { ...inner, left: (across - inner.width) / 2, top: (down - inner.height) / 2 };
}

/**
 * A point of the picture in the canvas's own lengths.
 * @param {Point} at
 * @param {Size} size
 * @param {Inner} inner
 * @param {boolean} mirrored
 * @param {number} unit
 * @returns {Point}
 */
function placed([x, y], [width], inner, mirrored, unit) {
  const across = mirrored ? width - x : x;
  return [(inner.left + across * inner.scale) / unit, (inner.top + y * inner.scale) / unit];
}
