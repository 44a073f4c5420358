/* Numbers as the browser's language writes them. */

const formats = [0, 1, 2, 3].map(
  (digits) =>
    new Intl.NumberFormat(undefined, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      signDisplay: "negative",
    }),
);
const NOT_SEEN = "–";

/**
 * A number with 0 to 3 decimals.
 * @param {number} value
 */
export const number = (value, digits = 0) => /** @type {Intl.NumberFormat} */ (formats[digits]).format(value);

/** @param {number} value */
export const whole = (value) => number(value);

/** @param {number | null} value */
export const degrees = (value) => (value === null ? NOT_SEEN : `${whole(value)}°`);

/** @param {number | null} value */
export const seconds = (value) => (value === null ? NOT_SEEN : `${number(value, 1)} s`);

/**
 * "repetition" or "repetitions".
 * @param {number} many
 * @param {string} one
 */
export const plural = (many, one) => (many === 1 ? one : `${one}s`);

/**
 * "1 repetition" or "4 repetitions".
 * @param {number} many
 * @param {string} one
 */
export const counted = (many, one) => `${whole(many)} ${plural(many, one)}`;
