#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
"""Segments an image in numpy alone, written from packaging/python/README.md: numbers are its steps.

usage: numpy_engine.py IMAGE.nii[.gz] MODEL.halftone PRECISION

Prints how many voxels each label has. Files are read as their voxels lie; an image for a model with
an orientation has to be stored in it, as the synthetic samples are.
"""
import gzip
import os
import struct
import sys

import numpy

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "packaging", "python"))
import halftone_file  # noqa: E402

NIFTI_TYPES = {2: "<u1", 4: "<i2", 16: "<f4"}


def read_nifti(path):
    """Voxels [k,j,i] of an uncompressed or gzipped file and their spacing (j, i) in millimetres."""
    with open(path, "rb") as file:
        content = file.read()
    content = gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content
    size = struct.unpack("<3h", content[42:48])
    kind = struct.unpack("<h", content[70:72])[0]
    spacing = struct.unpack("<2f", content[80:88])
    start = int(struct.unpack("<f", content[108:112])[0])
    voxels = numpy.frombuffer(content, NIFTI_TYPES[kind], size[0] * size[1] * size[2], start)
    return voxels.reshape(size[::-1]), (spacing[1], spacing[0])


# --- 2. window -------------------------------------------------------------------------------------

def percentile(volume, percent):
    """The value at that percentile of a volume [k,j,i]."""
    values = volume.reshape(-1)
    if volume.dtype.kind not in "iu" or volume.dtype.itemsize > 2:
        values = values[::max(1, values.size >> 20)]
        values = values[numpy.isfinite(values)]
    return float(numpy.sort(values)[int(percent / 100 * (values.size - 1))])


def levels_of(volume, spec):
    """Levels 0..255 of all voxels, as doubles."""
    low, high = spec["low"], spec["high"]
    if spec["window"] == "percentile":
        low, high = percentile(volume, low), percentile(volume, high)
    values = volume.astype(numpy.float64)
    if low >= high:
        return numpy.zeros_like(values)
    inside = 255 * (values - low) / (high - low)
    return numpy.where(values > low, numpy.where(values >= high, 255, inside), 0)


# --- 3. grid ---------------------------------------------------------------------------------------

def steady(spacing):
    """The decimal of at most four digits within a millionth, where there is one."""
    for digits in range(1, 5):
        decimal = float(f"{spacing:.{digits - 1}e}")
        if abs(decimal / spacing - 1) <= 1e-6:
            return decimal
    return spacing


def grid_of(size, spacing, spec):
    """(new size, step) of one axis."""
    wanted = spec["in_plane_spacing_mm"]
    spacing = spacing if spacing > 0 else spec.get("assumed_spacing_mm", 0)
    if wanted <= 0 or spacing <= 0:
        return size, 1.0
    step = wanted / steady(spacing)
    if abs(step - 1) < 1e-3:
        return size, 1.0
    return max(1, int(numpy.floor(size / step + 0.5))), step


def resample(plane, axis, new, step):
    """One axis of float32 values at `new` places, `step` apart."""
    old = plane.shape[axis]
    at = (numpy.arange(new) - 0.5 * (new - 1)) * step + 0.5 * (old - 1)
    at = numpy.clip(at, 0, old - 1)
    low = numpy.floor(at).astype(int)
    weight = (at - low).astype(numpy.float32)
    weight = weight[:, None] if axis % plane.ndim == plane.ndim - 2 else weight
    first = numpy.take(plane, low, axis)
    return first + weight * (numpy.take(plane, numpy.minimum(low + 1, old - 1), axis) - first)


# --- 5. network ------------------------------------------------------------------------------------

