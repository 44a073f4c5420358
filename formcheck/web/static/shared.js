/* What the page has in common with formcheck's own window and voice: formcheck/ui/shared.json. */

/** @import { Shared } from "./types" */

/** @type {Shared} */
export const shared = await (await fetch(new URL("shared.json", import.meta.url))).json();
