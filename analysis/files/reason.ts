/** Why a file cannot be analysed, from the error of the system. */
export function reasonOf(error: unknown, name: string): string {
  if (error instanceof Deno.errors.PermissionDenied) return "permission denied";
  if (error instanceof Deno.errors.NotCapable) return "this program may not read it";
  if (error instanceof Deno.errors.NotFound) {
    return name.includes("\ufffd")
      ? "its name is not valid UTF-8; rename it and it can be read"
      : "no such file or folder";
  }
  if (error instanceof Deno.errors.FilesystemLoop) return "too many links, or a loop of links";
  return error instanceof Error ? error.message : String(error);
}
