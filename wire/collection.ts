/** What `/api/status` says of the collection. */
export interface Status {
  readonly version: number;
  readonly tracks: number;
  readonly errors: number;
  readonly run: {
    readonly done: number;
    readonly failed: number;
    readonly total: number;
    readonly tracksPerSecond?: number;
  } | null;
}

/** Hands on the status of the collection as it changes; gives the function that ends this. */
export function followStatus(listener: (status: Status) => void): () => void {
  const source = new EventSource("/api/status");
  source.addEventListener("message", ({ data }: MessageEvent<string>) => {
    listener(JSON.parse(data) as Status);
  });
  return () => source.close();
}
