"""Clusters what tools/cluster_reference.ts clustered with scikit-learn, and sets both side by side.

pip install scikit-learn
deno run -A --no-check tools/cluster_reference.ts clusters.json
python3 tools/cluster_reference.py clusters.json
"""

import json
import sys

import numpy as np
from sklearn.cluster import HDBSCAN, KMeans
from sklearn.metrics import adjusted_rand_score

LEAST = 0.95

with open(sys.argv[1], encoding="utf-8") as file:
    sets = json.load(file)

right = True


def compare(name, theirs, ours, more=""):
    global right
    rand = adjusted_rand_score(theirs, ours)
    right &= rand >= LEAST
    clusters = [len(set(labels) - {-1}) for labels in (ours, theirs)]
    noise = [list(labels).count(-1) for labels in (ours, theirs)]
    print(
        f"{name}: adjusted Rand {rand:.4f}, clusters {clusters[0]} and {clusters[1]}, "
        f"noise {noise[0]} and {noise[1]}{more}: {'right' if rand >= LEAST else 'WRONG'}"
    )


for made in sets:
    points = np.array(made["points"], dtype=np.float64).reshape(-1, made["dimensions"])
    if "k" in made:
        means = KMeans(made["k"], n_init=10, random_state=0).fit(points)
        more = f", inertia {made['inertia']:.1f} and {means.inertia_:.1f}"
        compare(f"{made['name']}, k-means", means.labels_, made["kmeans"], more)
    dense = HDBSCAN(min_cluster_size=made["minSize"], copy=True).fit(points)
    compare(f"{made['name']}, HDBSCAN", dense.labels_, made["hdbscan"])

sys.exit(0 if right else 1)
