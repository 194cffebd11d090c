#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
"""Runs Halftone and its peers in turns and writes what each run took into a CSV file.

usage: peers.py --build BUILD --work WORK --output CSV [--threads T] [--rounds N]
                [--widths 16,32,64] [--only PATTERN]

BUILD is the build folder that has bin/peer_halftone, peer_onednn and halftone-cli; WORK holds models
and what npm installed. In every round every contestant runs once, in a process of its own: two
warm-ups, then a few timed runs. The next round begins with another contestant. --only keeps the
contestants whose "ENGINE PRECISION wWIDTH THREADS" has PATTERN (a regular expression). run.sh calls this.
"""
import argparse
import csv
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass

HERE = os.path.dirname(os.path.abspath(__file__))
SHAPES = os.path.join(os.path.dirname(HERE), "shapes")
SYSTEM_PYTHON = "/usr/bin/python3"  # has the distribution's python3-onnx
RUNS = {16: 10, 32: 5, 64: 3}  # timed ones of a process
COLUMNS = ("round", "engine", "version", "precision", "width", "isa", "threads", "ms_median",
           "ms_min", "runs", "peak_bytes", "prepare_ms", "gmac", "cpu", "date")
PRECISIONS = ((8, 8), (4, 6), (4, 4), (2, 4), (1, 2), (1, 1))


class Fault(Exception):
    """The comparison cannot go on; the text says why."""


@dataclass
class Contestant:
    """One engine at one precision and width."""
    engine: str
    precision: str
    width: int
    command: list
    threads: int = 0  # 0: as everyone

    def title(self):
        """For people, and for --only."""
        threads = f"{self.threads} thread" if self.threads else ""
        return " ".join(f"{self.engine} {self.precision} w{self.width} {threads}".split())


def run_json(command, **environment):
    """What a command prints last, read as JSON."""
    done = subprocess.run(command, env=os.environ | environment, text=True, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode != 0:
        raise Fault(f"'{' '.join(command)}' failed: {done.stderr.strip()}")
    return json.loads(done.stdout)


def cpu_name():
    """'AMD EPYC (family 25, model 17), 2 CPUs': cloud machines hide the model's name."""
    facts = {}
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        for line in file:
            key, _, value = line.partition(":")
            facts.setdefault(key.strip(), value.strip())
    name = facts.get("model name", platform.machine())
    return (f"{name} (family {facts.get('cpu family', '?')}, model {facts.get('model', '?')}), "
            f"{os.cpu_count()} CPUs")


def write_models(options, width):
    """{engine file kind: path} of one width; all must have equally many multiply-accumulates."""
    def path(ending):
        return os.path.join(options.work, f"unet_w{width}{ending}")

    files = {"fp32": path("_fp32.onnx"), "int8": path("_int8.onnx"), "halftone": path(".halftone"),
             "shapes": os.path.join(SHAPES, f"unet_w{width}.txt")}
    counts = run_json([SYSTEM_PYTHON, "-B", os.path.join(HERE, "write_onnx.py"), files["shapes"],
                       files["fp32"], files["int8"]])
    subprocess.run([program(options, "peer_halftone"), "write", str(width), files["halftone"]],
                   check=True)
    told = run_json([program(options, "halftone-cli"), "bench", "--model", files["halftone"],
                     "--weights", "8", "--activations", "8", "--repeat", "1", "--json"])
    for name, macs in counts.items():
        require_macs(f"the ONNX file in {name} of width {width}", macs, told["gmac"] * 1e9)
    return files, told["gmac"]


def require_macs(name, found, expected):
    """Peers must compute the same network."""
    if abs(found - expected) > 0.5:
        raise Fault(f"{name} has {found:.0f} multiply-accumulates, but Halftone's network has "
                    f"{expected:.0f}: it is another network.")


def program(options, name):
    """A program of the build folder."""
    return os.path.join(options.build, "bin", name)


def contestants(options, width, files):
    """Everyone who runs at this width."""
    runs, threads = str(RUNS[width]), str(options.threads)
    node = ["node", os.path.join(HERE, "onnxruntime.js"), options.work]
    halftone = program(options, "peer_halftone")

    def halftone_at(weights, activations, count=threads):
        return [halftone, "run", files["halftone"], str(weights), str(activations), count, runs]

    everyone = [Contestant("ONNX Runtime", "FP32", width, [*node, files["fp32"], threads, runs]),
                Contestant("ONNX Runtime", "int8", width, [*node, files["int8"], threads, runs]),
                Contestant("oneDNN", "int8", width,
                           [program(options, "peer_onednn"), files["shapes"], threads, runs]),
                Contestant("LibTorch", "FP32", width, halftone_at(32, 32)),
                Contestant("Multiplications alone", "int8", width,
                           [halftone, "ceiling", files["halftone"], threads, runs])]
    for weights, activations in PRECISIONS:
        everyone.append(Contestant("Halftone", f"W{weights}A{activations}", width,
                                   halftone_at(weights, activations)))
        if width == 64 and options.threads > 1:
            everyone.append(Contestant("Halftone", f"W{weights}A{activations}", width,
                                       halftone_at(weights, activations, "1"), threads=1))
    return [one for one in everyone if re.search(options.only, one.title())]


def measure(contestant, gmac, options):
    """One process: its row of the CSV, without the round."""
    threads = contestant.threads or options.threads
    result = run_json(contestant.command, OMP_NUM_THREADS=str(threads))
    if "macs" in result:
        require_macs(contestant.title(), result["macs"], gmac * 1e9)
    return {"engine": contestant.engine, "version": result["version"],
            "precision": contestant.precision, "width": contestant.width, "isa": result["isa"],
            "threads": threads, "ms_median": f"{statistics.median(result['milliseconds']):.3f}",
            "ms_min": f"{min(result['milliseconds']):.3f}", "runs": len(result["milliseconds"]),
            "peak_bytes": result["peak_bytes"],
            "prepare_ms": f"{result.get('prepare_ms', 0):.3f}", "gmac": f"{gmac:.3f}"}


def run_rounds(everyone, options):
    """Writes the CSV row by row; what was measured survives a failure later."""
    common = {"cpu": cpu_name(), "date": time.strftime("%Y-%m-%d", time.gmtime())}
    with open(options.output, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        for turn in range(options.rounds):
            start = time.monotonic()
            first = turn * 5 % len(everyone)
            for contestant, gmac in everyone[first:] + everyone[:first]:
                row = measure(contestant, gmac, options)
                writer.writerow({"round": turn + 1, **row, **common})
                file.flush()
                print(f"    {contestant.title():34} {float(row['ms_median']):9.1f} ms "
                      f"{row['peak_bytes'] / 1e6:8.1f} MB", flush=True)
            print(f"== Round {turn + 1} of {options.rounds} took {time.monotonic() - start:.0f} s",
                  flush=True)


def main(arguments):
    """Measures; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--output", required=True)
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--widths", type=lambda text: [int(w) for w in text.split(",")],
                        default=list(RUNS))
    parser.add_argument("--only", default="")
    options = parser.parse_args(arguments)
    try:
        everyone = []
        for width in options.widths:
            files, gmac = write_models(options, width)
            everyone += [(one, gmac) for one in contestants(options, width, files)]
        run_rounds(everyone, options)
        return 0
    except (Fault, OSError, subprocess.CalledProcessError) as fault:
        print(f"peers.py: {fault}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
