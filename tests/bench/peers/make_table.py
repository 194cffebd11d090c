#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
"""Writes the table of measurements against other engines into the project's README.md.

usage: make_table.py              rewrite the block of README.md from results.csv
       make_table.py --check      exit code 1 if the block is not what results.csv gives
       make_table.py --print CSV  print the block of another file, as run.sh does

The block stands between BEGIN and END below. Every time is the median over rounds of a process's
median; ratios are ratios of these. Goals are those the engine was built for (GOALS).
"""
import csv
import difflib
import os
import statistics
import sys
import textwrap
from dataclasses import dataclass

HERE = os.path.dirname(os.path.abspath(__file__))
RESULTS = os.path.join(HERE, "results.csv")
README = os.path.join(HERE, "..", "..", "..", "README.md")
BEGIN, END = "<!-- generated: begin peers -->\n", "<!-- generated: end peers -->\n"
WIDTH = 110

INT8, FP32 = ("ONNX Runtime", "int8", ""), ("ONNX Runtime", "FP32", "")
TORCH, TORCH_AVX2 = ("LibTorch", "FP32", ""), ("LibTorch", "FP32", "avx2")
CEILING = ("Multiplications alone", "int8", "")
NAMES = {INT8: "ONNX int8", FP32: "ONNX FP32", TORCH: "LibTorch", TORCH_AVX2: "LibTorch",
         CEILING: "multiplications alone", ("Halftone", "W4A6", ""): "W4A6"}


class Fault(Exception):
    """Something is missing or wrong; the text says what to do."""


@dataclass(frozen=True)
class Goal:
    """Halftone's `measure` at a precision is at most `factor` times that of a rival."""
    width: int
    precision: str
    measure: str  # "time" or "memory"
    factor: float
    rival: tuple
    isa: str = ""
    noise: float = 0  # more than the factor by this much is still no difference


GOALS = (
    Goal(64, "W8A8", "time", 0.85, INT8),
    Goal(64, "W4A6", "time", 0.42, INT8),
    Goal(64, "W4A6", "time", 0.15, FP32),
    Goal(64, "W4A6", "time", 1.00, CEILING),
    Goal(64, "W4A6", "memory", 1 / 6, TORCH),
    Goal(64, "W4A6", "memory", 1 / 2, INT8),
    Goal(64, "W2A4", "time", 1.00, ("Halftone", "W4A6", ""), noise=0.02),
    Goal(64, "W1A1", "time", 0.35, INT8),
    Goal(32, "W4A6", "time", 0.45, INT8),
    Goal(16, "W4A6", "time", 0.45, INT8),
    Goal(64, "W8A8", "time", 0.50, TORCH_AVX2, isa="avx2"),
)


class Results:
    """Medians of a CSV file."""

    def __init__(self, path):
        with open(path, encoding="utf-8", newline="") as file:
            self.rows = list(csv.DictReader(file))
        if not self.rows:
            raise Fault(f"{path} has no measurements: run tests/bench/peers/run.sh --keep.")
        self.groups = {}
        self.on_one_thread = {}  # Halftone's, beside those on as many threads as everyone
        self.threads = max(int(row["threads"]) for row in self.rows)
        for row in self.rows:
            alone = row["engine"] == "Halftone" and int(row["threads"]) == 1 < self.threads
            key = (int(row["width"]), (row["engine"], row["precision"], row["isa"]))
            (self.on_one_thread if alone else self.groups).setdefault(key, []).append(row)
        for name in ("cpu", "threads"):
            if len({row[name] for rows in self.groups.values() for row in rows}) > 1:
                raise Fault(f"{path} has measurements of more than one '{name}'.")

    def value(self, width, contestant, measure, alone=False):
        """Milliseconds or bytes, `alone`: on one thread; None where that was not measured."""
        rows = (self.on_one_thread if alone else self.groups).get((width, contestant))
        if not rows:
            return None
        column = {"time": "ms_median", "memory": "peak_bytes", "prepare": "prepare_ms"}[measure]
        return statistics.median(float(row[column]) for row in rows) or None

    def ratio(self, width, contestant, rival, measure="time"):
        """How many times the rival's; None where one was not measured."""
        mine = self.value(width, contestant, measure)
        theirs = self.value(width, rival, measure)
        return mine / theirs if mine and theirs else None


def judged(results, goal):
    """(is met, '0.85 x ONNX int8: met (0.78)'), or None where not measured."""
    contestant = ("Halftone", goal.precision, goal.isa)
    ratio = results.ratio(goal.width, contestant, goal.rival, goal.measure)
    if ratio is None:
        return None
    allowed = goal.factor * (1 + goal.noise)
    met = ratio <= allowed
    verdict = "met" if met else f"missed by {100 * (ratio / goal.factor - 1):.0f} %"
    what = "memory " if goal.measure == "memory" else ""
    return met, f"{what}{goal.factor:.2f} x {NAMES[goal.rival]}: {verdict} ({ratio:.2f})"


def milliseconds(value):
    """Three digits."""
    return f"{value:.0f} ms" if value >= 100 else f"{value:.1f} ms"


def megabytes(value):
    """Powers of ten; nothing where there is nothing."""
    return f"{value / 1e6:.0f} MB" if value else ""


