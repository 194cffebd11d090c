// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// Training configurations. What is read and written again must read the same.
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/train/config.h"
#include "tests/fuzz/fuzz_target.h"

namespace halftone::fuzz {

const char* const kFileName = "input.json";

void writeSeeds(const std::filesystem::path& folder)
{
    train::TrainConfig config;
    config.dataset = "some.dataset";
    config.output = "run";
    config.steps = 100;
    config.pairs = {{{4, 6}, 1}, {{8, 8}, 0.5}};
    writeAtomically(folder / "steps.json", train::toJson(config));
    config.minutes = 5;
    writeAtomically(folder / "minutes.json", train::toJson(config));
}

void parse(const std::filesystem::path& file)
{
    const std::string text = train::toJson(train::readConfig(file));
    if (train::toJson(train::parseConfig(text, "what was written")) != text) {
        throw Error(ErrorCode::Internal, "what was written reads otherwise: " + text);
    }
}

} // namespace halftone::fuzz
