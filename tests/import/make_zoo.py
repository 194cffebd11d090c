#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
"""Writes small ONNX models of the families that core/import takes, with an input and what an
independent runner (run_onnx.py) makes of it.

usage: make_zoo.py FOLDER

For each model FOLDER gets NAME.onnx, NAME.input and NAME.output (float32, [C,H,W]), and zoo.txt a
line: NAME CHANNELS HEIGHT WIDTH OUT_CHANNELS HEAD MARGIN OUTPUT. HEAD is what the file ends with
(sigmoid, softmax, none, argmax), MARGIN how much larger an image the model needs than its mask is,
OUTPUT the name of its first output. The same seeds give the same files.
"""
import os
import sys

import numpy as np
import onnx

import run_onnx
import zoo_exports
import zoo_networks


def padded(image, margin):
    """The image with its edge repeated, as much before it as behind, an odd pixel behind."""
    before = zoo_networks.BEFORE.get(margin, margin // 2)
    sides = (before, margin - before)
    return np.pad(image, [(0, 0), (0, 0), sides, sides], mode="edge")


def main(folder):
    """Writes all models."""
    lines = []
    for entry in zoo_networks.MODELS + zoo_exports.MODELS:
        writer, outputs = entry.build()
        model = writer.model(*outputs)
        onnx.checker.check_model(model)
        path = os.path.join(folder, entry.name + ".onnx")
        if entry.external:
            onnx.save_model(model, path, save_as_external_data=True, size_threshold=64,
                            location=entry.name + ".weights")
            model = onnx.load(path)
        else:
            onnx.save_model(model, path)
        channels = entry.channels
        random = np.random.default_rng(len(lines))
        codes = random.integers(0, 256, (1, channels, entry.height, entry.width))
        image = (codes / 255).astype(np.float32)
        given = padded(image, entry.margin)
        if entry.last:
            given = given.transpose(0, 2, 3, 1)
        found = run_onnx.run(model, given)[outputs[0]]
        if entry.last:
            found = found.transpose(0, 3, 1, 2)
        found = np.asarray(found, np.float32)[:, :, :entry.height, :entry.width]
        assert found.shape[2:] == image.shape[2:], (entry.name, found.shape)
        image.tofile(os.path.join(folder, entry.name + ".input"))
        found.tofile(os.path.join(folder, entry.name + ".output"))
        lines.append(f"{entry.name} {channels} {entry.height} {entry.width} {found.shape[1]} "
                     f"{entry.head} {entry.margin} {outputs[0]}\n")
    with open(os.path.join(folder, "zoo.txt"), "w", encoding="ascii") as file:
        file.writelines(lines)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
