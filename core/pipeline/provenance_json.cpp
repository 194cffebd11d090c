// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/provenance_json.h"

#include <nlohmann/json.hpp>

#include <utility>

namespace halftone::pipeline {
namespace {

using Json = nlohmann::ordered_json;

Json orNull(const std::string& text)
{
    return text.empty() ? Json() : Json(text);
}

} // namespace

std::string toJson(const report::Provenance& provenance)
{
    Json inputs = Json::array();
    for (const report::ResultInput& input : provenance.inputs) {
        inputs.push_back({{"role", input.role},
                          {"name", input.name},
                          {"sha256", input.sha256},
                          {"files", input.files},
                          {"slices", orNull(input.slices)},
                          {"slices_of", input.slices.empty() ? Json() : Json(input.slicesOf)}});
    }
    Json units = Json::object();
    for (const auto& [what, unit] : provenance.units) {
        units[what] = unit;
    }
    const Json json{
        {"version", provenance.version},
        {"commit", provenance.commit},
        {"command", provenance.command},
        {"date", provenance.date},
        {"cpu", provenance.cpu},
        {"isa", orNull(provenance.isa)},
        {"threads", provenance.threads},
        {"libtorch", orNull(provenance.libtorch)},
        {"model", {{"name", provenance.modelName}, {"sha256", orNull(provenance.modelSha256)}}},
        {"inputs", std::move(inputs)},
        {"labels", provenance.labels},
        {"units", std::move(units)}};
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace halftone::pipeline
