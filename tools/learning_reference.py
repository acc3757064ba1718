"""Trains what tools/learning_reference.ts trained with scikit-learn, and sets the losses side by side.

pip install scikit-learn
deno run -A --no-check tools/learning_reference.ts reference.json
python3 tools/learning_reference.py reference.json
"""

import json
import sys
import warnings

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.neural_network import MLPClassifier

TOLERANCE = 1e-3
warnings.filterwarnings("ignore")

with open(sys.argv[1], encoding="utf-8") as file:
    ours = json.load(file)
trained = ours["trained"]
features = np.array(ours["features"]).reshape(-1, ours["dimensions"])
classes = np.array(ours["classes"])
learned, tested = slice(0, trained), slice(trained, None)


def compare(name, difference, accuracy, interval):
    inside = interval["low"] <= accuracy <= interval["high"]
    right = difference <= TOLERANCE and inside
    print(
        f"{name}: loss differs by {difference:.2e}, accuracy {accuracy:.4f}, ours "
        f"{interval['value']:.4f} [{interval['low']:.4f}, {interval['high']:.4f}]: "
        f"{'right' if right else 'WRONG'}"
    )
    return right


softmax = LogisticRegression(C=1 / ours["decay"], max_iter=10_000, tol=1e-10)
softmax.fit(features[learned], classes[learned])
loss = log_loss(classes[learned], softmax.predict_proba(features[learned]))
loss += ours["decay"] / 2 * np.sum(softmax.coef_**2) / trained
ok = compare(
    "softmax",
    abs(loss - ours["softmax"]["loss"]),
    softmax.score(features[tested], classes[tested]),
    ours["softmax"]["accuracy"],
)


class SameStart(MLPClassifier):
    """Begins with the weights that ours began with."""

    def _init_coef(self, fan_in, fan_out, dtype):
        layer = next(self.layers_left)
        weights = np.array(layer["weights"], dtype=dtype).reshape(fan_out, fan_in).T.copy()
        return weights, np.array(layer["bias"], dtype=dtype)


losses = ours["mlp"]["losses"]
mlp = SameStart(
    hidden_layer_sizes=(ours["hidden"],),
    alpha=ours["decay"],
    batch_size=trained,
    learning_rate_init=ours["rate"],
    max_iter=len(losses),
    shuffle=False,
    tol=0,
    n_iter_no_change=10_000,
)
mlp.layers_left = iter(ours["first"])
mlp.fit(features[learned], classes[learned])
difference = np.max(np.abs(np.array(mlp.loss_curve_) - np.array(losses)))
ok &= compare(
    f"mlp, greatest of {len(losses)} epochs",
    difference,
    mlp.score(features[tested], classes[tested]),
    ours["mlp"]["accuracy"],
)
sys.exit(0 if ok else 1)
