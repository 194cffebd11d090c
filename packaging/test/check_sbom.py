#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
"""Checks that the bill of materials of a bundle names all that is in it, and nothing else.

usage: check_sbom.py TREE

Every library of TREE that is not ours is a file of sbom.spdx.json with its hash, belongs to a package of it, and that
package's licence text lies where it says. Prints a line; exit code 1 and a sentence where something differs.
"""
import hashlib
import json
import sys
from pathlib import Path


def main():
    tree = Path(sys.argv[1])
    document = json.loads((tree / "share/doc/halftone/sbom.spdx.json").read_text())
    listed = {entry["fileName"].removeprefix("./"): entry for entry in document["files"]}
    there = {str(path.relative_to(tree)) for folder in ("lib", "share/halftone/fonts") for path in (tree / folder).rglob("*")
             if path.is_file()}
    wrong = [f"{name} is not listed" for name in sorted(there - set(listed))]
    wrong += [f"{name} is listed and not there" for name in sorted(set(listed) - there)]
    contained = {line["relatedSpdxElement"] for line in document["relationships"] if line["relationshipType"] == "CONTAINS"}
    for name in sorted(there & set(listed)):
        sums = {each["algorithm"]: each["checksumValue"] for each in listed[name]["checksums"]}
        if sums["SHA256"] != hashlib.sha256((tree / name).read_bytes()).hexdigest():
            wrong.append(f"{name} has another hash than the one listed")
        if listed[name]["SPDXID"] not in contained:
            wrong.append(f"{name} belongs to no package")
    for package in document["packages"]:
        text = tree / "share/doc/halftone/third-party/bundled" / f"{package['name']}.txt"
        if package["name"] != "halftone" and (not text.is_file() or text.stat().st_size == 0):
            wrong.append(f"the licence of {package['name']} is missing")
    if wrong:
        sys.exit("\n".join(wrong))
    print(f"    bill of materials: {len(listed)} files of {len(document['packages']) - 1} packages, each with its licence")


if __name__ == "__main__":
    main()
