"""Lays out with scikit-learn what tools/tsne_reference.ts laid out, and measures both maps.

pip install scikit-learn
deno run -A --no-check tools/tsne_reference.ts ../shared/musav/effnet.npy tsne.json
python3 tools/tsne_reference.py ../shared/musav/effnet.npy tsne.json
"""

import json
import sys
import time

import numpy as np
from sklearn.manifold import TSNE, trustworthiness

TOLERANCE = 0.01
vectors = np.load(sys.argv[1])
units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
with open(sys.argv[2], encoding="utf-8") as file:
    ours = json.load(file)
started = time.time()
theirs = TSNE(perplexity=30, init="pca", random_state=1).fit_transform(units)
seconds = time.time() - started
maps = {"ours": np.array(ours["coordinates"]).reshape(-1, 2), "scikit-learn": theirs}
trust = {
    name: trustworthiness(units, places, n_neighbors=10, metric="cosine")
    for name, places in maps.items()
}
for name, value in trust.items():
    took = ours["seconds"] if name == "ours" else seconds
    print(f"{name}: trustworthiness {value:.4f}, {took:.1f} s")
print(f"ours by its own sample: {ours['quality']['trustworthiness']:.4f}")
right = trust["ours"] >= trust["scikit-learn"] - TOLERANCE
print("right" if right else "WRONG")
sys.exit(0 if right else 1)
