import { useSignal } from "@preact/signals";
import { Button, Icon, type IconName } from "../components/mod.ts";

/** Themes in the order in which the button goes through them. */
const THEMES = ["system", "light", "dark"] as const;
type Theme = (typeof THEMES)[number];

const ICONS: Readonly<Record<Theme, IconName>> = { system: "system", light: "sun", dark: "moon" };
const WORDS: Readonly<Record<Theme, string>> = {
  system: "as the system",
  light: "light",
  dark: "dark",
};
const YEAR = 365 * 24 * 3600;

/**
 * Goes through the themes. The choice is kept in a cookie, so that the server writes the next page
 * in it and nothing flashes.
 */
export default function ThemeSwitch({ theme }: { readonly theme: Theme }) {
  const current = useSignal<Theme>(theme);
  const next = THEMES[(THEMES.indexOf(current.value) + 1) % THEMES.length] ?? "system";
  function change() {
    current.value = next;
    const { dataset } = document.documentElement;
    if (next === "system") delete dataset["theme"];
    else dataset["theme"] = next;
    document.cookie = `theme=${next}; path=/; max-age=${YEAR}; samesite=lax`;
  }
  const label = `Theme ${WORDS[current.value]}; change to ${WORDS[next]}`;
  return (
    <Button look="quiet" icon aria-label={label} title={label} onClick={change}>
      <Icon name={ICONS[current.value]} />
    </Button>
  );
}
