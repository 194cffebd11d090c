// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/slice_choice.h"

#include "core/base/error.h"

#include <algorithm>
#include <numeric>

namespace halftone::data {

std::vector<bool> labelledSlices(const LabelMap& reference)
{
    const auto plane = static_cast<std::ptrdiff_t>(reference.geometry.sliceVoxels());
    std::vector<bool> labelled;
    for (int k = 0; k < reference.geometry.size[2]; ++k) {
        const auto begin = reference.voxels.begin() + plane * k;
        labelled.push_back(
            std::any_of(begin, begin + plane, [](std::uint8_t value) { return value != 0; }));
    }
    return labelled;
}

std::vector<int> chooseSlices(const SliceChoice& choice, const std::vector<bool>& labelled,
                              const std::string& name)
{
    const int depth = static_cast<int>(labelled.size());
    std::vector<int> slices;
    if (choice.kind == SliceChoice::Kind::Range) {
        if (choice.last >= depth) {
            throw Error(ErrorCode::InvalidArgument,
                        "'" + name + "' has " + std::to_string(depth) + " slices (0 to "
                            + std::to_string(depth - 1) + "), but --slices "
                            + std::to_string(choice.first) + ":" + std::to_string(choice.last)
                            + " was asked for.");
        }
        slices.resize(static_cast<std::size_t>(choice.last - choice.first) + 1);
        std::iota(slices.begin(), slices.end(), choice.first);
    } else if (choice.kind == SliceChoice::Kind::Labelled) {
        for (int k = 0; k < depth; ++k) {
            if (labelled[static_cast<std::size_t>(k)]) {
                slices.push_back(k);
            }
        }
        if (slices.empty()) {
            throw Error(ErrorCode::InvalidArgument,
                        "No slice of '" + name
                            + "' is labelled in its reference, but --slices labelled was asked "
                              "for. Give the reference of this image.");
        }
    }
    return slices;
}

} // namespace halftone::data
