import { define } from "../../../../define.ts";
import { KeptModels, LearningError } from "../../../../learning/mod.ts";
import { HttpError } from "../../../../web/mod.ts";

/** A kept model as ONNX, with its card in the metadata. */
export const handler = define.handlers({
  async GET({ params, state: { library } }) {
    try {
      const bytes = await new KeptModels(library.store).file(params.id!);
      return new Response(bytes as Uint8Array<ArrayBuffer>, {
        headers: {
          "content-type": "application/octet-stream",
          "content-disposition": `attachment; filename="${params.id!.replace(/[^\w-]/g, "")}.onnx"`,
        },
      });
    } catch (error) {
      throw error instanceof LearningError ? new HttpError(404, error.message) : error;
    }
  },
});
