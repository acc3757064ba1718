const MOST_COMPLAINTS = 2000;

/**
 * Runs a decoder without its `console.error`. The WASM decoders write every damaged frame there and
 * return the same in their result. More complaints than a file can mean are turned into an error, since
 * mpg123's loop does not end by itself where the same one keeps coming back.
 */
export async function quietly<T>(decode: () => T | Promise<T>): Promise<T> {
  const spoken = console.error;
  let complaints = 0;
  console.error = () => {
    complaints += 1;
    if (complaints > MOST_COMPLAINTS) throw new Error("the decoder found nothing but damage");
  };
  try {
    return await decode();
  } finally {
    console.error = spoken;
  }
}
