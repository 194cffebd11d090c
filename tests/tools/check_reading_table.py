#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
"""Compares the table of what is read (core/image/README.md) with the sentences of the readers.

usage: check_reading_table.py [ROOT]

The last column of each table with a column "sentence" quotes what Halftone says; every quoted piece
has to be a text in core/image. {0}, {1} stand for any argument, "..." for words left out.
Exit code 1 if one is not.
"""
import os
import re
import sys

PLACE = re.compile(r"\{\d*\}")
LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')
SHORTEST = 12  # letters of a piece that is worth looking for


def texts(folder):
    """All string literals below a folder, those that the compiler joins joined."""
    joined = []
    for parent, _, names in os.walk(folder):
        for name in names:
            if not name.endswith((".cpp", ".h")):
                continue
            with open(os.path.join(parent, name), encoding="utf-8") as file:
                source = re.sub(r"//[^\n]*", "", file.read())
            source = re.sub(r'"\s*\n\s*"', "", source)
            joined += LITERAL.findall(source)
    return "\n".join(PLACE.sub("{}", text.replace('\\"', '"')) for text in joined)


def sentences(path):
    """(line number, quoted sentence) of the tables."""
    column = None
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if not line.startswith("|"):
                column = None
                continue
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if "sentence" in cells:
                column = cells.index("sentence")
            elif column is not None and column < len(cells) and not cells[column].startswith("---"):
                yield number, cells[column]


def pieces(sentence):
    """What of a cell has to be found."""
    sentence = re.sub(r"^(others|else): ", "", sentence)
    sentence = re.sub(r"\([a-z]+\)(?=[ .])", "...", sentence)  # "(volumes)": another word there
    for piece in re.split(r"\.\.\.", PLACE.sub("{}", sentence)):
        piece = piece.strip()
        if len(piece) >= SHORTEST:
            yield piece


def main(arguments):
    """Returns the exit code."""
    root = arguments[0] if arguments else os.path.join(os.path.dirname(__file__), "..", "..")
    folder = os.path.join(root, "core", "image")
    table = os.path.join(folder, "README.md")
    known = texts(folder)
    found = missing = 0
    for number, sentence in sentences(table):
        for piece in pieces(sentence):
            if piece in known:
                found += 1
            else:
                missing += 1
                print(f"core/image/README.md:{number}: no reader says: {piece}")
    print(f"check_reading_table: {found} pieces of sentences found, {missing} not")
    return 1 if missing or not found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
