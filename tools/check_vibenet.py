"""What PyPI's `vibenet` makes of sounds, for the tests of our front end and of the converted network.

    python tools/check_vibenet.py <unpacked vibenet wheel> <samples.f32>... > tests/analysis/models/vibenet_<…>.json

Each file holds mono samples at 16 kHz as little-endian float32, at most 30 s, at the level that the network is to
hear. The front end is the package's own `extract_mel`, with `center=True` as in training (the package leaves it out).
Needs numpy, scipy, librosa 0.11.0 and onnxruntime.
"""

import json
import sys
import types
from pathlib import Path

import numpy as np
import onnxruntime as ort

PROBES = 12
LIKELIHOODS = (0, 3, 4)


def main() -> None:
    package = Path(sys.argv[1])
    sys.path.insert(0, str(package))
    for name in ("audioread", "pydub"):  # readers of files, which nothing here asks for
        sys.modules.setdefault(name, types.SimpleNamespace(AudioSegment=None))
    from vibenet import labels
    from vibenet.core import extract_mel

    session = ort.InferenceSession(package / "vibenet/artifacts/efficientnet_model.onnx")
    rng = np.random.default_rng(7)
    results = {}
    for path in map(Path, sys.argv[2:]):
        mel = extract_mel(np.fromfile(path, "<f4"), 16000, center=True)
        logits = session.run(["out"], {"x": mel[None]})[0][0]
        values = np.clip(logits, 0, 1)
        values[list(LIKELIHOODS)] = 1 / (1 + np.exp(-logits[list(LIKELIHOODS)]))
        at = rng.integers(0, mel.shape, (PROBES, 2))
        results[path.stem] = {
            "frames": mel.shape[1],
            "probes": [[int(frame), int(band), round(float(mel[band, frame]), 4)] for band, frame in at],
            "mean": round(float(mel.mean()), 4),
            "values": {label: round(float(value), 5) for label, value in zip(labels, values)},
        }
    lines = [f"{json.dumps(name)}: {json.dumps(result)}" for name, result in results.items()]
    print("{\n" + ",\n".join(lines) + "\n}")


if __name__ == "__main__":
    main()
