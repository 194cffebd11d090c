#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
"""Writes the tables of measurements against other engines: side by side by processor class into the
project's README.md, with threads, memory and slider moves into the README.md beside this script.

usage: make_table.py              rewrite both blocks from results/*.csv
       make_table.py --check      exit code 1 if a block is not what these give
       make_table.py --print CSV  print both of one file, as run.sh does
       make_table.py --class CSV  print the processor class of one file

A processor class is the kernel set that Halftone chose there; results/ has a file for each. A block
stands between BEGIN and END below. Every time is the median over rounds of a process's median;
ratios are ratios of these. Goals are those the engine was built for (GOALS).
"""
import csv
import difflib
import glob
import os
import statistics
import sys
import textwrap
from dataclasses import dataclass

HERE = os.path.dirname(os.path.abspath(__file__))
RESULTS = os.path.join(HERE, "results")
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))
BEGIN, END = "<!-- generated: begin peers -->\n", "<!-- generated: end peers -->\n"
WIDTH = 110

INT8, FP32 = ("ONNX Runtime", "int8"), ("ONNX Runtime", "FP32")
TORCH = ("LibTorch", "FP32")
CEILING = ("Multiplications alone", "int8")
CLASSES = {"avx512vnni": "AVX-512 VNNI", "avxvnni": "AVX-VNNI", "avx2": "AVX2", "neon_i8mm": "NEON, I8MM",
           "neon_dot": "NEON, dot products", "neon": "NEON", "portable": "portable code"}

# {class: {width: {precision: times ONNX Runtime's int8}}}
GOALS = {
    "avx512vnni": {64: {"W8A8": 0.55, "W4A6": 0.33, "W4A4": 0.28, "W2A4": 0.28, "W1A1": 0.14},
                   16: {"W8A8": 0.36, "W4A6": 0.22}},
    "avx2": {64: {"W8A8": 0.45, "W4A6": 0.36, "W4A4": 0.30, "W2A4": 0.30, "W1A1": 0.24},
             16: {"W8A8": 0.50, "W4A6": 0.36}},
}
# At the widest, W4A6, on every class: at most so much of a rival's memory.
MEMORY_GOALS = ((TORCH, 1 / 6), (INT8, 1 / 2))
# Fewer bits never take longer than the ones before by more than runs differ.
FALLING = ("W8A8", "W4A6", "W4A4", "W2A4", "W1A1")
NOISE = 0.03


class Fault(Exception):
    """Something is missing or wrong; the text says what to do."""


class Results:
    """Medians of a CSV file: of one machine, on one day or several."""

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
            key = (int(row["width"]), (row["engine"], row["precision"]))
            (self.on_one_thread if alone else self.groups).setdefault(key, []).append(row)
        for name in ("cpu", "threads"):
            if len({row[name] for rows in self.groups.values() for row in rows}) > 1:
                raise Fault(f"{path} has measurements of more than one '{name}'.")
        sets = {row["isa"] for row in self.rows if row["engine"] == "Halftone"}
        if len(sets) != 1 or not sets <= set(CLASSES):
            raise Fault(f"{path} needs Halftone's times on one kernel set, and has {sorted(sets)}.")
        self.isa = sets.pop()
        self.title = CLASSES[self.isa]

    def value(self, width, contestant, measure="time", alone=False):
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

    def goal(self, width, contestant):
        """Times ONNX Runtime's int8, or None."""
        if contestant[0] != "Halftone":
            return None
        return GOALS.get(self.isa, {}).get(width, {}).get(contestant[1])

    def verdicts(self):
        """(is met, what) of every goal that was measured."""
        found = []
        widths = sorted({width for width, _ in self.groups})
        for width in widths:
            for precision, factor in GOALS.get(self.isa, {}).get(width, {}).items():
                ratio = self.ratio(width, ("Halftone", precision), INT8)
                if ratio:
                    # As many digits as the goal has, and as the table shows.
                    found.append((round(ratio, 2) <= factor, f"{precision} at width {width}: {ratio:.2f} of "
                                  f"ONNX Runtime's int8 instead of {factor:.2f}"))
            for more, fewer in zip(FALLING, FALLING[1:]):
                ratio = self.ratio(width, ("Halftone", fewer), ("Halftone", more))
                if ratio:
                    found.append((ratio <= 1 + NOISE, f"{fewer} at width {width}: {ratio:.2f} times {more}"))
        for rival, factor in MEMORY_GOALS:
            ratio = self.ratio(max(widths), ("Halftone", "W4A6"), rival, "memory")
            if ratio:
                found.append((ratio <= factor, f"memory at W4A6: {ratio:.2f} of {' '.join(rival)}'s instead of "
                              f"{factor:.2f}"))
        return found


def in_order(keys):
    """Rows of a table: by width, Halftone last, most bits first."""
    engines = ("ONNX Runtime", "oneDNN", "LibTorch", CEILING[0], "Halftone")

    def place(key):
        width, (engine, precision) = key
        bits = [-int(digit) for digit in precision if digit.isdigit()]
        return width, engines.index(engine), bits
    return sorted(keys, key=place)


def milliseconds(value):
    """Three digits; nothing where there is nothing."""
    if not value:
        return ""
    return f"{value:.0f} ms" if value >= 100 else f"{value:.1f} ms"


def megabytes(value):
    """Powers of ten; nothing where there is nothing."""
    return f"{value / 1e6:.0f} MB" if value else ""


