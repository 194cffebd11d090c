#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
"""Runs the command that gave a result again, and compares.

usage: repeat_result.py RESULT.json [--program FILE] [--in FOLDER]

RESULT.json is what a command of halftone-cli printed with --json. The command stands in it
(provenance.command); with --full-paths it finds its files from anywhere, without them it is run in
the folder where they lie (--in; default: this one). What the command wrote is written again.

Every field has to be equal but times, the memory of processes, and the folders in which files
lie. Where the versions or the machines differ, that is said, and the rest is compared. Exit code 1 if anything else differs.
"""
import argparse
import json
import re
import subprocess
import sys

MEASURED_ANEW = re.compile(r"latency_.*|peak_rss_.*|.*gmac_per_s|share_of_ceiling|runs|seconds|date|costs|"
                           r"milliseconds.*|explain")
FOLDER = re.compile(r"[^'\"\s]*[/\\]")
OF_THE_MACHINE = {"version", "commit", "cpu", "isa", "threads", "libtorch"}


def differences(before, after, where=""):
    """[(place, before, after)] of all fields that have to be equal."""
    if isinstance(before, dict) and isinstance(after, dict):
        found = []
        for key in list(before) + [key for key in after if key not in before]:
            if not MEASURED_ANEW.fullmatch(key):
                found += differences(before.get(key), after.get(key), f"{where}.{key}".lstrip("."))
        return found
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        found = []
        for n, (one, other) in enumerate(zip(before, after)):
            found += differences(one, other, f"{where}[{n}]")
        return found
    if isinstance(before, str) and isinstance(after, str):
        if FOLDER.sub("", before) == FOLDER.sub("", after):
            return []
    return [] if before == after else [(where, before, after)]


def repeated(command, program, folder):
    """What the command prints now."""
    words = [program or command[0]] + command[1:]
    if "--json" not in words:
        words.append("--json")
    if "FOLDER" in words:
        sys.exit("repeat_result: The command names a folder, which results do not tell. "
                 "Run it with --full-paths to get a result that can be repeated.")
    try:
        done = subprocess.run(words, cwd=folder, stdout=subprocess.PIPE, check=False)
    except OSError as fault:
        sys.exit(f"repeat_result: Cannot run '{words[0]}': {fault.strerror}.")
    if done.returncode != 0:
        sys.exit(f"repeat_result: The command failed with exit code {done.returncode}.")
    return json.loads(done.stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("result", metavar="RESULT.json")
    parser.add_argument("--program", help="halftone-cli, where it is not in the path")
    parser.add_argument("--in", dest="folder", default=".", help="folder of the files")
    options = parser.parse_args()
    try:
        with open(options.result, encoding="utf-8") as file:
            before = json.load(file)
    except OSError as fault:
        sys.exit(f"repeat_result: Cannot read '{options.result}': {fault.strerror}.")
    except ValueError as fault:
        sys.exit(f"repeat_result: '{options.result}' is not JSON: {fault}. Give what a command of halftone-cli printed "
                 "with --json.")
    provenance = before.get("provenance") if isinstance(before, dict) else None
    command = provenance.get("command") if isinstance(provenance, dict) else None
    if not command:
        sys.exit(f"repeat_result: '{options.result}' has no provenance.command. Was it printed with "
                 "--json by this version or a later one?")
    if command[0] == "halftone":
        sys.exit(f"repeat_result: '{options.result}' came from the window, not from a command: it cannot be repeated by "
                 "command line. Open its list of cases in the window and start it again.")
    after = repeated(command, options.program, options.folder)
    failed = 0
    for where, was, now in differences(before, after):
        alike = where.split(".")[-1] in OF_THE_MACHINE
        failed += not alike
        print(f"{'note' if alike else 'differs'}: {where}: {json.dumps(was)}, now {json.dumps(now)}")
    print("equal but for times" if failed == 0 else f"{failed} fields differ")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
