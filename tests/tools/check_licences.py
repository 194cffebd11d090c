#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
"""Checks that every library of others is named with its licence: packaging/third-party.txt.

usage: check_licences.py FOLDER [PROGRAM...]

FOLDER is share/doc/halftone/third-party of a build or an installation. Fails for a library of
packaging/debian-packages.txt without an entry; for an entry whose package is installed and whose text is
not in FOLDER, or is empty; and for what a PROGRAM needs (readelf -d) that is neither of the system nor an
entry's. Prints a line for each; exit code 1 if there is any.
"""
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
# What a system has anyway: the C and C++ run time, X and OpenGL.
SYSTEM = re.compile(r"^(libc|libm|libstdc\+\+|libgcc_s|libdl|libpthread|librt|ld-linux[\w-]*|libX11|libxcb|libGL|"
                    r"libOpenGL|libGLX|libEGL)\.so")
# Not linked: tests alone use it.
NOT_SHIPPED = {"libbenchmark-dev"}


def columns(line):
    return [column.strip() for column in line.split("|")]


def entries(lines):
    """(name, packages, pattern) of each line of third-party.txt."""
    found = []
    for line in lines:
        if line.strip() and not line.startswith("#"):
            name, _, packages, pattern = map(str.strip, line.split("|", 3))  # a pattern has bars of its own
            found.append((name, [each.strip() for each in packages.split(",")], pattern))
    return found


def libraries(lines):
    """Packages of the part "# libraries" of debian-packages.txt, the alternatives of each together."""
    inside = False
    found = []
    for line in lines:
        if line.startswith("#"):
            inside = line.strip() == "# libraries"
        elif inside and line.strip():
            found.append([each.strip() for each in line.split("#")[0].split("|")])
    return found


def needed(program):
    text = subprocess.run(["readelf", "-d", program], capture_output=True, text=True, check=True).stdout
    return re.findall(r"\(NEEDED\).*\[(.+)\]", text)


def unlisted(listed, packages):
    """Libraries of the list of packages that no entry names."""
    known = {package for _, names, _ in listed for package in names}
    return [alternatives[0] for alternatives in packages
            if not known & set(alternatives) and not NOT_SHIPPED & set(alternatives)]


def unknown(listed, files):
    """What programs need and no entry explains."""
    patterns = [re.compile(pattern) for _, _, pattern in listed if pattern != "-"]
    return [file for file in files if not SYSTEM.match(file) and not any(each.match(file) for each in patterns)]


def main():
    folder, programs = sys.argv[1], [each for each in sys.argv[2:] if each]
    with open(os.path.join(ROOT, "packaging", "third-party.txt"), encoding="utf-8") as file:
        listed = entries(file)
    with open(os.path.join(ROOT, "packaging", "debian-packages.txt"), encoding="utf-8") as file:
        packages = libraries(file)
    problems = [f"{package} of debian-packages.txt has no entry in third-party.txt"
                for package in unlisted(listed, packages)]
    with open(os.path.join(folder, "index.txt"), encoding="utf-8") as file:
        index = {row[0]: row for row in map(columns, file)}
    for name, names, _ in listed:
        if name not in index:
            problems.append(f"{name} is not in the index")
            continue
        text = index[name][3]
        if text and os.path.getsize(os.path.join(folder, text)) == 0:
            problems.append(f"the licence of {name} is empty")
        if not text and any(os.path.exists(f"/usr/share/doc/{each}/copyright") for each in names):
            problems.append(f"the licence of {name} was not taken")
    if not os.path.exists(os.path.join(folder, "licences", "Apache-2.0.txt")):
        problems.append("the text of Apache-2.0 is missing")
    for program in programs:
        if os.path.exists(program):
            problems += [f"{os.path.basename(program)} needs {file}, which no entry of third-party.txt names"
                         for file in unknown(listed, needed(program))]
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
