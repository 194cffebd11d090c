// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace halftone::report {

/// What a result was computed from: one image, one reference, a list of cases.
struct ResultInput {
    std::string role;      ///< "image", "reference", "prediction", "cases"
    std::string name;      ///< of the file; no folder, unless that was asked for
    std::string sha256;    ///< sha256OfFiles()
    std::size_t files = 1; ///< that it consists of
    std::string slices; ///< of images: "all", or as slicesText() or --slices has them; else empty
    int slicesOf = 0;   ///< how many there are; 0 where `slices` is empty
};

/// What has to be known of a result to get it again, and to tell it from another one. Texts may be
/// empty where something does not apply: no LibTorch was used, a network of random weights has no
/// file.
struct Provenance {
    std::string version; ///< of Halftone
    std::string commit;
    std::vector<std::string> command; ///< words, the program's name first
    std::string date;                 ///< ISO 8601 in UTC, when the work began
    std::string cpu;
    std::string isa; ///< kernels of the integer engine
    int threads = 0;
    std::string libtorch; ///< its version, if any number is of it
    std::string modelName;
    std::string modelSha256; ///< model::Model::hash, which masks carry too
    std::vector<ResultInput> inputs;
    std::vector<std::string> labels;                        ///< what was scored
    std::vector<std::pair<std::string, std::string>> units; ///< "volume" -> "ml"
};

/// "2026-11-30T22:51:24Z".
[[nodiscard]] std::string nowInUtc();

/// Chosen slices in short: "20:24", "0,3:7"; "all" for none, which means all. Ascending.
[[nodiscard]] std::string slicesText(std::span<const int> chosen);

/// The words of the command as a shell takes them.
[[nodiscard]] std::string commandText(const Provenance& provenance);

/// Everything as names and texts, for a table or a page: first names, then values that may be
/// empty, always the same names in the same order.
[[nodiscard]] std::vector<std::pair<std::string, std::string>>
factsOf(const Provenance& provenance);

} // namespace halftone::report
