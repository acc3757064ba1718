import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { copyText } from "../views/save/copy.ts";

/** Makes the buttons that copy a command work, wherever on the page they are, and says what they did. */
export default function CopyButtons() {
  const said = useSignal("");
  useEffect(() => {
    const onClick = ({ target }: MouseEvent) => {
      const button = target instanceof Element && target.closest<HTMLElement>("[data-copy]");
      if (!button) return;
      const text = button.dataset["copy"]!;
      copyText(text).then(
        () => said.value = `Copied ${text}`,
        () => said.value = `This browser lets nothing be copied here: ${text}`,
      );
    };
    document.addEventListener("click", onClick);
    return () => document.removeEventListener("click", onClick);
  }, []);
  useEffect(() => {
    if (said.value === "") return;
    const timer = setTimeout(() => said.value = "", 3_000);
    return () => clearTimeout(timer);
  }, [said.value]);
  return (
    <p class={said.value === "" ? "visually-hidden" : "copy-told"} role="status">{said.value}</p>
  );
}