def counted(count, what):
    """'1 round', '2 rounds'."""
    return f"{count} {what}{'' if int(count) == 1 else 's'}"


def table(rows):
    """Markdown lines; the first row is the heading."""
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines.insert(1, "|" + "---|" * len(rows[0]))
    return lines


def table_rows(results, isa, rivals):
    """A row a contestant, by width; `rivals` have a column each."""
    rows = []
    for width, contestant in sorted(results.groups, key=lambda key: key[0]):
        if contestant[2] != isa:
            continue
        cells = [str(width), contestant[0], contestant[1],
                 milliseconds(results.value(width, contestant, "time"))]
        for rival in rivals:
            ratio = results.ratio(width, contestant, rival)
            cells.append(f"{ratio:.2f}" if ratio else "")
        cells.append(megabytes(results.value(width, contestant, "memory")))
        goals = [judged(results, goal) for goal in GOALS
                 if (goal.width, ("Halftone", goal.precision, goal.isa)) == (width, contestant)]
        cells.append("<br>".join(goal[1] for goal in goals if goal))
        rows.append(cells)
    return rows


def scaling_rows(results):
    """Halftone's precisions on one thread and on all, and what a move of the slider takes."""
    rows = []
    for width, contestant in results.on_one_thread:
        one = results.value(width, contestant, "time", alone=True)
        everyone = results.value(width, contestant, "time")
        if everyone:
            rows.append([str(width), contestant[1], milliseconds(one), milliseconds(everyone),
                         f"{one / everyone:.2f}",
                         milliseconds(results.value(width, contestant, "prepare"))])
    return rows


def versions(results):
    """'Halftone 0.1.0 abc, LibTorch 1.13.1, ...'"""
    found = {}
    for row in results.rows:
        version = row["version"].removeprefix(row["engine"] + " ").split(",")[0]
        found.setdefault(row["engine"], version)
    found.pop(CEILING[0], None)
    return ", ".join(f"{engine} {version}" for engine, version in sorted(found.items()))


def block(path):
    """The lines between the markers."""
    results = Results(path)
    first = results.rows[0]
    rounds = max(len(rows) for rows in results.groups.values())
    dates = sorted({row["date"] for row in results.rows})
    verdicts = [(goal, judged(results, goal)) for goal in GOALS]
    known = [(goal, verdict) for goal, verdict in verdicts if verdict]
    missed = [f"{goal.precision}{' (AVX2)' if goal.isa else ''} at width {goal.width}: {verdict[1]}"
              for goal, verdict in known if not verdict[0]]
    lines = textwrap.wrap(
        f"{first['cpu']}, {counted(results.threads, 'thread')}, {' to '.join(dates)}; medians of "
        f"{counted(rounds, 'round')} in which everyone ran in turn. Times are of the network "
        f"alone. {versions(results)}.", WIDTH)
    lines += ["", *table([["width", "engine", "precision", "a 512x512 image", "x ONNX int8",
                           "x ONNX FP32", "peak memory", "goal (measured)"],
                          *table_rows(results, "", (INT8, FP32))])]
    restricted = table_rows(results, "avx2", (TORCH_AVX2,))
    if restricted:
        lines += ["", "Both restricted to AVX2:", "",
                  *table([["width", "engine", "precision", "a 512x512 image", "x LibTorch",
                           "peak memory", "goal (measured)"], *restricted])]
    scaling = scaling_rows(results)
    if scaling:
        lines += ["", *textwrap.wrap("Halftone by threads, and how long all weights take to be derived "
                                     "and packed when the slider moves:", WIDTH),
                  "", *table([["width", "precision", "1 thread", f"{results.threads} threads",
                               "times faster", "slider move"], *scaling])]
    summary = f"Goals met: {len(known) - len(missed)} of {len(known)}."
    if missed:
        summary += f" Missed: {'; '.join(missed)}."
    return [*lines, "", *textwrap.wrap(summary, WIDTH)]


def update(readme, results, check):
    """Rewrites or checks the block; the exit code."""
    with open(readme, encoding="utf-8") as file:
        old = file.read()
    if old.count(BEGIN) != 1 or old.count(END) != 1:
        raise Fault(f"{readme} needs one '{BEGIN.strip()}' and one '{END.strip()}'.")
    before, rest = old.split(BEGIN)
    after = rest.split(END)[1]
    new = before + BEGIN + "\n".join(block(results)) + "\n" + END + after
    if check and new != old:
        sys.stdout.writelines(difflib.unified_diff(old.splitlines(True), new.splitlines(True),
                                                   readme, "as results.csv gives it", n=1))
        print(f"{readme}: run tests/bench/peers/make_table.py")
        return 1
    if new != old:
        with open(readme, "w", encoding="utf-8") as file:
            file.write(new)
    return 0


def main(arguments, readme=README, results=RESULTS):
    """Does what the arguments ask; returns the exit code."""
    try:
        if arguments in ([], ["--check"]):
            return update(readme, results, bool(arguments))
        if len(arguments) == 2 and arguments[0] == "--print":
            print("\n".join(block(arguments[1])))
            return 0
    except (Fault, OSError, KeyError, ValueError) as fault:
        print(f"make_table.py: {fault}", file=sys.stderr)
        return 1
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
