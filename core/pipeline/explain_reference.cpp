// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/pipeline/reference.h"

#include <algorithm>
#include <array>

namespace halftone::pipeline {
namespace {

const Label* labelOf(const model::Model& model, const std::string& name)
{
    const auto found = std::find_if(model.card.labels.begin(), model.card.labels.end(),
                                    [&](const Label& label) { return label.name == name; });
    return found != model.card.labels.end() ? &*found : nullptr;
}

bool isLabel(const model::Model& model, std::uint8_t value)
{
    return std::any_of(model.card.labels.begin(), model.card.labels.end(),
                       [&](const Label& label) { return label.value == value; });
}

} // namespace

std::vector<ReferenceValue> valuesOf(const LabelMap& reference)
{
    std::array<std::size_t, 256> counts{};
    for (const std::uint8_t value : reference.voxels) {
        ++counts[value];
    }
    std::vector<ReferenceValue> values;
    for (std::size_t value = 0; value < counts.size(); ++value) {
        if (counts[value] == 0) {
            continue;
        }
        ReferenceValue one{static_cast<std::uint8_t>(value), {}, counts[value]};
        for (const Label& label : reference.labels) {
            if (label.value == value && label.name != std::to_string(value)) {
                one.name = label.name;
            }
        }
        values.push_back(std::move(one));
    }
    return values;
}

bool mustBeExplained(const LabelMap& reference, const model::Model& model)
{
    std::vector<ReferenceValue> values = valuesOf(reference);
    std::erase_if(values, [](const ReferenceValue& one) { return one.value == 0; });
    const bool hasZero = valuesOf(reference).size() > values.size();
    const bool known = std::all_of(values.begin(), values.end(), [&](const ReferenceValue& one) {
        return isLabel(model, one.value);
    });
    if (values.size() == 1 && model.card.labels.size() == 1 && !values.front().name.empty()) {
        return labelOf(model, values.front().name) == nullptr; // it says that it is something else
    }
    if (values.size() < 2 || (values.size() == 2 && !hasZero && !known)) {
        return false; // background and one structure: possibleMeanings()
    }
    return !known || std::any_of(values.begin(), values.end(), [&](const ReferenceValue& one) {
        const Label* label = labelOf(model, one.name);
        return !one.name.empty() && (label == nullptr || label->value != one.value);
    });
}

ValueMeanings meaningsByName(const LabelMap& reference, const model::Model& model)
{
    ValueMeanings meanings;
    for (const ReferenceValue& one : valuesOf(reference)) {
        if (labelOf(model, one.name) != nullptr) {
            meanings[one.name].insert(one.value);
        }
    }
    return meanings;
}

ModelReference adaptReference(const LabelMap& reference, const image::PreparedImage& image,
                              const model::Model& model, const ValueMeanings& meanings)
{
    std::array<std::uint8_t, 256> table{};
    std::vector<std::string> scored;
    for (const auto& [name, values] : meanings) {
        const Label* label = labelOf(model, name);
        if (label == nullptr) {
            throw Error(ErrorCode::InvalidArgument,
                        "The model '" + model.card.name + "' knows no label '" + name + "'.");
        }
        for (const std::uint8_t value : values) {
            if (table[value] != 0) {
                throw Error(ErrorCode::InvalidArgument,
                            "The value " + std::to_string(value)
                                + " of the reference cannot mean two labels.");
            }
            table[value] = label->value;
        }
        scored.push_back(name);
    }
    LabelMap translated = reference;
    for (std::uint8_t& voxel : translated.voxels) {
        voxel = table[voxel];
    }
    // Its values are the model's by now, even if one alone is left.
    std::vector<std::string> all;
    for (const Label& label : model.card.labels) {
        all.push_back(label.name);
    }
    ModelReference result = adaptReference(translated, image, model,
                                           all.size() > 1 ? std::span<const std::string>(all)
                                                          : std::span<const std::string>());
    result.scored = std::move(scored);
    return result;
}

} // namespace halftone::pipeline
