import { useEffect } from "preact/hooks";

/** Sends a form as soon as one of its controls has changed. Shows nothing. */
export default function SubmitOnChange({ form }: { readonly form: string }) {
  useEffect(() => {
    const element = document.getElementById(form);
    if (!(element instanceof HTMLFormElement)) return;
    const submit = () => element.requestSubmit();
    element.addEventListener("change", submit);
    return () => element.removeEventListener("change", submit);
  }, [form]);
  return null;
}
