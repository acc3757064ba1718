import type { Licence } from "./model.ts";

/** Licence of the networks of PyPI's `musicnn`. */
export const ISC: Licence = {
  name: "ISC",
  address: "https://pypi.org/project/musicnn/",
  terms: "free to use, copy, modify and distribute with the copyright notice (models/LICENSE.md)",
};

/** Licence of PyPI's `vibenet`. */
export const GPL: Licence = {
  name: "GPL-3.0-or-later",
  address: "https://pypi.org/project/vibenet/",
  terms: "by Jaeheon Shim: free software; combined with this program as section 13 allows",
};

/** Licence of the models of the Music Technology Group, Universitat Pompeu Fabra. */
export const CC_BY_NC_SA: Licence = {
  name: "CC BY-NC-SA 4.0",
  address: "https://creativecommons.org/licenses/by-nc-sa/4.0/",
  terms:
    "by the Music Technology Group, Universitat Pompeu Fabra: attribution, non-commercial use, share alike; for other uses ask https://www.upf.edu/web/mtg/contact",
};

/** Where the Music Technology Group publishes. */
export const ESSENTIA = "https://essentia.upf.edu/models";
