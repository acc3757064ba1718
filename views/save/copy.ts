/**
 * Puts a text on the clipboard; pages that are not secure, such as those of another machine without TLS,
 * only can by a selection. Rejects where neither is allowed.
 */
export async function copyText(text: string): Promise<void> {
  if (navigator.clipboard) return await navigator.clipboard.writeText(text);
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (!done) throw new Error("This browser lets nothing be copied here");
}
