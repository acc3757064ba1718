/** Shapes on a 16 × 16 grid, drawn in strokes unless they name a fill. */
const SHAPES = {
  play: {
    fill: "M5 3.2v9.6a.5.5 0 0 0 .77.42l7.4-4.8a.5.5 0 0 0 0-.84l-7.4-4.8A.5.5 0 0 0 5 3.2Z",
  },
  pause: {
    fill:
      "M4.5 3h2a.5.5 0 0 1 .5.5v9a.5.5 0 0 1-.5.5h-2a.5.5 0 0 1-.5-.5v-9a.5.5 0 0 1 .5-.5Zm5 0h2a.5.5 0 0 1 .5.5v9a.5.5 0 0 1-.5.5h-2a.5.5 0 0 1-.5-.5v-9a.5.5 0 0 1 .5-.5Z",
  },
  silent: {
    stroke: "M5 3.5v9l7.5-4.5ZM3 13 13 3",
  },
  next: {
    fill:
      "M3.5 3.4v9.2a.4.4 0 0 0 .62.33L10.5 8.7v3.8a.5.5 0 0 0 .5.5h1a.5.5 0 0 0 .5-.5v-9A.5.5 0 0 0 12 3h-1a.5.5 0 0 0-.5.5v3.8L4.12 3.07a.4.4 0 0 0-.62.33Z",
  },
  previous: {
    fill:
      "M12.5 3.4v9.2a.4.4 0 0 1-.62.33L5.5 8.7v3.8a.5.5 0 0 1-.5.5H4a.5.5 0 0 1-.5-.5v-9A.5.5 0 0 1 4 3h1a.5.5 0 0 1 .5.5v3.8l6.38-4.23a.4.4 0 0 1 .62.33Z",
  },
  search: { stroke: "M10.4 10.4 13.5 13.5M11.5 7a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0Z" },
  close: { stroke: "M4 4l8 8M12 4l-8 8" },
  queue: { stroke: "M2.5 4h11M2.5 8h11M2.5 12h6" },
  volume: {
    stroke: "M2.5 6.2v3.6H5L8.5 13V3L5 6.2ZM11 5.8a3 3 0 0 1 0 4.4M12.8 4a5.6 5.6 0 0 1 0 8",
  },
  muted: { stroke: "M2.5 6.2v3.6H5L8.5 13V3L5 6.2ZM11 6.2l3 3.6M14 6.2l-3 3.6" },
  level: { stroke: "M2.5 8h11M4.5 5.5v5M7 3v10M9.5 5.5v5M12 4.5v7" },
  sun: {
    stroke:
      "M11 8a3 3 0 1 1-6 0 3 3 0 0 1 6 0ZM8 1.5V3M8 13v1.5M1.5 8H3M13 8h1.5M3.4 3.4l1 1M11.6 11.6l1 1M12.6 3.4l-1 1M4.4 11.6l-1 1",
  },
  moon: { stroke: "M13.2 9.7A5.7 5.7 0 0 1 6.3 2.8a5.7 5.7 0 1 0 6.9 6.9Z" },
  system: {
    stroke: "M13.5 8a5.5 5.5 0 1 1-11 0 5.5 5.5 0 0 1 11 0Z",
    fill: "M8 2.5a5.5 5.5 0 0 1 0 11Z",
  },
  keyboard: { stroke: "M2 4.5h12v7H2ZM4.5 7h0M7 7h0M9 7h0M11.5 7h0M5.5 9.3h5" },
  mark: {
    fill:
      "M1.5 6h1.6v4H1.5ZM4.3 3.5h1.6v9H4.3ZM7.2 1.5h1.6v13H7.2ZM10.1 4.5h1.6v7h-1.6ZM12.9 6.5h1.6v3h-1.6Z",
  },
} as const satisfies Record<string, { readonly stroke?: string; readonly fill?: string }>;

/** Names of the drawn icons. */
export type IconName = keyof typeof SHAPES;

/** A 16 px icon in the text's colour. It says nothing to a screen reader: its button does. */
export function Icon(
  { name, class: className }: { readonly name: IconName; readonly class?: string },
) {
  const shape: { readonly stroke?: string; readonly fill?: string } = SHAPES[name];
  return (
    <svg class={className} width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      {shape.fill && <path d={shape.fill} fill="currentColor" />}
      {shape.stroke && (
        <path
          d={shape.stroke}
          fill="none"
          stroke="currentColor"
          stroke-width="1.3"
          stroke-linecap="round"
          stroke-linejoin="round"
        />
      )}
    </svg>
  );
}
