import {
  ACTIVATION_INFO,
  type ActivationSet,
  type Along,
  findDescriptor,
  type Seconds,
} from "../../domain/mod.ts";
import { foundationOf, momentsOf, type Network, type Rows, typicalWindow } from "../models/mod.ts";
import type { Findings } from "./analysis.ts";
import type { Hearing } from "./hearing.ts";

/** What is kept along the track of the networks whose stages ran. Adds no run of a network. */
export async function alongOf(
  hearing: Hearing,
  findings: Findings,
  start: Seconds,
): Promise<Along | undefined> {
  const along: { -readonly [K in keyof Along]: Along[K] } = {};
  if (findings.stages.musicnn || wasHeardOn("musicnn", findings)) {
    const heard = await hearing.musicnn();
    if ("value" in heard) {
      const network = at(foundationOf("musicnn")!, heard.value.hop);
      along.musicnn = moments(network, heard.value.tagPatches, findings);
      const [from, to] = typicalWindow(network, heard.value.patches);
      along.typical = [start + from, start + to];
    }
  }
  if (findings.stages.effnet || wasHeardOn("effnet", findings)) {
    const heard = await hearing.effnet();
    if ("value" in heard) {
      along.effnet = moments(
        at(foundationOf("effnet")!, heard.value.hop),
        heard.value.stylePatches,
        findings,
      );
    }
  }
  if (findings.stages.vibenet) {
    const heard = await hearing.vibenet();
    if ("value" in heard) {
      const { curves, window } = heard.value;
      const count = Object.values(curves)[0]!.length;
      along.vibenet = { step: window, span: window, count, curves };
    }
  }
  return Object.keys(along).length > 0 ? along : undefined;
}

/** A network with the hop at which it was heard. */
function at(network: Network, hop: number): Network {
  return { ...network, takes: { ...network.takes, hop } };
}

function curvesOf(network: Network, findings: Findings): Record<string, Float32Array> {
  return Object.fromEntries(
    Object.entries(findings.curves).filter(([id]) => {
      const stage = findDescriptor(id)?.stage;
      return stage !== undefined && stage !== "derived" && foundationOf(stage)?.id === network.id;
    }),
  );
}

function headsOf(network: Network, { heads }: Findings): Partial<Record<ActivationSet, Rows>> {
  return Object.fromEntries(
    Object.entries(heads).filter(([set]) =>
      foundationOf(ACTIVATION_INFO[set as ActivationSet].network)?.id === network.id
    ),
  );
}

/** Whether heads on a network, whose own stage may not have run, found something along the track. */
function wasHeardOn(stage: "musicnn" | "effnet", findings: Findings): boolean {
  const network = foundationOf(stage)!;
  const found = { ...curvesOf(network, findings), ...headsOf(network, findings) };
  return Object.keys(found).length > 0;
}

function moments(network: Network, top: Rows, findings: Findings) {
  const [heads, curves] = [headsOf(network, findings), curvesOf(network, findings)];
  return momentsOf(network, { top, heads, curves });
}
