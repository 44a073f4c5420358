/* Addresses of the server that the page came from. */

/**
 * An address beside the page's own, with the token that the page was opened with.
 * @param {string} path
 * @param {Record<string, string>} [parameters]
 */
export function serverAddress(path, parameters = {}) {
  const address = new URL(path, document.baseURI);
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
  const token = new URLSearchParams(location.search).get("token");
  if (token) address.searchParams.set("token", token);
  return address;
}