def times(ratio, goal=None):
    """'0.38', '0.38 (goal 0.33)'; nothing where there is nothing."""
    if not ratio:
        return ""
    return f"{ratio:.2f}" + (f" (goal {goal:.2f})" if goal else "")


def table(rows):
    """Markdown lines; the first row is the heading."""
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines.insert(1, "|" + "---|" * len(rows[0]))
    return lines


def versions(results):
    """'Halftone 0.1.0 abc, LibTorch 1.13.1, ...'"""
    found = {}
    for row in results.rows:
        version = row["version"].removeprefix(row["engine"] + " ").split(",")[0]
        found.setdefault(row["engine"], version)
    found.pop(CEILING[0], None)
    return ", ".join(f"{engine} {version}" for engine, version in sorted(found.items()))


def conditions(results):
    """One sentence on the machine and the day."""
    rounds = max(len(rows) for rows in results.groups.values())
    dates = sorted({row["date"] for row in results.rows})
    return (f"**{results.title}**: {results.rows[0]['cpu']}, {results.threads} threads, "
            f"{' to '.join(dates)}; medians of {rounds} round{'' if rounds == 1 else 's'} in which "
            f"everyone ran in turn. {versions(results)}.")


def judgement(results):
    """'AVX2: goals met: 9 of 10. Missed: ...'"""
    verdicts = results.verdicts()
    missed = [what for met, what in verdicts if not met]
    text = f"{results.title}: goals met: {len(verdicts) - len(missed)} of {len(verdicts)}."
    return text + (f" Missed: {'; '.join(missed)}." if missed else "")


def side_by_side(everyone):
    """Classes in columns: the block of the project's README.md."""
    heading = ["width", "engine", "precision"]
    for results in everyone:
        heading += [results.title, "x ONNX int8"]
    rows = [heading]
    for width, contestant in in_order({key for results in everyone for key in results.groups}):
        row = [str(width), *contestant]
        for results in everyone:
            row += [milliseconds(results.value(width, contestant)),
                    times(results.ratio(width, contestant, INT8), results.goal(width, contestant))]
        rows.append(row)
    lines = []
    for results in everyone:
        lines += [*textwrap.wrap(conditions(results), WIDTH), ""]
    lines += [*table(rows), ""]
    for results in everyone:
        lines += [*textwrap.wrap(judgement(results), WIDTH), ""]
    return lines[:-1]


def details(everyone):
    """Memory, threads and slider moves of each class: the block beside this script."""
    lines = []
    for results in everyone:
        rows = [["width", "engine", "precision", "1 thread", f"{results.threads} threads", "times faster",
                 "x ONNX FP32", "peak memory", "slider move"]]
        for width, contestant in in_order(results.groups):
            one = results.value(width, contestant, alone=True)
            both = results.value(width, contestant)
            rows.append([str(width), *contestant, milliseconds(one), milliseconds(both),
                         times(one / both if one else None), times(results.ratio(width, contestant, FP32)),
                         megabytes(results.value(width, contestant, "memory")),
                         milliseconds(results.value(width, contestant, "prepare"))])
        lines += [*textwrap.wrap(conditions(results), WIDTH), "", *table(rows), ""]
    return lines[:-1]


@dataclass(frozen=True)
class Page:
    """A file with a block."""
    path: str
    lines: callable


PAGES = (Page(os.path.join(ROOT, "README.md"), side_by_side), Page(os.path.join(HERE, "README.md"), details))


def read_all(folder):
    """Every class there is, the one with the most instructions first."""
    everyone = [Results(path) for path in glob.glob(os.path.join(folder, "*.csv"))]
    if not everyone:
        raise Fault(f"{folder} has no measurements: run tests/bench/peers/run.sh --keep.")
    return sorted(everyone, key=lambda results: list(CLASSES).index(results.isa))


def update(page, everyone, check):
    """Rewrites or checks a block; the exit code."""
    with open(page.path, encoding="utf-8") as file:
        old = file.read()
    if old.count(BEGIN) != 1 or old.count(END) != 1:
        raise Fault(f"{page.path} needs one '{BEGIN.strip()}' and one '{END.strip()}'.")
    before, rest = old.split(BEGIN)
    after = rest.split(END)[1]
    new = before + BEGIN + "\n".join(page.lines(everyone)) + "\n" + END + after
    if check and new != old:
        sys.stdout.writelines(difflib.unified_diff(old.splitlines(True), new.splitlines(True),
                                                   page.path, "as results/*.csv give it", n=1))
        print(f"{page.path}: run tests/bench/peers/make_table.py")
        return 1
    if new != old:
        with open(page.path, "w", encoding="utf-8") as file:
            file.write(new)
    return 0


def main(arguments, pages=PAGES, folder=RESULTS):
    """Does what the arguments ask; returns the exit code."""
    try:
        if arguments in ([], ["--check"]):
            everyone = read_all(folder)
            return max(update(page, everyone, bool(arguments)) for page in pages)
        if len(arguments) == 2 and arguments[0] == "--print":
            results = [Results(arguments[1])]
            print("\n".join([*side_by_side(results), "", *details(results)]))
            return 0
        if len(arguments) == 2 and arguments[0] == "--class":
            print(Results(arguments[1]).isa)
            return 0
    except (Fault, OSError, KeyError, ValueError) as fault:
        print(f"make_table.py: {fault}", file=sys.stderr)
        return 1
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
