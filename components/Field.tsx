import type { ComponentChildren } from "preact";

/** A labelled control. */
export interface FieldProps {
  readonly label: string;
  /** Id of the control inside. */
  readonly for: string;
  /** What may be typed, or what the value does. */
  readonly hint?: string;
  /** What is wrong with the value and what to do about it. */
  readonly fault?: string | undefined;
  readonly inline?: boolean;
  readonly children: ComponentChildren;
}

/** Label, control, hint and fault in one block; the control carries `class="input"`. */
export function Field({ label, for: id, hint, fault, inline = false, children }: FieldProps) {
  return (
    <div class={inline ? "field inline" : "field"}>
      <label for={id}>{label}</label>
      {children}
      {hint && !fault && <span class="hint">{hint}</span>}
      {fault && <span class="fault" role="alert">{fault}</span>}
    </div>
  );
}
