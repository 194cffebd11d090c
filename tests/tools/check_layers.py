#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
"""Checks that no file includes what its folder may not: the arrows of ARCHITECTURE.md.

usage: check_layers.py [ROOT]

Prints FILE:LINE and the broken rule for every forbidden #include below core/, ui/ and app/;
exit code 1 if there is any. Tests may include everything and are not looked at.
"""
import os
import re
import sys
from functools import lru_cache

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
SUFFIXES = (".h", ".hpp", ".cpp", ".cc", ".cxx", ".inc")

CORE = ["core/" + name for name in ("base", "image", "phantom", "quant", "model", "engine", "nn",
                                    "data", "train", "eval", "report", "import", "pipeline")]
# folder -> the folders it may include, besides itself.
ARROWS = {
    "app": ["ui/jobs", "ui/document", "ui/session", "ui/render", "ui/widgets", *CORE],
    "app/cli": ["app", *CORE],
    "ui/widgets": ["ui/jobs", "ui/document", "ui/session", "ui/render", *CORE],
    "ui/session": ["ui/document", "ui/jobs", *CORE],
    "ui/jobs": ["ui/document", *CORE],
    "ui/document": CORE,
    "ui/render": ["core/base", "core/image", "core/eval", "core/report"],
    "core/pipeline": ["core/data", "core/model", "core/engine", "core/nn", "core/image",
                      "core/phantom", "core/eval", "core/quant", "core/report", "core/import",
                      "core/base"],
    "core/train": ["core/nn", "core/data", "core/model", "core/quant", "core/eval", "core/report",
                   "core/base"],
    "core/data": ["core/model", "core/image", "core/phantom", "core/quant", "core/report",
                  "core/base"],
    "core/nn": ["core/model", "core/quant", "core/base"],
    "core/engine": ["core/model", "core/quant", "core/base"],
    "core/import": ["core/model", "core/quant", "core/base"],
    "core/model": ["core/quant", "core/base"],
    "core/phantom": ["core/base"],
    "core/report": ["core/base"],
    "core/eval": ["core/base"],
    "core/image": ["core/base"],
    "core/quant": ["core/base"],
    "core/base": [],
}
# X/detail belongs to X; these others may include it too.
DETAIL_FRIENDS = {"core/nn": ["core/train"], "core/model": ["core/data", "core/train"]}

# name -> (what its headers look like, the folders or files that may include them).
THIRD_PARTY = {
    "Qt": (r"^(Qt\w+/)?(Q[A-Z]\w*|q[a-z]+\.h)$|^QVTK\w+\.h$|^Qt\w+$",
           ["app/*.cpp", "app/*.h", "ui/jobs", "ui/document", "ui/session", "ui/widgets"]),
    "Qt Widgets": (r"^(QtWidgets|QtOpenGLWidgets)(/|$)|^(QtWidgets/)?(Q\w*(Widget|Dialog|Button|"
                   r"Layout|View|MainWindow|Slider|Label|Menu|MenuBar|ToolBar|StatusBar|Splitter|"
                   r"Delegate|CheckBox|ComboBox|SpinBox|LineEdit|ScrollBar|MessageBox|Style|"
                   r"StyleFactory|Action)|QApplication)$",
                   ["app/*.cpp", "app/*.h", "ui/widgets"]),
    "VTK": (r"^vtk\w*\.h$|^vtk-[\d.]+/|^QVTK\w+\.h$", ["app/*.cpp", "ui/render", "ui/widgets"]),
    "ITK, GDCM or DCMTK": (r"^itk\w*\.h(xx)?$|^gdcm\w*\.h$|^dcmtk/|^ITK-", ["core/image"]),
    "LibTorch": (r"^(torch|ATen|c10|caffe2)/", ["core/nn", "core/train"]),
    "oneTBB": (r"^(oneapi/)?tbb/", ["core/base/parallel.cpp"]),
    "JSON": (r"^nlohmann/", ["core/model", "core/nn", "core/data", "core/train", "core/pipeline", "ui/jobs",
                             "ui/document", "ui/session", "ui/widgets", "app"]),
    "CLI11": (r"^CLI/", ["app/cli/argument.cpp", "app/cli/command.cpp"]),
    "libzip": (r"^zip\w*\.h$", ["core/import"]),
    "yaml-cpp": (r"^yaml-cpp/", ["core/import"]),
    "libharu": (r"^hpdf\w*\.h$", ["core/report/document"]),
    "fmt": (r"^fmt/", ["core/base/text.cpp"]),
    "Google Benchmark": (r"^benchmark/", []),
    "Qt Test": (r"^(QtTest(/|$)|Q(Test|SignalSpy|AbstractItemModelTester)$)", []),
}
# QAction and QFileSystemModel's kin moved to Qt Gui in Qt 6; these names are not widgets.
NOT_WIDGETS = {"QAction", "QtGui/QAction", "QOffscreenSurface", "QStringView", "QByteArrayView",
               "QGraphicsView", "QUtf8StringView"}
