const PLACE = "it may not be written there; choose another place";
const FULL = "the disk is full; free some space and run again";

/** What the system's codes mean to the reader. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: PLACE,
  EDQUOT: FULL,
  EEXIST: "a file is in its place; choose another",
  EISDIR: "it is a folder; name a file",
  ENOENT: "its folder is not there; make it, or choose another",
  ENOSPC: FULL,
  ENOTDIR: "a file is in the place of its folder; choose another",
  EPERM: PLACE,
  EROFS: "the disk is read-only; choose another place",
};

/** Why a file or folder could not be written, and what to do, from the error of the system. */
export function whyUnwritten(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  if (cause.name === "NotCapable") return PLACE;
  const known = "code" in cause ? REASONS[String(cause.code)] : undefined;
  return known ?? cause.message.split("\n", 1)[0]!;
}
