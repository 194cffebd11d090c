#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
"""A system that gives no more threads: the program works, or ends with a sentence.

usage: no_threads.py --cli PROGRAM --library FAIL_CALLS.so [--window PROGRAM]

From the n-th thread on every one is refused, as by a limit of the shell, the user or a container.
Of the window, which needs no display for this, also the n-th alone.
"""
import argparse
import os
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from inject_faults import Run  # noqa: E402
from operations import prepare  # noqa: E402


def commands(folder):
    def at(*names):
        return os.path.join(folder, *names)
    image = at("em0", "synthetic-em-image.nii.gz")
    labels = at("em0", "synthetic-em-labels.nii.gz")
    yield "segment", ["segment", image, "--model", "em-membrane", "-o", "m.nrrd", "--threads", "4"]
    yield "sweep", ["sweep", image, "--reference", labels, "--model", "em-membrane", "--weights", "4",
                    "--activations", "4", "--no-peak-rss", "--threads", "4"]
    if os.path.exists(at("model.halftone")):
        yield "segment FP32", ["segment", image, "--model", "em-membrane", "-o", "m.nrrd",
                               "--threads", "2", "--weights", "32", "--activations", "32"]
        yield "train", ["train", at("untrained", "config-in.json")]


def window_faults():
    """The threads that app/main.cpp asks for, and those behind them: lanes, and Qt's for painting."""
    asked = 12 + 3 * len(os.sched_getaffinity(0))
    return (["1", "1+", "7", f"{asked // 2}+", f"{asked}+"]
            + [f"{asked + more}" for more in (1, 3, 4, 5, 6)])


def told(run, program):
    return [line for line in run.said.splitlines() if line.startswith(program + ": ")]


def is_refusal(run, program):
    return run.code == 1 and any("Resource temporarily unavailable" in line
                                 and "eport it" not in line for line in told(run, program))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--cli", required=True, type=os.path.abspath)
    parser.add_argument("--library", required=True, type=os.path.abspath)
    parser.add_argument("--window", type=os.path.abspath)
    options = parser.parse_args()
    broken = refused = 0
    with tempfile.TemporaryDirectory(prefix="halftone-faults-") as folder:
        folder = os.path.realpath(folder)
        work = os.path.join(folder, "work", "here")
        os.makedirs(work)
        prepare(options.cli, folder)
        for what, command in commands(folder):
            for number in (1, 2, 3):
                run = Run([options.cli] + command, work, options.library,
                          f"thread:{number}+:EAGAIN")
                right = is_refusal(run, "halftone-cli") if run.reached else run.code == 0
                refused += run.reached
                broken += not right
                print(f"{'ok' if right else 'BROKEN':7}{what:14}from thread {number}: "
                      f"{run.code} {' '.join(told(run, 'halftone-cli'))[-200:]}")
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        for number in window_faults() if options.window else []:
            picture = os.path.join(work, f"window{number}.png")
            run = Run([options.window, os.path.join(folder, "em0", "synthetic-em-image.nii.gz"),
                       "--weights", "2", "--activations", "4", "--screenshot", picture], work,
                      options.library, f"thread:{number}:EAGAIN")
            right = run.code == 0 and os.path.exists(picture) or is_refusal(run, "halftone")
            refused += run.reached
            broken += not right
            print(f"{'ok' if right else 'BROKEN':7}{'window':14}thread {number}: {run.code} "
                  + ' '.join(told(run, 'halftone'))[-200:], flush=True)
    print(f"{refused} times refused, {broken} runs broke a rule")
    return 1 if broken or not refused else 0


if __name__ == "__main__":
    sys.exit(main())
