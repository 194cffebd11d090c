#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
"""Checks what every source file has to have: SPDX lines, ASCII, at most 400 lines.

What core, app and ui must not have: the text of a path by path::string(), which on Windows is in
the system's code page (core/base/path_text.h has the text), and questions about the operating
system outside core/base/platform.

usage: check_files.py [ROOT]

A longer file says why in a comment that begins "Longer than 400 lines because". Exit code 1 and
a FILE:LINE message for each fault.
"""
import os
import re
import sys

FOLDERS = ("app", "core", "ui", "tests", "packaging", "resources", ".ci")
NAMED = re.compile(r"(\.(h|cpp|py|sh|cmake)(\.in)?|CMakeLists\.txt|^run)$")
COPYRIGHT = "SPDX-FileCopyrightText:"
LICENCE = "SPDX-License-Identifier: Apache-2.0"
MAX_LINES = 400
REASON = "Longer than 400 lines because"
PRODUCT = re.compile(r"^(app|core|ui)/.*\.(h|cpp)$")
PLATFORM = "core/base/platform/"
PATH_TEXT = re.compile(r"(\.|->)\s*(generic_)?string\(\)")
SYSTEM = re.compile(r"^\s*#\s*(el)?if(n?def)?\b.*\b(_WIN32|_WIN64|__APPLE__|__linux__|__unix__)\b")


def sources(root):
    """Every hand-written source of the project, as a path from the root."""
    yield "CMakeLists.txt"
    for top in FOLDERS:
        for folder, folders, names in os.walk(os.path.join(root, top)):
            folders[:] = sorted(name for name in folders if name not in ("build", "__pycache__"))
            for name in sorted(names):
                if NAMED.search(name):
                    yield os.path.relpath(os.path.join(folder, name), root).replace(os.sep, "/")


def check_text(path, text):
    """Yields (line, fault) of one file."""
    lines = text.splitlines()
    head = "\n".join(lines[:4])
    if COPYRIGHT not in head or LICENCE not in head:
        yield 1, f"the first lines lack '{COPYRIGHT} ...' or '{LICENCE}'"
    if path.endswith(".h") and not any(line == "#pragma once" for line in lines):
        yield 1, "the header lacks #pragma once"
    if len(lines) > MAX_LINES and REASON not in text:
        yield len(lines), f"{len(lines)} lines are more than {MAX_LINES}: split it, or say why"
    for number, line in enumerate(lines, 1):
        if not line.isascii():
            column = next(i for i, letter in enumerate(line, 1) if ord(letter) > 127)
            yield number, f"a letter outside ASCII in column {column}"
        if re.match(r"^(<{7}|>{7}) ", line):
            yield number, "an unresolved merge"
        if PRODUCT.match(path) and not path.startswith(PLATFORM):
            if PATH_TEXT.search(line):
                yield number, "path::string() is not UTF-8 on Windows: use toUtf8(path)"
            if SYSTEM.match(line):
                yield number, f"asks for the operating system: that belongs to {PLATFORM}"


def check(root):
    """[(file, line, fault)] of everything below `root`."""
    faults = []
    for path in sources(root):
        full = os.path.join(root, path)
        if not os.path.isfile(full):
            continue
        try:
            with open(full, encoding="utf-8") as file:
                faults += [(path, line, fault) for line, fault in check_text(path, file.read())]
        except UnicodeDecodeError:
            faults.append((path, 1, "the file is not UTF-8 text"))
    return faults


def main(arguments):
    """Prints the faults of the given root (default: this project); returns the exit code."""
    here = os.path.dirname(os.path.abspath(__file__))
    root = arguments[0] if arguments else os.path.dirname(os.path.dirname(here))
    faults = check(root)
    for path, line, fault in faults:
        print(f"{path}:{line}: {fault}")
    print(f"check_files: {sum(1 for _ in sources(root))} files, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
