import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** A button that opens a block of choices; Escape and a press elsewhere close it. */
export function Menu(
  { label, primary = false, class: extra = "", children }: {
    readonly label: string;
    readonly primary?: boolean;
    readonly class?: string;
    readonly children: ComponentChildren;
  },
) {
  const menu = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = (event: Event) => {
      const target = event.target instanceof Node ? event.target : null;
      const escape = event instanceof KeyboardEvent && event.key === "Escape";
      const outside = event.type === "pointerdown" && !menu.current?.contains(target);
      if (!menu.current?.open || !(escape || outside)) return;
      if (escape) menu.current.querySelector("summary")?.focus();
      menu.current.open = false;
    };
    document.addEventListener("pointerdown", close);
    document.addEventListener("keydown", close);
    return () => {
      document.removeEventListener("pointerdown", close);
      document.removeEventListener("keydown", close);
    };
  }, []);
  return (
    <details class="menu" ref={menu}>
      <summary class={primary ? "button primary" : "button"}>{label}</summary>
      <div class={`menu-body ${extra}`}>{children}</div>
    </details>
  );
}
