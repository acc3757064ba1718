/** Stands for a value that is not there: "–", with the reason in words. */
export function Missing({ reason }: { readonly reason?: string | undefined }) {
  return (
    <span class="missing" title={reason ?? "not known"}>
      <span aria-hidden="true">–</span>
      <span class="visually-hidden">missing: {reason ?? "not known"}</span>
    </span>
  );
}
