#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
"""What is said about fragile voxels follows from what was measured (tests/bench/results/fragile.csv).

The table of tests/bench/README.md and the main README have its figures. The words "no alarm", "less well than entropy" and
"too few to tell", which stand there and in the window, are true of it: whoever measures anew and finds otherwise has to
change them.
"""
import csv
import os
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FEW = 5
ENTROPY = "entropy of the foreground"


def read(*parts):
    """The text of a file of the project, with single blanks."""
    with open(os.path.join(ROOT, *parts), encoding="utf-8") as file:
        return " ".join(file.read().split())


def main():
    """Prints faults; how many there are is the exit code."""
    path = os.path.join(ROOT, "tests", "bench", "results", "fragile.csv")
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    bench = read("tests", "bench", "README.md")
    faults = []

    def expect(true, sentence):
        if not true:
            faults.append(sentence)

    for row in rows:
        where = f"{row['model']}, {row['set']}, {row['label']}, {row['measure']}"
        few = min(int(row["bad"]), int(row["slices"]) - int(row["bad"])) < FEW
        expect(few == (row["auroc"] == ""), f"{where}: an area of too few slices, or none of enough")
        if not few and row["measure"] != "entropy of the slice":
            area = f"{row['auroc']} ({row['low']} to {row['high']})"
            expect(area in bench, f"{where}: tests/bench/README.md does not say {area}")
        if not few and row["measure"] == ENTROPY:
            more = f"{row['fragile_minus_this']} ({row['minus_low']} to {row['minus_high']})"
            expect(more in bench, f"{where}: tests/bench/README.md does not say {more}")
    validated = [row for row in rows if row["set"] == "validation"]
    for row in validated:
        told = row["auroc"] != ""
        expect(told == (row["model"] == "ct-pancreas"), f"{row['model']}: the words say which models have too few bad slices")
        if told and row["measure"] == ENTROPY:
            expect(float(row["minus_high"]) < 0, "the fragile share is not worse than entropy, as the words say")
    of_pancreas = {row["measure"]: row for row in validated if row["model"] == "ct-pancreas"}
    both = (f"AUROC {float(of_pancreas['fragile share']['auroc']):.2f} against "
            f"{float(of_pancreas[ENTROPY]['auroc']):.2f}")
    expect(both in read("README.md"), f"README.md does not say '{both}'")
    for fault in faults:
        print(fault)
    print(f"check_fragile_table: {len(rows)} rows, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
