// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/import/naive_graph.h"

#include <filesystem>
#include <string>
#include <vector>

/// ONNX models that make_zoo.py writes, and what an independent runner makes of one image.
namespace halftone::test {

struct ZooModel {
    std::string name;
    std::filesystem::path file;
    std::string head;   ///< what the file ends with: sigmoid, softmax, argmax, none
    int margin = 0;     ///< how much larger the file's input is than its mask
    std::string output; ///< name of the output that `expected` is
    NaiveMap image;     ///< codes / 255
    NaiveMap expected;  ///< of the file's end: probabilities, logits, or numbers of classes
};

/// Writes the models into an empty folder and reads the list. Why it could not is put into
/// `reason`, and the list is empty: without python3-onnx there is no zoo.
[[nodiscard]] std::vector<ZooModel> makeZoo(const std::filesystem::path& folder,
                                            std::string& reason);

} // namespace halftone::test
