/** A path with slashes between its parts. A backslash stands between parts on Windows alone. */
export function slashedPath(path: string): string {
  return /^([A-Za-z]:|\\)\\/.test(path) ? path.replaceAll("\\", "/") : path;
}
