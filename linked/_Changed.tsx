import { plural } from "../domain/mod.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { followStatus, type Status } from "../wire/mod.ts";

/** Says that the collection has changed since the columns were loaded, and loads them again. */
export function Changed(
  { version, reload }: { readonly version: number; readonly reload: () => void },
) {
  const status = useSignal<Status | undefined>(undefined);
  useEffect(() => followStatus((now) => status.value = now), []);
  const now = status.value;
  if (!now || version === 0 || now.version <= version) return null;
  return (
    <p class="changed" role="status">
      The collection has changed.{" "}
      <button type="button" class="button" onClick={reload}>
        Show {plural(now.tracks, "track")}
      </button>
    </p>
  );
}
