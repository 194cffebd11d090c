// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/cohort_key.h"

#include "core/base/file_sha256.h"
#include "core/base/path_text.h"
#include "core/base/sha256.h"
#include "core/base/version.h"
#include "core/image/image_io.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace halftone::pipeline {

std::string hashOf(const InstalledModel& installed, const StopToken& stop)
{
    // Files of old versions hold no sum.
    return installed.model->hash.empty() ? sha256OfFile(installed.path, stop)
                                         : installed.model->hash;
}

std::vector<report::ResultInput> inputsOf(const CohortCase& item, const StopToken& stop)
{
    std::vector<report::ResultInput> inputs;
    const auto add = [&](const char* role, const std::filesystem::path& path) {
        const std::vector<std::filesystem::path> files = image::filesOf(path, stop);
        inputs.push_back(
            {role, toUtf8(path.filename()), sha256OfFiles(files, stop), files.size(), {}, 0});
    };
    for (const data::CaseRow& row : item.images) {
        add("image", row.image);
        for (const auto& [label, file] : row.references) {
            add(label.empty() ? "reference" : ("reference:" + label).c_str(), file);
        }
    }
    return inputs;
}

std::optional<Finding> findingOf(const ModelFit& fit, bool chosenByHand)
{
    const std::string& title = model::titleOf(fit.model->card);
    if (!isEnough(fit.fit)) {
        return Finding{
            Severity::Warning,
            {"model-does-not-fit", "'{0}' does not fit this image ({1}).", {title, fit.reason}}};
    }
    if (!chosenByHand && fit.fit == Fit::Appearance) {
        return Finding{Severity::Warning,
                       {kModelByAppearance,
                        "The file does not say what it shows. '{0}' was chosen by appearance: {1}.",
                        {title, fit.reason}}};
    }
    return std::nullopt;
}

std::string choiceText(std::span<const Candidate> candidates, bool isGiven)
{
    if (isGiven) {
        return "model " + candidates.front().hash;
    }
    std::vector<std::string> hashes;
    for (const Candidate& candidate : candidates) {
        hashes.push_back(candidate.hash);
    }
    std::sort(hashes.begin(), hashes.end());
    Sha256 all;
    for (const std::string& hash : hashes) {
        all.add(hash);
    }
    return "best of " + all.finish();
}

std::string keyOf(std::span<const report::ResultInput> inputs, const std::string& choice,
                  bool distances)
{
    using Json = nlohmann::ordered_json;
    Json files = Json::array();
    for (const report::ResultInput& input : inputs) {
        files.push_back({input.role, input.sha256});
    }
    return Json{{"version", version()}, {"commit", commit()}, {"model", choice},
                {"files", files},       {"slices", "all"},    {"distances", distances}}
        .dump();
}

} // namespace halftone::pipeline
