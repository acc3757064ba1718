"""Draws along the sounds of tools/strips_reference.ts with librosa, and sets the two side by side.

pip install librosa==0.11.0
deno run -A --no-check tools/strips_reference.ts /tmp/strips
python3 tools/strips_reference.py /tmp/strips
"""

import json
import sys
from pathlib import Path

import librosa
import numpy as np
import scipy.signal
import soundfile

FRAME, HOP = 2048, 1024
FLOOR = -80
NEAR = 0.07


def pictures(sound: np.ndarray, rate: int):
    mel = librosa.feature.melspectrogram(
        y=sound, sr=rate, n_fft=FRAME, hop_length=HOP, center=True, pad_mode="constant",
        n_mels=128, fmin=20, fmax=16000, norm=None,
    )
    window = scipy.signal.get_window("hann", FRAME)
    mel = 10 * np.log10(np.maximum(mel * 4 / (FRAME * np.sum(window**2)), 1e-12))
    chroma = librosa.feature.chroma_stft(
        y=sound, sr=rate, n_fft=4 * FRAME, hop_length=4 * HOP, tuning=0, pad_mode="constant",
    )
    return mel, chroma


def grid(strip) -> np.ndarray:
    return np.array(strip["values"]).reshape(strip["columns"], strip["rows"]).T


def hits(found, true) -> float:
    """F-measure of beats within 70 ms."""
    found, true = np.array(found), np.array(true)
    if len(found) == 0:
        return 0.0
    right = sum(np.min(np.abs(true - beat)) <= NEAR for beat in found)
    heard = sum(np.min(np.abs(found - beat)) <= NEAR for beat in true)
    precision, recall = right / len(found), heard / len(true)
    return 0.0 if precision + recall == 0 else 2 * precision * recall / (precision + recall)


print(f"librosa {librosa.__version__}")
print("sound        mel: median |dB|  95 %   chroma: same class  cosine   beats F: ours  librosa  both")
for file in sorted(Path(sys.argv[1]).glob("*.json")):
    reference = json.loads(file.read_text(encoding="utf-8"))
    sound, rate = soundfile.read(file.with_suffix(".wav"), dtype="float32")
    mel, chroma = pictures(sound, rate)
    ours = grid(reference["mel"])
    columns = min(ours.shape[1], mel.shape[1])
    theirs, ours = np.clip(mel[:, :columns], -100, 0), ours[:, :columns]
    heard = (theirs > FLOOR) | (ours > FLOOR)
    apart = np.abs(theirs - ours)[heard]
    own = grid(reference["chroma"])
    columns = min(own.shape[1], chroma.shape[1])
    own, chroma = own[:, :columns], chroma[:, :columns]
    sounds = own.max(axis=0) > 0
    same = np.mean(own[:, sounds].argmax(axis=0) == chroma[:, sounds].argmax(axis=0))
    norms = np.linalg.norm(own[:, sounds], axis=0) * np.linalg.norm(chroma[:, sounds], axis=0)
    cosine = np.mean(np.sum(own[:, sounds] * chroma[:, sounds], axis=0) / norms)
    line = f"{file.stem:<12} {np.median(apart):13.2f} {np.quantile(apart, 0.95):7.2f}"
    line += f" {100 * same:17.0f} % {cosine:8.3f}"
    if "beats" in reference:
        _, beats = librosa.beat.beat_track(y=sound, sr=rate, units="time")
        true, found = reference["beats"], reference["found"]
        line += f" {hits(found, true):14.2f} {hits(beats, true):8.2f} {hits(found, beats):6.2f}"
    print(line)
