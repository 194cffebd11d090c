// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/import/bioimage.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace halftone::import {
namespace {

using Kind = PackageStep::Kind;

/// Numpy's percentile: linear between the two nearest values.
double percentile(const std::vector<float>& sorted, double percent)
{
    const double place = percent / 100 * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    const double part = place - static_cast<double>(below);
    return sorted[below] + part * (double{sorted[above]} - sorted[below]);
}

/// x -> (x - offset) * gain, by what the values themselves are.
void scaleByThemselves(const PackageStep& step, std::span<float> values)
{
    double offset = 0;
    double gain = 1;
    if (step.kind == Kind::ScaleRange) {
        std::vector<float> sorted(values.begin(), values.end());
        std::sort(sorted.begin(), sorted.end());
        offset = percentile(sorted, step.low);
        gain = 1 / (percentile(sorted, step.high) - offset + step.epsilon);
    } else {
        const auto count = static_cast<double>(values.size());
        for (const float value : values) {
            offset += value / count;
        }
        double variance = 0;
        for (const float value : values) {
            variance += (value - offset) * (value - offset) / count;
        }
        gain = 1 / (std::sqrt(variance) + step.epsilon);
    }
    for (float& value : values) {
        value = static_cast<float>((value - offset) * gain);
    }
}

/// What a step does to a value of a channel, where that is told by its parameters alone.
float changed(const PackageStep& step, std::size_t channel, double value)
{
    const double gain = step.gain[std::min(channel, step.gain.size() - 1)];
    const double offset = step.offset[std::min(channel, step.offset.size() - 1)];
    switch (step.kind) {
    case Kind::ScaleLinear: value = value * gain + offset; break;
    case Kind::FixedStandardize: value = (value - offset) / gain; break;
    case Kind::Clip: value = std::min(std::max(value, step.low), step.high); break;
    case Kind::Sigmoid: value = 1 / (1 + std::exp(-value)); break;
    case Kind::Standardize:
    case Kind::ScaleRange: break; // not by parameters alone
    }
    return static_cast<float>(value);
}

} // namespace

void applySteps(const std::vector<PackageStep>& steps, std::size_t pixels,
                std::vector<float>& values)
{
    if (pixels == 0) {
        return;
    }
    for (const PackageStep& step : steps) {
        if (step.kind == Kind::Standardize || step.kind == Kind::ScaleRange) {
            const std::size_t each = step.byChannel ? pixels : values.size();
            for (std::size_t at = 0; at + each <= values.size() && each > 0; at += each) {
                scaleByThemselves(step, std::span(values).subspan(at, each));
            }
        } else {
            for (std::size_t i = 0; i < values.size(); ++i) {
                values[i] = changed(step, i / pixels, values[i]);
            }
        }
    }
}

} // namespace halftone::import
