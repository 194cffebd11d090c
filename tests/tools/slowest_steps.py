#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
"""Prints what a build spent its time on.

usage: slowest_steps.py [BUILD_FOLDER|NINJA_LOG] [COUNT]

From the log that ninja keeps (default: build/release): the COUNT (20) slowest steps, and the sum of
each folder. Times are wall times of one step each: comparable only where the machine did nothing
else, and without a compiler cache (CCACHE_DISABLE=1).
"""
import collections
import os
import sys


def read_log(path):
    """{output: milliseconds} of the last run of every step; a step's first output stands for it."""
    steps = {}
    with open(path, encoding="utf-8") as file:
        if not file.readline().startswith("# ninja log v"):
            raise ValueError(f"{path} is not a log of ninja")
        for line in file:
            fields = line.rstrip("\n").split("\t")
            if len(fields) != 5:
                raise ValueError(f"{path}: not a line of ninja's log: {line!r}")
            start, end, _, output, command = fields
            # Outputs of one step share command, start and end; a later line is a later run.
            steps[output] = (int(start), int(end), command)
    seen = set()
    durations = {}
    for output, step in steps.items():
        if step not in seen:
            seen.add(step)
            durations[output] = step[1] - step[0]
    return durations


def kind_of(output):
    """The folder of a compiled file, or what else the step was."""
    if output.endswith((".o", ".obj", ".gch", ".pch")):
        folder = output.split("CMakeFiles/")[0].strip("/") or "(top)"
        if output.endswith((".gch", ".pch")):
            return "precompiled headers"
        return folder
    if "autogen" in output or output.endswith(".moc"):
        return "moc"
    if output == "build.ninja":
        return "cmake"
    return "linking and the rest"


def main(arguments):
    """Prints both tables; returns the exit code."""
    here = os.path.dirname(os.path.abspath(__file__))
    path = arguments[0] if arguments else os.path.join(here, "..", "..", "build", "release")
    count = int(arguments[1]) if len(arguments) > 1 else 20
    if os.path.isdir(path):
        path = os.path.join(path, ".ninja_log")
    durations = read_log(path)
    for output, duration in sorted(durations.items(), key=lambda item: -item[1])[:count]:
        print(f"{duration / 1000:8.1f} s  {output}")
    sums = collections.Counter()
    for output, duration in durations.items():
        sums[kind_of(output)] += duration
    print()
    for kind, duration in sums.most_common():
        print(f"{duration / 1000:8.1f} s  {kind}")
    print(f"{sum(sums.values()) / 1000:8.1f} s  in {len(durations)} steps")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
