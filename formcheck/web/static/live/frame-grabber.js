/* One frame of a video: a picture to draw later, and a JPEG of it to send. */

const QUALITY = 0.7;

export class FrameGrabber {
  #canvas = document.createElement("canvas");
  #context = this.#canvas.getContext("2d", { alpha: false, willReadFrequently: true });

  /**
   * The JPEG is at most `widest` px wide.
   * @param {HTMLVideoElement} video
   * @param {number} widest
   * @returns {Promise<{ picture: ImageBitmap, jpeg: ArrayBuffer, took_ms: number }>}
   */
  async grab(video, widest) {
    const began = performance.now();
    const picture = await createImageBitmap(video);
    const scale = Math.min(widest / picture.width, 1);
    const [width, height] = [Math.round(picture.width * scale), Math.round(picture.height * scale)];
    if (this.#canvas.width !== width || this.#canvas.height !== height) {
      this.#canvas.width = width;
      this.#canvas.height = height;
    }
    this.#context?.drawImage(picture, 0, 0, width, height);
    const jpeg = await this.#toJpeg();
    return { picture, jpeg: await jpeg.arrayBuffer(), took_ms: performance.now() - began };
  }

  /** @returns {Promise<Blob>} */
  #toJpeg() {
    return new Promise((resolve, reject) => {
      const done = (/** @type {Blob | null} */ blob) => (blob ? resolve(blob) : reject(new Error("no JPEG")));
      this.#canvas.toBlob(done, "image/jpeg", QUALITY);
    });
  }
}
