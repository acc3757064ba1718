import assert from "node:assert/strict";
import { listeningTests } from "../../library/mod.ts";
import { chosenSpace } from "../../subsonic/space.ts";
import { heardLibrary } from "../fixtures/heard_library.ts";

Deno.test("similar tracks come from the space of the blind test once it is shown, unless one is chosen", async () => {
  const library = await heardLibrary(4);
  try {
    const preferred = async (vgg: number, musicnn: number) => {
      const sides = [...Array(vgg).fill("left"), ...Array(musicnn).fill("right")] as const;
      await listeningTests(library).put("test", {
        listener: "anna",
        seed: 1,
        spaces: ["musicnn", "vgg"],
        created: 1,
        changed: 1,
        trials: sides.map(() => ({
          kind: "pair" as const,
          query: "t00",
          tracks: ["t01", "t02"] as const,
          spaces: ["vgg", "musicnn"] as const,
        })),
        answers: sides.map((choice) => ({ choice, at: 1, seconds: 1 })),
      });
    };
    assert.equal(await chosenSpace(library, {}), "musicnn");
    await preferred(5, 4);
    assert.equal(await chosenSpace(library, {}), "musicnn");
    await preferred(18, 4);
    assert.equal(await chosenSpace(library, {}), "vgg");
    assert.equal(await chosenSpace(library, { space: "musicnn" }), "musicnn");
    assert.equal(await chosenSpace(library, { space: "effnet" }), "vgg");
  } finally {
    await library.close();
  }
});
