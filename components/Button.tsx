import type { ButtonHTMLAttributes } from "preact";

/** A button's own properties besides those of HTML. */
export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "icon"> {
  /** `primary` for the one thing a page is for, `quiet` among other tools. */
  readonly look?: "plain" | "primary" | "quiet";
  /** The button shows only an icon; give it an `aria-label`. */
  readonly icon?: boolean;
}

/** A button; `type` is `button` unless given. */
export function Button({ look = "plain", icon = false, class: extra, ...rest }: ButtonProps) {
  return <button type="button" {...rest} class={buttonClass(look, { icon, extra })} />;
}

/** The classes of a button, for links that look like one. */
export function buttonClass(
  look: "plain" | "primary" | "quiet" = "plain",
  options: { readonly icon?: boolean; readonly extra?: unknown } = {},
): string {
  const parts = ["button", look === "plain" ? "" : look, options.icon ? "icon" : ""];
  if (typeof options.extra === "string") parts.push(options.extra);
  return parts.filter((part) => part !== "").join(" ");
}
