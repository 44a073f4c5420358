/* One frame of a video: a picture to draw later, and a JPEG of it to send. */

const QUALITY = 0.7;

export class Grabber {
  #canvas = document.createElement("canvas");
  #context = this.#canvas.getContext("2d", { alpha: false, willReadFrequently: true });

  /** {picture, size, jpeg, took_ms}; the JPEG is at most `widest` px wide, `size` is its own. */
  async grab(video, widest) {
    const began = performance.now();
    const picture = await createImageBitmap(video);
    const scale = Math.min(widest / picture.width, 1);
    const size = [Math.round(picture.width * scale), Math.round(picture.height * scale)];
    if (this.#canvas.width !== size[0] || this.#canvas.height !== size[1]) {
      [this.#canvas.width, this.#canvas.height] = size;
    }
    this.#context.drawImage(picture, 0, 0, ...size);
    const jpeg = await new Promise((resolve) => this.#canvas.toBlob(resolve, "image/jpeg", QUALITY));
    return { picture, size, jpeg: await jpeg.arrayBuffer(), took_ms: performance.now() - began };
  }
}
