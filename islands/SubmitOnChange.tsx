import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Button } from "../components/mod.ts";

/** Sends a form as soon as one of its controls has changed. Without script it is a button. */
export default function SubmitOnChange({ form }: { readonly form: string }) {
  const live = useSignal(false);
  useEffect(() => {
    const element = document.getElementById(form);
    if (!(element instanceof HTMLFormElement)) return;
    live.value = true;
    const submit = () => element.requestSubmit();
    element.addEventListener("change", submit);
    return () => element.removeEventListener("change", submit);
  }, [form]);
  return live.value ? null : <Button type="submit" form={form}>Apply</Button>;
}
