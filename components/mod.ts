/**
 * Parts of pages without state: markup alone, the same on the server and in islands.
 *
 * @module
 */
export * from "./Button.tsx";
export * from "./Chip.tsx";
export * from "./clock.ts";
export * from "./EmptyState.tsx";
export * from "./Field.tsx";
export * from "./Icon.tsx";
export * from "./Missing.tsx";
export * from "./Num.tsx";
export * from "./Panel.tsx";
export * from "./PlayButton.tsx";
export * from "./Progress.tsx";
export * from "./Table.tsx";
export * from "./Tip.tsx";
