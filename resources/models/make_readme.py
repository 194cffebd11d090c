#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
"""Writes the tables of README.md from the model files and the CSV files beside them.

usage: make_readme.py [FILE...]                    rewrite the blocks of README.md (or of FILE)
       make_readme.py --check [FILE...]            exit code 1 if a block is not what the files give
       make_readme.py --collect-paper RUN...       NAME.paper.csv from result.json of paper-mode runs
       make_readme.py --collect-folds NAME DIR...  NAME.folds.csv from DIR/NAME.cases.csv of folds
       make_readme.py --collect-run NAME DIR       NAME.run.json from the training folder DIR

NAME.halftone is a shipped model, with the measured Dice in its card; it, NAME.sweep.csv,
NAME.cases.csv and NAME.outside.csv (optional) are what `halftone-cli reproduce` leaves in its folder.
NAME.notes.md (optional) is text by hand, such as what was tried; NAME.png is its picture. A block
stands between "<!-- begin NAME WHAT -->" and "<!-- end NAME WHAT -->"; what is outside of blocks is
written by hand. A model without a section gets one at the end.
"""
import csv
import difflib
import json
import os
import re
import sys

sys.dont_write_bytecode = True  # no __pycache__ among the models
from model_tables import (BLOCKS, FULL, Fault, Model, dice, difference, find, labels_of, named,  # noqa: E402
                          precisions_of, read_csv, table)

HERE = os.path.dirname(os.path.abspath(__file__))
PAPER_COLUMNS = ("row", "quantizer", "label", "dice_mean", "dice_sd", "cases", "weight_bits_nominal",
                 "weight_bytes_nominal", "weight_bytes_honest", "width", "seed", "steps", "simulated")

COMPARED = ("W8A8", "W4A6")  # what outside.csv has
RUN_KEYS = ("started", "version", "commit", "libtorch", "seed", "device", "threads", "resumed")


def summary_lines(models):
    """One row a model and label: Dice in full precision, losses below it."""
    precisions = [p for p in precisions_of([row for m in models for row in m.rows]) if p != FULL]
    rows = [["model", "label", "cases", "FP32 Dice"] + [f"{named(p)} loss" for p in precisions]]
    for model in models:
        for label in labels_of(model.rows):
            full = find(model.rows, FULL, label)
            if full is None:
                continue
            cells = [f"`{model.name}`", label, full["cases"], dice(full)]
            for precision in precisions:
                row = find(model.rows, precision, label)
                cells.append(difference(row["loss"]) if row and row["loss"] else "")
            rows.append(cells)
    return table(rows)


def accuracy_lines(models):
    """Validation cases, then what no training saw: images of other sources and subjects left out."""
    rows = [["model", "label", "images", "cases"] + [f"{p} Dice" for p in COMPARED]]
    for model in models:
        for label in labels_of(model.rows):
            sets = [("validation (chose the checkpoint)", [find(model.rows, p, label) for p in COMPARED])]
            for name in dict.fromkeys(row["set"] for row in model.outside):
                own = [row for row in model.outside if row["set"] == name]
                sets.append((f"outside: `{name}`", [find(own, p, label) for p in COMPARED]))
            sets.append(("each subject left out of a training of its own",
                         [model.fold_mean(p, label) for p in COMPARED]))
            rows += [[f"`{model.name}`", label, images, found[0]["cases"]] + [dice(row) for row in found]
                     for images, found in sets if None not in found]
    return table(rows)


def models_in(folder):
    """Every shipped model, by name."""
    names = sorted(name[:-9] for name in os.listdir(folder) if name.endswith(".halftone"))
    return [Model(folder, name) for name in names]


def with_sections(text, models):
    """The text with an empty section for every model that has none."""
    for model in models:
        if f"<!-- begin {model.name} card -->" not in text:
            text = text.rstrip("\n") + f"\n\n## {model.name}\n"
            for what in BLOCKS:
                text += f"\n<!-- begin {model.name} {what} -->\n<!-- end {model.name} {what} -->\n"
    return text


def rendered(text, models):
    """The text with every block as the files give it."""
    known = {model.name: model for model in models}

    def replace(match):
        words = match.group(1).split()
        if words == ["summary"]:
            lines = summary_lines(models)
        elif words == ["accuracy"]:
            lines = accuracy_lines(models)
        elif len(words) == 2 and words[0] in known and words[1] in BLOCKS:
            lines = known[words[0]].block(words[1])
        else:
            raise Fault(f"the block '{match.group(1)}' is of no model here, or unknown.")
        body = "\n".join(lines) + "\n" if lines else ""
        return f"<!-- begin {match.group(1)} -->\n{body}<!-- end {match.group(1)} -->"

    return re.sub(r"<!-- begin (.+?) -->\n.*?<!-- end \1 -->", replace, text, flags=re.DOTALL)


