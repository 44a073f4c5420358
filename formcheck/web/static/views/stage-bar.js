/* The buttons under the picture: their keys, what they do, and which are pressed. */

import { find } from "./dom.js";
import { keyOf } from "./keys.js";

/** @import { Action } from "../types" */

const stage = find(HTMLElement, "#stage");

/** @param {Action} action */
const buttonOf = (action) => find(HTMLButtonElement, `button[value="${action}"]`, stage);

/**
 * Call `act(action)` for every press.
 * @param {Action[]} actions
 * @param {(action: Action) => void} act
 */
export function listenToButtons(actions, act) {
  for (const action of actions) {
    const button = buttonOf(action);
    find(HTMLElement, "kbd", button).textContent = keyOf(action);
    button.addEventListener("click", () => act(action));
  }
  buttonOf("full screen").hidden = !document.fullscreenEnabled;
}

/** @param {{ paused: boolean, mirrored: boolean, sounding: boolean }} state */
export function showPressed({ paused, mirrored, sounding }) {
  buttonOf("pause").ariaPressed = String(paused);
  buttonOf("mirror").ariaPressed = String(mirrored);
  buttonOf("sound").ariaPressed = String(sounding);
  buttonOf("full screen").ariaPressed = String(document.fullscreenElement !== null);
}
