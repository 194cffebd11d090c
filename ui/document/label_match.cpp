// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/document/label_match.h"

#include <algorithm>

namespace halftone::ui {

namespace {

bool isUnnamed(const LabelStyle& label)
{
    return label.name == QString::number(label.value);
}

} // namespace

std::optional<LabelMatch> matchLabels(std::span<const LabelStyle> mask,
                                      std::span<const LabelStyle> other)
{
    LabelMatch match;
    const auto join = [&](const LabelStyle& a, const LabelStyle& b) {
        match.mask[a.value] = a.value;
        match.other[b.value] = a.value;
        match.labels.push_back(a);
    };
    for (const LabelStyle& label : mask) {
        const auto same = std::find_if(other.begin(), other.end(), [&](const LabelStyle& each) {
            return each.name == label.name;
        });
        if (same != other.end()) {
            join(label, *same);
        }
    }
    if (match.labels.empty() && mask.size() == 1 && other.size() == 1 && isUnnamed(other.front())) {
        join(mask.front(), other.front());
    }
    return match.labels.empty() ? std::nullopt : std::optional(match);
}

std::optional<LabelMatch> matchOther(const Document& document)
{
    const Layer* prediction = document.last<PredictionContent>();
    if (prediction == nullptr) {
        return std::nullopt;
    }
    const std::vector<LabelStyle>& mask = prediction->style.labels;
    const Other& other = document.other();
    if (std::holds_alternative<OtherPrecision>(other)) {
        return matchLabels(mask, mask);
    }
    if (const auto* model = std::get_if<OtherModel>(&other)) {
        return matchLabels(mask, labelStyles(*model->model));
    }
    const auto* labels = std::get_if<OtherLabels>(&other);
    const Layer* layer = labels != nullptr ? document.find(labels->layer) : nullptr;
    return layer != nullptr ? matchLabels(mask, layer->style.labels) : std::nullopt;
}

} // namespace halftone::ui
