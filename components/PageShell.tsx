import type { VNode } from "preact";
import { Icon } from "./Icon.tsx";

/** What stands in the head of every page. @param styles Names of style sheets */
export function HeadParts(
  { title, styles, asset }: {
    readonly title: string;
    readonly styles: readonly string[];
    /** The address of a file of the pages. */
    readonly asset: (path: string) => string;
  },
): VNode {
  return (
    <>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>{title}</title>
      <link rel="icon" href={asset("/favicon.svg")} type="image/svg+xml" />
      {styles.map((name) => (
        <link
          key={name}
          rel="stylesheet"
          href={asset(`/styles/${name}.css`)}
        />
      ))}
    </>
  );
}

/** The way past what stands on every page. */
export function SkipLink(): VNode {
  return <a class="skip-link visually-hidden" href="#main">Skip to the content</a>;
}

/** The name of the program, which leads to its first page. */
export function Wordmark({ page }: { readonly page: string }): VNode {
  return (
    <a class="wordmark" href="/" aria-label={`Fonoteca, ${page}`}>
      <Icon name="mark" />
      <span>Fonoteca</span>
    </a>
  );
}
