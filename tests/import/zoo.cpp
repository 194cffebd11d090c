// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/import/zoo.h"

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace halftone::test {
namespace {

namespace fs = std::filesystem;

NaiveMap readMap(const fs::path& path, const model::graph::Shape& shape)
{
    std::ifstream file(path, std::ios::binary);
    NaiveMap map{shape, {}};
    for (float value = 0; file.read(reinterpret_cast<char*>(&value), sizeof value);) {
        map.values.push_back(double{value});
    }
    return map;
}

/// Runs a command line; whether it succeeded.
bool runs(const std::string& command)
{
    return std::system(command.c_str()) == 0;
}

/// A Python that has the package onnx; empty: there is none. HALFTONE_PYTHON may be one of an
/// environment of its own, where the system's packages are not.
std::string pythonWithOnnx()
{
    for (const std::string python : {HALFTONE_PYTHON, "/usr/bin/python3"}) {
        if (runs('"' + python + "\" -c \"import onnx, numpy\" 2>/dev/null")) {
            return python;
        }
    }
    return {};
}

} // namespace

std::vector<ZooModel> makeZoo(const fs::path& folder, std::string& reason)
{
    const std::string python = pythonWithOnnx();
    if (python.empty()) {
        reason = "no Python here has the package onnx (Debian: python3-onnx)";
        return {};
    }
    const std::string command =
        '"' + python + "\" -B \"" + HALFTONE_ZOO_SCRIPT + "\" \"" + folder.string() + '"';
    if (!runs(command)) {
        reason = "failed: " + command;
        return {};
    }
    std::vector<ZooModel> zoo;
    std::ifstream list(folder / "zoo.txt");
    ZooModel entry;
    model::graph::Shape image;
    int classes = 0;
    while (list >> entry.name >> image.channels >> image.height >> image.width >> classes
           >> entry.head >> entry.margin >> entry.output) {
        entry.file = folder / (entry.name + ".onnx");
        entry.image = readMap(folder / (entry.name + ".input"), image);
        entry.expected =
            readMap(folder / (entry.name + ".output"), {classes, image.height, image.width});
        zoo.push_back(entry);
    }
    return zoo;
}

} // namespace halftone::test
