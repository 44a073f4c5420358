/* A fault in words: what was measured, and the target. */

import { number } from "../numbers.js";
import { shared } from "../shared.js";

/** @import { Fault } from "../types" */

/**
 * E.g. "measured 0.4 s, target 0.8 s or more".
 * @param {Fault} fault
 */
export function faultInWords(fault) {
  const measured = number(fault.measured, digitsThatShowIt(fault)) + shared.units[fault.unit].value;
  return `measured ${measured}, target ${band(fault)}`;
}

/** @param {Fault} fault */
function band({ low, high, unit }) {
  const suffix = shared.units[unit].target;
  if (low !== null && high === -low) return `at most ${plain(high)}${suffix} either way`;
  if (low !== null && high !== null) return `${plain(low)} to ${plain(high)}${suffix}`;
  if (low !== null) return `${plain(low)}${suffix} or more`;
  return high === null ? "" : `at most ${plain(high)}${suffix}`;
}

/**
 * With as few decimals as it has.
 * @param {number} value
 */
function plain(value) {
  const digits = [0, 1, 2].find((count) => Math.abs(value - Number(value.toFixed(count))) < 1e-9) ?? 3;
  return number(value, digits);
}

/**
 * As few decimals as show that the value is outside: never "0.8 s, target 0.8 s or more".
 * @param {Fault} fault
 */
function digitsThatShowIt({ measured, low, high, unit }) {
  const usual = shared.units[unit].digits;
  const shows = (/** @type {number} */ digits) => {
    const value = Number(measured.toFixed(digits));
    return (low !== null && value < low) || (high !== null && value > high);
  };
  return [usual, usual + 1].find(shows) ?? usual + 2;
}
