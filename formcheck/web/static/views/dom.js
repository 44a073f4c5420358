/* Making elements; text is always text, never markup. */

/** An element with properties (attributes where they have a dash) and children. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-") || name === "role" || name === "colspan" || name === "scope")
      element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(
    ...children.flat().filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

export const find = (id) => document.getElementById(id);
