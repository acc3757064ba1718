import { Curves } from "../../charts/mod.ts";
import { numberText } from "../../domain/mod.ts";

/** A network while it is trained. */
export interface LiveNetwork {
  readonly name: string;
  readonly curves: readonly {
    readonly epoch: number;
    readonly loss: number;
    readonly accuracy: number;
    readonly validationLoss: number;
    readonly validationAccuracy: number;
  }[];
}

const SIZE = { width: 380, height: 240 };

/** Losses and accuracies of a network by epoch, on what it learns from and on validation. */
export function LiveCurves({ network: { name, curves } }: { readonly network: LiveNetwork }) {
  const last = curves.at(-1)!;
  const series = (
    learned: "loss" | "accuracy",
    checked: "validationLoss" | "validationAccuracy",
  ) => [
    { name: "training", points: curves.map((curve) => ({ x: curve.epoch, y: curve[learned] })) },
    {
      name: "validation",
      points: curves.map((curve) => ({ x: curve.epoch, y: curve[checked] ?? NaN })),
      dashed: true,
    },
  ];
  return (
    <div class="live-curves" data-epochs={curves.length}>
      <p class="muted">
        {name}, epoch {last.epoch}: loss {numberText(last.loss, 3)}, accuracy{" "}
        {numberText(last.accuracy, 3)}; on validation {numberText(last.validationLoss ?? NaN, 3)}
        {" and "}
        {numberText(last.validationAccuracy ?? NaN, 3)}
      </p>
      <div class="row">
        <Curves
          spec={{ series: series("loss", "validationLoss"), x: "epoch", y: "loss", digits: 3 }}
          size={SIZE}
        />
        <Curves
          spec={{
            series: series("accuracy", "validationAccuracy"),
            x: "epoch",
            y: "accuracy",
            yRange: [0, 1],
            digits: 3,
          }}
          size={SIZE}
        />
      </div>
    </div>
  );
}
