"""What published rules would make of the octave of the tempi of an exported collection, where the truth is known.

    python -m venv /tmp/essentia && /tmp/essentia/bin/pip install essentia-tensorflow==2.1b6.dev1389
    deno task analyze ../shared/groundtruth --db data/truth.kv
    deno task export --db data/truth.kv --out data/truth
    /tmp/essentia/bin/python tools/octave_rules.py data/truth ../shared/groundtruth/truth.tsv

Each rule chooses among half, the whole and double of the tempo that was found. Prints how many are then
within 2 % of the truth, and which of them the rule mended and which it broke.
"""

import csv
import os
import subprocess
import sys
from pathlib import Path

import numpy as np

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import essentia  # noqa: E402
import essentia.standard as es  # noqa: E402

essentia.log.infoActive = False
essentia.log.warningActive = False

FACTORS = (0.5, 1, 2)


def samples(path, rate):
    command = ["ffmpeg", "-v", "error", "-i", path, "-ac", "1", "-ar", str(rate), "-f", "f32le", "-"]
    return np.frombuffer(subprocess.run(command, capture_output=True, check=True).stdout, np.float32)


def nearest(path, bpm):
    """Percival and Tzanetakis 2014, with the SVM for the octave that they published, in native Essentia."""
    wanted = es.PercivalBpmEstimator(minBPM=40, maxBPM=210)(samples(path, 44100))
    return min(FACTORS, key=lambda factor: abs(np.log(wanted / (bpm * factor))))


def onsets(path):
    """Onset strength of Ellis 2007: rise in 40 mel bands of 32 ms, every 4 ms, 8 kHz."""
    bands, spectrum = es.MelBands(numberBands=40, sampleRate=8000, highFrequencyBound=4000, inputSize=129), es.Spectrum()
    window = es.Windowing(type="hann")
    frames = es.FrameGenerator(samples(path, 8000), frameSize=256, hopSize=32, startFromZero=True)
    levels = np.array([10 * np.log10(np.maximum(bands(spectrum(window(f))), 1e-10)) for f in frames])
    levels = np.maximum(levels, levels.max() - 80)
    return np.maximum(np.diff(levels, axis=0), 0).mean(axis=1)


def ellis(path, bpm, octaves):
    """The stronger of three periods under a preference for 120 BPM, with the half of it reinforced (TPS2)."""
    rate = 8000 / 32
    strength = onsets(path)
    strength = strength - strength.mean()
    power = np.abs(np.fft.rfft(strength, 2 * len(strength))) ** 2
    lags = np.arange(1, int(8 * rate))
    preference = np.exp(-0.5 * (np.log2(lags / rate / 0.5) / octaves) ** 2)
    periods = np.concatenate([[0], preference * np.fft.irfft(power)[lags]])

    def salience(factor):
        lag = 60 / (bpm * factor) * rate
        near = np.arange(int(lag * 0.96), int(np.ceil(lag * 1.04)) + 1)
        double = 0.5 * periods[2 * near] + 0.25 * (periods[2 * near - 1] + periods[2 * near + 1])
        return (periods[near] + double).max()

    return max(FACTORS, key=salience)


def preferred(weight):
    return lambda _, bpm: max(FACTORS, key=lambda factor: weight(60 / (bpm * factor)))


def klapuri(period):
    return np.exp(-np.log(period / 0.55) ** 2 / (2 * 0.28**2)) / period


def parncutt(period):
    return np.exp(-0.5 * (np.log10(period / 0.6) / 0.2) ** 2)


def moelants(period):
    rate = 1 / period
    return 1 / np.sqrt((4 - rate**2) ** 2 + rate**2) - 1 / np.sqrt(16 + rate**4)


RULES = {
    "none": lambda *_: 1,
    "Percival & Tzanetakis 2014": nearest,
    "Ellis 2007, 1.4 octaves": lambda path, bpm: ellis(path, bpm, 1.4),
    "Ellis 2007, 0.9 octaves": lambda path, bpm: ellis(path, bpm, 0.9),
    "prior of Klapuri et al. 2006": preferred(klapuri),
    "prior of Parncutt 1994": preferred(parncutt),
    "prior of van Noorden & Moelants 1999": preferred(moelants),
}


def read(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def main(exported, truth):
    known = {Path(row["file"]).name: float(row["bpm"]) for row in read(truth)}
    tracks = [(row["path"], float(row["tempo_bpm"])) for row in read(Path(exported) / "tracks.tsv")]
    tracks = [(path, bpm, known[Path(path).name]) for path, bpm in tracks if Path(path).name in known]
    for name, rule in RULES.items():
        right, mended, broken = 0, [], []
        for path, bpm, true in tracks:
            before, after = (abs(each / true - 1) <= 0.02 for each in (bpm, bpm * rule(path, bpm)))
            right += after
            if after != before:
                (mended if after else broken).append(round(true))
        print(f"{name:38} {right} of {len(tracks)}; mended {mended}, broken {broken}")


if __name__ == "__main__":
    main(*sys.argv[1:])
