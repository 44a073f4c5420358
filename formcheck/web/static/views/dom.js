/* Finding and making elements; text is always text, never markup. */

/**
 * The one element of this type that matches; it is part of index.html.
 * @template {Element} T
 * @param {new () => T} type
 * @param {string} selector
 * @param {ParentNode} [root]
 * @returns {T}
 */
export function find(type, selector, root = document) {
  const found = root.querySelector(selector);
  if (!(found instanceof type)) throw new Error(`no ${type.name} ${selector} in the page`);
  return found;
}

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * An element with properties (attributes where they have a dash) and children.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, unknown>} [properties]
 * @param {(Child | Child[])[]} children
 */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-") || name === "role") element.setAttribute(name, String(value));
    else Object.assign(element, { [name]: value });
  }
  for (const child of children.flat()) if (child) element.append(child);
  return element;
}

/** @param {string[]} lines */
export const list = (lines, className = "") =>
  make(
    "ul",
    { className },
    lines.map((line) => make("li", {}, line)),
  );

/**
 * @param {string} text
 * @param {() => void} act
 */
export function button(text, act, className = "") {
  const made = make("button", { type: "button", className }, text);
  made.addEventListener("click", act);
  return made;
}
