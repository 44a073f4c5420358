/* The sets of a workout whose connection was lost for good: the server keeps their reports for a while. */

import { serverAddress } from "../server-address.js";

/** @import { FinishedSet } from "../types" */

/**
 * `sets`, and those after them that the server has.
 * @param {string} session
 * @param {FinishedSet[]} sets
 */
export async function withMissingSets(session, sets) {
  const found = [...sets];
  try {
    for (;;) {
      const next = await fetchSet(session, found.length + 1);
      if (!next) return found;
      found.push(next);
    }
  } catch {
    return found; // the server cannot be reached
  }
}

/**
 * @param {string} session
 * @param {number} number
 * @returns {Promise<FinishedSet | null>}
 */
async function fetchSet(session, number) {
  const report = `/reports/${session}/${number}`;
  const [html, json] = [`${report}.html`, `${report}.json`];
  const answer = await fetch(serverAddress(json));
  return answer.ok ? { report: await answer.json(), html, json } : null;
}
