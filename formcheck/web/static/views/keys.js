/* What a key does; the same keys as in the live window. */

import { shared } from "../shared.js";

/** @import { Action } from "../types" */

/** @type {Map<string, Action>} */
const ACTIONS = new Map(
  Object.entries(shared.keys).flatMap(([action, keys]) =>
    keys.map((key) => /** @type {const} */ ([key, /** @type {Action} */ (action)])),
  ),
);
const TYPED_INTO = "input, select, textarea";
const PRESSED = "button, a, summary";

/**
 * The key that a button shows.
 * @param {Action} action
 */
export const keyOf = (action) => (shared.keys[action][0] ?? "").toUpperCase();

/**
 * Call `act(action)` for keys that are not meant for a control; it returns whether the action did anything.
 * @param {(action: Action) => boolean} act
 */
export function listenToKeys(act) {
  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    const control = target instanceof Element ? target : null;
    if (key !== "Escape" && control?.closest(TYPED_INTO)) return;
    if (key === " " && control?.closest(PRESSED)) return;
    const action = ACTIONS.get(key.length === 1 ? key.toLowerCase() : key);
    if (action && act(action)) event.preventDefault();
  });
}
