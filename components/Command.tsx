/** A command as typed into a terminal, with a button that copies it. */
export function Command({ text }: { readonly text: string }) {
  return (
    <span class="copied-command">
      <code class="command">{text}</code>
      <button type="button" class="button quiet" data-copy={text} aria-label={`Copy ${text}`}>
        Copy
      </button>
    </span>
  );
}
