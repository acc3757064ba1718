import { disposeIslands, hydrateIslands } from "./islands.ts";

/** The reason why a fetched page cannot take this page's place in place. */
export type Misfit = "no main" | "other client";

/** Whether `next` can replace the current page's main part: both have one, and the same client. */
export function misfitOf(current: Document, next: Document): Misfit | undefined {
  if (!current.querySelector("main") || !next.querySelector("main")) return "no main";
  return scriptsOf(current) === scriptsOf(next) ? undefined : "other client";
}

function scriptsOf(page: Document): string {
  const scripts = page.querySelectorAll<HTMLScriptElement>("script[type=module][src]");
  return [...scripts].map((script) => script.getAttribute("src")).join(" ");
}

/**
 * Puts `next`'s main part, title and `[data-swap]` parts in the place of this page's; everything
 * else, the player above all, stays as it is. The swap is done when the call returns, the promise
 * stands for the islands coming to life.
 */
export async function swapPage(next: Document): Promise<void> {
  // A parsed page takes what is for browsers without script for elements like others.
  for (const part of next.querySelectorAll("noscript")) part.remove();
  addStyles(next);
  document.title = next.title;
  document.documentElement.lang = next.documentElement.lang;
  replace("main", next);
  for (const part of document.querySelectorAll<HTMLElement>("[data-swap]")) {
    if (!part.closest("main")) replace(`[data-swap="${part.dataset["swap"]}"]`, next);
  }
  await hydrateIslands(document);
}

function replace(selector: string, next: Document): void {
  const old = document.querySelector(selector);
  const fresh = next.querySelector(selector);
  if (!old || !fresh) return;
  disposeIslands(old);
  old.replaceWith(document.adoptNode(fresh));
}

function addStyles(next: Document): void {
  for (const link of next.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]")) {
    if (!hasStyle(link.getAttribute("href") ?? "")) document.head.append(document.adoptNode(link));
  }
}

function hasStyle(href: string): boolean {
  return document.querySelector(`link[rel=stylesheet][href="${CSS.escape(href)}"]`) !== null;
}
