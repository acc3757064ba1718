import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { followSaving } from "../views/save/figures.ts";

/** Makes the figures of a page saved by their buttons, and says so. */
export default function SaveFigures() {
  const said = useSignal("");
  useEffect(() => followSaving((words) => said.value = words), []);
  return <p class="visually-hidden" role="status">{said.value}</p>;
}
