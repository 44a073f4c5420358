/* The sets of a workout whose connection was lost for good: the server keeps their reports for a while. */

import { beside } from "./socket.js";

/** `sets`, and those after them that the server has. */
export async function recovered(session, sets) {
  const found = [...sets];
  try {
    for (let next; (next = await kept(session, found.length + 1));) found.push(next);
  } catch {
    // the server cannot be reached
  }
  return found;
}

async function kept(session, number) {
  const [html, json] = ["html", "json"].map((kind) => `/reports/${session}/${number}.${kind}`);
  const answer = await fetch(beside(json));
  return answer.ok ? { number, report: await answer.json(), html, json } : null;
}