def convolve(inputs, zeros, weights, stride):
    """Accumulators [O,H,W] of values [C,H,W] and the codes beyond their edges; doubles hold them exactly."""
    _, height, width = inputs[0].shape
    side = weights.shape[2]
    before = (side - 1) // 2
    pad = ((0, 0), *[(before, side)] * 2)  # more than is read
    padded = numpy.concatenate([numpy.pad(codes.astype(numpy.float64), pad, constant_values=zero)
                                for codes, zero in zip(inputs, zeros)])
    sums = 0
    for y in range(side):
        for x in range(side):
            taps = padded[:, y:y + height:stride, x:x + width:stride].reshape(len(padded), -1)
            sums = sums + weights[:, :, y, x].astype(numpy.float64) @ taps
    return sums.astype(numpy.int64).reshape(-1, height // stride, width // stride)


def requantize(sums, table, conv, most):
    """Codes up to `most` from accumulators [O,H,W]."""
    b, m, p, s = (part[conv].astype(numpy.int64)[:, None, None]
                  for part in (table.bias, table.multiplier, table.pre_shift, table.shift))
    t = (sums + ((1 << p) >> 1)) >> p
    return numpy.clip((t * m + b) >> s, 0, most).astype(numpy.uint8)


def max_pool2(codes):
    """The largest of each 2x2 block."""
    channels, height, width = codes.shape
    return codes.reshape(channels, height // 2, 2, width // 2, 2).max(axis=(2, 4))


def max_pool3(codes):
    """The largest of 3x3 around every second pixel."""
    padded = numpy.pad(codes, ((0, 0), (1, 0), (1, 0)))
    views = [padded[:, y:y + codes.shape[1]:2, x:x + codes.shape[2]:2] for y in range(3) for x in range(3)]
    return numpy.max([view[:, :codes.shape[1] // 2, :codes.shape[2] // 2] for view in views], axis=0)


def bilinear2(codes):
    """Twice the size: 9, 3, 3 and 1 sixteenths of the four nearest pixels."""
    _, height, width = codes.shape
    wide = numpy.pad(codes.astype(numpy.int64), ((0, 0), (1, 1), (1, 1)), mode="edge")
    out = numpy.zeros((len(codes), 2 * height, 2 * width), numpy.uint8)
    near = wide[:, 1:-1, 1:-1]
    for dy in range(2):
        for dx in range(2):
            rows, columns = slice(2 * dy, 2 * dy + height), slice(2 * dx, 2 * dx + width)
            far_y, far_x, far = wide[:, rows, 1:-1], wide[:, 1:-1, columns], wide[:, rows, columns]
            out[:, dy::2, dx::2] = (9 * near + 3 * far_y + 3 * far_x + far + 8) >> 4
    return out


def shuffle2(codes):
    """Four channels to one of twice the size."""
    channels, height, width = codes.shape
    parts = codes.reshape(channels // 4, 2, 2, height, width)
    return parts.transpose(0, 3, 1, 4, 2).reshape(channels // 4, 2 * height, 2 * width)


def add(first, second, table, number, most):
    """The sum of two values, by entry `number` of the table."""
    by = {part: int(values[number]) for part, values in table.adds.items()}
    sums = first.astype(numpy.int64) * by["first"] + second.astype(numpy.int64) * by["second"] + by["bias"]
    return numpy.clip(sums >> by["shift"], 0, most).astype(numpy.uint8)


RESIZING = {"max_pool2": max_pool2, "max_pool3": max_pool3, "bilinear2": bilinear2, "shuffle2": shuffle2,
            "upsample2": lambda codes: codes.repeat(2, axis=1).repeat(2, axis=2)}


def values_of(model, precision, image):
    """Codes of all nodes, and last the logits, of 8-bit codes [H,W], whose sides are multiples of the stride."""
    weight_bits, activation_bits = halftone_file.precision_bits(precision)
    table, nodes = model.tables[precision], model.network["nodes"]
    values = {-1: image[None]}
    convs = adds = 0
    for index, node in enumerate(nodes):
        inputs = [values[value] for value in node["inputs"]]
        most = halftone_file.largest_code(model.network, index, activation_bits)
        if node["op"] in RESIZING:
            values[index] = RESIZING[node["op"]](inputs[0])
        elif node["op"] == "add":
            values[index] = add(*inputs, table, adds, most)
            adds += 1
        else:
            sums = convolve(inputs, [table.zero_point(value) for value in node["inputs"]],
                            model.codes_at(node["name"], weight_bits), node.get("stride", 1))
            is_head = index + 1 == len(nodes)
            values[index] = (sums + table.head_bias[:, None, None] if is_head
                             else requantize(sums, table, convs, most))
            convs += 1
    return [values[index] for index in range(len(nodes))]


def logits_of(model, precision, image):
    """Logits [classes,H,W]."""
    return values_of(model, precision, image)[-1]


def stride_of(network):
    """2^(deepest level)."""
    levels = {-1: 0}
    for index, node in enumerate(network["nodes"]):
        step = {"max_pool2": 1, "max_pool3": 1, "conv": node.get("stride", 1) - 1, "add": 0}.get(node["op"], -1)
        levels[index] = levels[node["inputs"][0]] + step
    return 1 << max(levels.values())


# --- 6. and 7. class -------------------------------------------------------------------------------

def probabilities_of(logits, scale):
    """Sigmoid or softmax, in 32-bit floats."""
    scale = numpy.float32(scale)

    def power(values):
        return numpy.exp(values.astype(numpy.float64)).astype(numpy.float32)

    if len(logits) == 1:
        return 1 / (1 + power(-(scale * logits.astype(numpy.float32))))
    weights = power(scale * (logits - logits.max(axis=0)).astype(numpy.float32))
    total = numpy.zeros_like(weights[0])
    for weight in weights:
        total += weight
    return weights / total


def mask_of(scores, threshold):
    """Classes [H,W]: argmax gives the first of equals."""
    return (scores[0] >= threshold if len(scores) == 1 else scores.argmax(axis=0)).astype(numpy.uint8)


def codes_of(volume, spacing, spec):
    """Codes [k,rows,columns] on the model's grid, and (size, step) of rows and columns; spacing 0: unknown."""
    grids = [grid_of(size, step, spec) for size, step in zip(volume.shape[1:], spacing)]
    levels = levels_of(volume, spec)
    if not keeps_grid(volume, grids):
        wide = resample(levels.astype(numpy.float32), 2, *grids[1])
        levels = resample(wide, 1, *grids[0]).astype(numpy.float64)
    return (levels + 0.5).astype(numpy.uint8), grids


def keeps_grid(volume, grids):
    """Whether nothing is interpolated."""
    return all(grid == (size, 1.0) for grid, size in zip(grids, volume.shape[1:]))


def segment(model, precision, volume, spacing=(0, 0)):
    """The mask [k,j,i] of a volume whose spacing along j and i is told in millimetres (0: unknown)."""
    slices, grids = codes_of(volume, spacing, model.card["preprocess"])
    (rows, row_step), (columns, column_step) = grids
    stride = stride_of(model.network)
    mask = numpy.zeros(volume.shape, numpy.uint8)
    for k, codes in enumerate(slices):
        codes = numpy.pad(codes, ((0, -rows % stride), (0, -columns % stride)), mode="edge")
        logits = logits_of(model, precision, codes)[:, :rows, :columns]
        if keeps_grid(volume, grids):
            mask[k] = mask_of(logits, 0)
            continue
        scores = resample(probabilities_of(logits, model.tables[precision].logit_scale), 2,
                          volume.shape[2], 1 / column_step)
        mask[k] = mask_of(resample(scores, 1, volume.shape[1], 1 / row_step), numpy.float32(0.5))
    return mask


def main(arguments):
    """Prints the labels of one image."""
    if len(arguments) != 3:
        sys.exit(__doc__)
    volume, spacing = read_nifti(arguments[0])
    mask = segment(halftone_file.load(arguments[1]), arguments[2], volume, spacing)
    for label, count in zip(*numpy.unique(mask, return_counts=True)):
        print(f"label {label}: {count} voxels")


if __name__ == "__main__":
    main(sys.argv[1:])