def update(files, folder, check):
    """Rewrites or checks the blocks; the exit code."""
    models = models_in(folder)
    code = 0
    for path in files or [os.path.join(folder, "README.md")]:
        with open(path, encoding="utf-8") as file:
            old = file.read()
        own = os.path.abspath(os.path.dirname(path)) == os.path.abspath(folder)
        new = rendered(with_sections(old, models) if own else old, models)
        if check and new != old:
            sys.stdout.writelines(difflib.unified_diff(old.splitlines(True), new.splitlines(True),
                                                       path, "as the files give it", n=1))
            print(f"{path}: run {os.path.basename(__file__)}")
            code = 1
        elif new != old:
            with open(path, "w", encoding="utf-8") as file:
                file.write(new)
    return code


def collect_paper(folder, runs):
    """NAME.paper.csv of every task among the runs, in the order given."""
    tables = {}
    for run in runs:
        with open(os.path.join(run, "result.json"), encoding="utf-8") as file:
            result = json.load(file)
        score = result["best"] or result["last"]
        if not score or not result["simulated"]:
            raise Fault(f"{run}/result.json has no score of a paper-mode run.")
        for label, summary in score["dice"].items():
            if summary["mean"] is None:
                continue
            sd = "" if summary["sd"] is None else f"{summary['sd']:.6f}"  # one case has none
            row = {"label": label, "dice_mean": f"{summary['mean']:.6f}", "dice_sd": sd,
                   "cases": summary["n"], "simulated": "true"}
            row.update({key: result[key] for key in PAPER_COLUMNS if key not in row})
            tables.setdefault(result["dataset"], []).append(row)
    for name, rows in tables.items():
        write_csv(os.path.join(folder, name + ".paper.csv"), PAPER_COLUMNS, rows)


def collect_folds(folder, name, runs):
    """NAME.folds.csv: the cases of every fold."""
    rows = [row for run in runs for row in read_csv(os.path.join(run, name + ".cases.csv"))]
    if not rows:
        raise Fault(f"no {name}.cases.csv in {', '.join(runs)}.")
    keys = [(row["case"], row["precision"], row["label"]) for row in rows]
    if len(set(keys)) != len(keys):
        raise Fault("a case is in more than one fold.")
    write_csv(os.path.join(folder, name + ".folds.csv"), tuple(rows[0]), rows)


def collect_run(folder, name, run):
    """NAME.run.json: what is fit to ship of a training folder; no paths of the machine."""
    with open(os.path.join(run, "run.json"), encoding="utf-8") as file:
        starts = json.load(file)["starts"]
    rows = read_csv(os.path.join(run, "log.csv")) + read_csv(os.path.join(run, "evaluation.csv"))
    if not starts or not rows:
        raise Fault(f"{run} holds no training: run.json or log.csv is empty.")
    last = max(rows, key=lambda row: int(row["step"]))
    shipped = {"starts": [{key: start[key] for key in RUN_KEYS} for start in starts],
               "steps": int(last["step"]), "minutes": round(float(last["minutes"]), 1)}
    with open(os.path.join(folder, name + ".run.json"), "w", encoding="utf-8") as file:
        file.write(json.dumps(shipped, indent=2) + "\n")


def write_csv(path, columns, rows):
    """A CSV with a header line."""
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main(arguments, folder=HERE):
    """Does what the arguments ask; returns the exit code."""
    command = arguments[0] if arguments and arguments[0].startswith("--") else ""
    rest = arguments[1:] if command else arguments
    try:
        if command in ("", "--check"):
            return update(rest, folder, command == "--check")
        if command == "--collect-paper" and rest:
            collect_paper(folder, rest)
            return 0
        if command == "--collect-folds" and len(rest) > 1:
            collect_folds(folder, rest[0], rest[1:])
            return 0
        if command == "--collect-run" and len(rest) == 2:
            collect_run(folder, rest[0], rest[1])
            return 0
    except (Fault, OSError, KeyError, ValueError) as fault:
        print(f"make_readme.py: {fault!r}" if isinstance(fault, KeyError) else
              f"make_readme.py: {fault}", file=sys.stderr)
        return 1
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
