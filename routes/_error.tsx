import { buttonClass } from "../components/mod.ts";
import { define } from "../define.ts";
import { Head, HttpError, statusPhrase } from "../web/mod.ts";

export default define.page(({ error }) => {
  const status = error instanceof HttpError ? error.status : 500;
  const message = error instanceof HttpError ? error.message : "The reason is in the terminal";
  return (
    <div class="page">
      <Head>
        <title>{statusPhrase(status)} · Fonoteca</title>
      </Head>
      <div class="empty">
        <p class="muted num">{status}</p>
        <h1>{statusPhrase(status)}</h1>
        <p>{message}.</p>
        <a class={buttonClass()} href="/">Go to the overview</a>
      </div>
    </div>
  );
});
