/**
 * Hands on what the server says at an address while it changes, parsed; gives the end of this. The
 * browser connects again after an interruption, unless `onLost` is given: that is called once, and
 * nothing after it.
 */
export function follow<Event>(
  address: string,
  { onEvent, onLost }: {
    readonly onEvent: (event: Event) => void;
    readonly onLost?: (reason: string) => void;
  },
): () => void {
  const source = new EventSource(address);
  source.addEventListener("message", ({ data }: MessageEvent<string>) => onEvent(JSON.parse(data)));
  if (onLost) {
    source.addEventListener("error", () => {
      source.close();
      onLost("Fonoteca does not answer any more; is it still running?");
    });
  }
  return () => source.close();
}
