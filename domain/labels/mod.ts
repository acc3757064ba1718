export * from "./styles.ts";
export * from "./tags.ts";
