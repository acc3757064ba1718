import { define } from "../../../define.ts";
import { ExpectedError } from "../../../domain/mod.ts";
import { heardSong } from "../../../library/mod.ts";
import { HttpError } from "../../../web/mod.ts";

/** What the kept model `model` says of the dropped song `file`: as a whole, along it, and like which tracks. */
export const handler = define.handlers({
  async GET({ url, state: { library } }) {
    const [file, model] = ["file", "model"].map((name) => url.searchParams.get(name) ?? "");
    try {
      const heard = await heardSong(library, { file: file!, model: model! });
      if (!heard) throw new HttpError(404, "This song is not held any more: drop it again");
      return Response.json(heard);
    } catch (error) {
      throw error instanceof ExpectedError ? new HttpError(400, error.message) : error;
    }
  },
});
