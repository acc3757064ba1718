/** The value of `Content-Disposition` that has an answer saved as a file of that name (RFC 6266, 8187). */
export function attachment(name: string): string {
  const encoded = encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, percent);
  return `attachment; filename*=UTF-8''${encoded}`;
}

function percent(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
}
