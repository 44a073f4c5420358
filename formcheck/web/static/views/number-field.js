/* A field for a whole number between limits, with a button for a step down and one for a step up. */

export class NumberField {
  #input;

  /**
   * @param {HTMLInputElement} input with its buttons beside it; one with a placeholder may be empty
   * @param {number[]} limits least and most
   */
  constructor(input, [least = 0, most = Infinity]) {
    this.#input = input;
    input.min = String(least);
    input.max = String(most);
    input.parentElement?.addEventListener("click", ({ target }) => {
      const pressed = target instanceof Element ? target.closest("button") : null;
      if (pressed) this.#step(Number(pressed.value));
    });
  }

  /** The number; null where there is none. */
  get number() {
    const value = Math.round(this.#input.valueAsNumber);
    return Number.isFinite(value) ? this.#withinLimits(value) : null;
  }

  get text() {
    return this.#input.value;
  }

  set text(text) {
    this.#input.value = text;
  }

  /** @param {boolean} off */
  set disabled(off) {
    this.#input.disabled = off;
    for (const step of this.#input.parentElement?.querySelectorAll("button") ?? []) step.disabled = off;
  }

  /** @param {number} change */
  #step(change) {
    const next = (this.number ?? 0) + change;
    const none = next < Number(this.#input.min) && this.#input.placeholder;
    this.#input.value = none ? "" : String(this.#withinLimits(next));
    this.#input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** @param {number} value */
  #withinLimits(value) {
    return Math.min(Math.max(value, Number(this.#input.min)), Number(this.#input.max));
  }
}
