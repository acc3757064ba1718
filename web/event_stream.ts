/** One server-sent event; `data` travels as JSON. */
export interface ServerEvent {
  readonly event?: string;
  readonly id?: string;
  readonly data: unknown;
}

/**
 * Answers with server-sent events, one for each item. A comment line keeps the connection open
 * while nothing happens; when the client leaves, `events` is returned (its `finally` runs).
 *
 * @param events Where the events come from
 * @param options.heartbeat Milliseconds between comment lines
 */
export function eventStream(
  events: AsyncIterable<ServerEvent>,
  options: { readonly heartbeat?: number } = {},
): Response {
  const encoder = new TextEncoder();
  const iterator = events[Symbol.asyncIterator]();
  let timer: ReturnType<typeof setInterval> | undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode(": open\n\n"));
      timer = setInterval(
        () => controller.enqueue(encoder.encode(": still here\n\n")),
        options.heartbeat ?? 15_000,
      );
    },
    async pull(controller) {
      try {
        const { done, value } = await iterator.next();
        if (!done) return controller.enqueue(encoder.encode(textOf(value)));
      } catch (error) {
        clearInterval(timer);
        throw error;
      }
      clearInterval(timer);
      controller.close();
    },
    cancel() {
      clearInterval(timer);
      // not awaited: a generator that waits for its next event ends when that comes
      iterator.return?.().catch(() => {});
    },
  });
  return new Response(body, {
    headers: { "content-type": "text/event-stream", "cache-control": "no-store" },
  });
}

function textOf({ event, id, data }: ServerEvent): string {
  const head = (event === undefined ? "" : `event: ${event}\n`) +
    (id === undefined ? "" : `id: ${id}\n`);
  return `${head}data: ${JSON.stringify(data)}\n\n`;
}