# Headers of these must not reach other folders through a header.
HIDDEN = ("LibTorch", "ITK, GDCM or DCMTK")
HIDDEN_FRIENDS = {("core/train", "core/nn")}


def folder_of(path):
    """The folder of the table that holds `path`, or None."""
    best = None
    for folder in ARROWS:
        if path.startswith(folder + "/") and (best is None or len(folder) > len(best)):
            best = folder
    return best


def third_party_of(header):
    """The names of the third parties a header belongs to."""
    names = [name for name, (pattern, _) in THIRD_PARTY.items() if re.search(pattern, header)]
    if header in NOT_WIDGETS and "Qt Widgets" in names:
        names.remove("Qt Widgets")
    return names


def may_use(path, places):
    """Whether `path` lies in one of `places`: folders, files, or folder/*.suffix (not deeper)."""
    for place in places:
        if place == path or path.startswith(place + "/"):
            return True
        if "*" in place:
            folder, suffix = place.split("/*")
            if os.path.dirname(path) == folder and path.endswith(suffix):
                return True
    return False


class Tree:
    """The sources below one root and what they include."""

    def __init__(self, root):
        self.root = root

    def sources(self):
        """Every source below core/, ui/ and app/, as a path from the root."""
        for top in ("core", "ui", "app"):
            for folder, folders, names in os.walk(os.path.join(self.root, top)):
                folders.sort()
                for name in sorted(names):
                    if name.endswith(SUFFIXES):
                        path = os.path.relpath(os.path.join(folder, name), self.root)
                        yield path.replace(os.sep, "/")

    @lru_cache(maxsize=None)
    def includes(self, path):
        """[(line, header, is_quoted)] of one file; empty where it does not exist."""
        found = []
        try:
            with open(os.path.join(self.root, path), encoding="utf-8", errors="replace") as file:
                for number, line in enumerate(file, 1):
                    if match := INCLUDE.match(line):
                        found.append((number, match.group(2), match.group(1) == '"'))
        except FileNotFoundError:
            pass
        return found

    def exists(self, path):
        """Whether the project has this file."""
        return os.path.isfile(os.path.join(self.root, path))

    def hidden_reached(self, path, seen=None):
        """(third party, file that includes it) among HIDDEN that a header leads to, or None."""
        seen = set() if seen is None else seen
        if path in seen:
            return None
        seen.add(path)
        for _, header, _ in self.includes(path):
            for name in third_party_of(header):
                if name in HIDDEN:
                    return name, path
            if folder_of(header) and (reached := self.hidden_reached(header, seen)):
                return reached
        return None


def check_include(tree, path, header, is_quoted):
    """Yields what is wrong with `path` including `header`."""
    folder = folder_of(path)
    target = folder_of(header)
    if ".." in header.split("/"):
        yield f'"{header}": write the path from the project\'s root, without ".."'
    elif header.split("/")[0] == "tests":
        yield f'"{header}": no product code includes tests'
    elif target is None:
        names = third_party_of(header)
        for name in names:
            if not may_use(path, THIRD_PARTY[name][1]):
                allowed = ", ".join(THIRD_PARTY[name][1]) or "tests"
                yield f"{name} ({header}) may be included only in: {allowed}"
        here = os.path.dirname(path) + "/" + header
        if is_quoted and not names and tree.exists(here):
            yield f'"{header}": write the path from the project\'s root: "{here}"'
    elif target != folder:
        if target not in ARROWS[folder]:
            yield f"{folder} may not include {target} ({header})"
        if "/detail/" in header and folder not in DETAIL_FRIENDS.get(target, []):
            yield f"{header} belongs to {target} alone"
        elif (folder, target) not in HIDDEN_FRIENDS and (reached := tree.hidden_reached(header)):
            name, where = reached
            yield f"{header} brings {name} with it (through {where}), which must stay in {target}"


def check(root):
    """[(file, line, rule)] of everything forbidden below `root`."""
    tree = Tree(root)
    problems = []
    for path in tree.sources():
        if folder_of(path) is None:
            problems.append((path, 1, "this folder has no place in ARROWS of check_layers.py"))
            continue
        for line, header, is_quoted in tree.includes(path):
            for rule in check_include(tree, path, header, is_quoted):
                problems.append((path, line, rule))
    return problems


def main(arguments):
    """Prints the problems of the given root (default: this project); returns the exit code."""
    here = os.path.dirname(os.path.abspath(__file__))
    root = arguments[0] if arguments else os.path.dirname(os.path.dirname(here))
    problems = check(root)
    for path, line, rule in problems:
        print(f"{path}:{line}: {rule}")
    count = sum(1 for _ in Tree(root).sources())
    print(f"check_layers: {count} files, {len(problems)} forbidden includes")
    if count == 0:
        print(f"check_layers: found no sources below {root}")
        return 1
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
