export * from "./jamendo.ts";
export * from "./styles.ts";
export * from "./tags.ts";
