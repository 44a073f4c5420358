/* A frame with its body and scene, fitted into the stage: the same picture as the live window. */

import { drawBody } from "./body.js";
import { Canvas } from "./canvas.js";
import { drawBanner, drawCard, drawCounts, drawHold, drawMeter, drawSmallPrint } from "./panels.js";

const LARGEST_SIDE = 1920; // px: more costs time on large screens and shows nothing more

/** Give a canvas as many px as it takes up on the screen. */
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
 */
export function draw(element, { picture, size, xy, scene, mirrored }) {
  const context = element.getContext("2d", { alpha: false });
  const [width, height] = [element.width, element.height];
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = "rgb(24 24 24)";
  context.fillRect(0, 0, width, height);
  if (!width || !height) return;
  const inner = size && fitInto(size, [width, height]);
  if (picture && inner) drawPicture(context, picture, inner, mirrored);
  const canvas = new Canvas(context, width, height);
  if (xy && inner && scene.moment?.present !== false) {
    drawBody(
      canvas,
      xy.map((at) => placed(at, size, inner, mirrored, canvas.unit)),
      scene.moment,
    );
  }
  drawScene(canvas, scene);
}

function drawPicture(context, picture, { left, top, width, height }, mirrored) {
  if (mirrored) context.setTransform(-1, 0, 0, 1, 2 * left + width, 0);
  context.drawImage(picture, left, top, width, height);
}

function drawScene(canvas, scene) {
  drawCounts(canvas, scene);
  if (scene.meter) drawMeter(canvas, scene.meter);
  if (scene.hold !== null && scene.hold !== undefined) drawHold(canvas, scene.hold);
  if (scene.card) drawCard(canvas, scene.card);
  const below = drawSmallPrint(canvas, scene.status);
  const instructing = !scene.meter && !scene.card && scene.left + scene.right === 0;
  if (scene.banner) drawBanner(canvas, scene.banner, below, { instructing });
}

function fitInto([width, height], [across, down]) {
  const scale = Math.min(across / width, down / height);
  const inner = { width: width * scale, height: height * scale, scale };
  return { ...inner, left: (across - inner.width) / 2, top: (down - inner.height) / 2 };
}

function placed(at, [width], inner, mirrored, unit) {
  if (!at || at[0] === null || at[1] === null) return null;
  const x = mirrored ? width - at[0] : at[0];
  return [(inner.left + x * inner.scale) / unit, (inner.top + at[1] * inner.scale) / unit];
}
