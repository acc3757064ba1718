import { ChangedMeanwhile } from "./_stamp.ts";

/** Codes of a disk or share that is away, slow or failing. */
const DISK =
  /\b(EIO|ESTALE|ETIMEDOUT|ENOTCONN|ENODEV|EHOSTDOWN|ENXIO|EBUSY)\b|\(os error (5|6|16|19|107|110|112|116)\)/;

/**
 * In words, what kept a file from being read and may be gone at the next run; nothing where the
 * error is of another kind.
 */
export function passingReason(error: unknown): string | undefined {
  if (error instanceof ChangedMeanwhile) return error.message;
  if (error instanceof Deno.errors.PermissionDenied) return "not readable: permission denied";
  if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
    return "the file was gone when it was to be read";
  }
  if (!(error instanceof Error)) return undefined;
  const code = (error as { readonly code?: unknown }).code;
  const text = `${typeof code === "string" ? code : ""} ${error.message}`;
  return DISK.test(text) ? `the disk did not answer: ${error.message}` : undefined;
}
