/* What the page remembers of the last plan, on this device. */

const KEY = "formcheck.plan";

/**
 * The contents of the form's fields.
 * @typedef {{
 *   exercise?: string, camera?: string, reps?: string, sets?: string, rest_s?: string, voice?: boolean,
 * }} Memory
 */

/** @returns {Memory} */
export function recall() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "{}");
  } catch {
    return {}; // a browser that keeps nothing
  }
}

/** @param {Memory} memory */
export function remember(memory) {
  try {
    localStorage.setItem(KEY, JSON.stringify(memory));
  } catch {
    // a browser that keeps nothing
  }
}
