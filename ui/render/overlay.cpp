// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/render/overlay.h"

#include "core/base/error.h"
#include "core/eval/error_map.h"

#include <algorithm>
#include <cstddef>
#include <string>

namespace halftone::ui {

std::vector<Paint> paintsOf(std::span<const std::uint8_t> mask,
                            std::span<const std::uint8_t> comparison,
                            const std::array<bool, 256>& visible)
{
    if (!comparison.empty() && comparison.size() != mask.size()) {
        throw Error(ErrorCode::ShapeMismatch, "A mask of " + std::to_string(mask.size())
                                                  + " voxels cannot be compared with one of "
                                                  + std::to_string(comparison.size()) + ".");
    }
    const auto shown = [&](std::uint8_t label) -> std::uint8_t {
        return visible[label] && label < kOnlyHere ? label : std::uint8_t{0};
    };
    std::array<std::uint8_t, 256> shownTable{};
    for (std::size_t label = 1; label < shownTable.size(); ++label) {
        shownTable[label] = shown(static_cast<std::uint8_t>(label));
    }
    std::vector<Paint> paints(mask.size());
    if (comparison.empty()) {
        std::transform(mask.begin(), mask.end(), paints.begin(),
                       [&](std::uint8_t label) { return shownTable[label]; });
        return paints;
    }
    for (std::size_t i = 0; i < mask.size(); ++i) {
        const std::uint8_t here = shownTable[mask[i]];
        switch (eval::agreementOf(here, shownTable[comparison[i]])) {
        case eval::Agreement::Neither:
        case eval::Agreement::Agree: paints[i] = here; break;
        case eval::Agreement::OnlyHere: paints[i] = kOnlyHere; break;
        case eval::Agreement::Missed: paints[i] = kMissed; break;
        }
    }
    return paints;
}

namespace {

/// Walks along one line of edges and merges equal neighbours. `paintAt(i)` is the paint of edge i.
template <typename PaintAt, typename Emit>
void mergeRuns(int count, const PaintAt& paintAt, const Emit& emit)
{
    int begin = 0;
    Paint current = kClear;
    for (int i = 0; i <= count; ++i) {
        const Paint paint = i < count ? paintAt(i) : kClear;
        if (paint != current) {
            if (current != kClear) {
                emit(begin, i, current);
            }
            begin = i;
            current = paint;
        }
    }
}

} // namespace

std::vector<EdgeRun> outlinesOf(std::span<const Paint> paints, int columns, int rows)
{
    std::vector<EdgeRun> runs;
    const auto at = [&](int x, int y) -> Paint {
        const bool inside = x >= 0 && y >= 0 && x < columns && y < rows;
        return inside ? paints[static_cast<std::size_t>(y) * static_cast<std::size_t>(columns)
                               + static_cast<std::size_t>(x)]
                      : kClear;
    };
    const auto edge = [](Paint a, Paint b) { return a == b ? kClear : std::max(a, b); };
    for (int y = 0; y <= rows; ++y) {
        mergeRuns(
            columns, [&](int x) { return edge(at(x, y - 1), at(x, y)); },
            [&](int begin, int end, Paint paint) {
                const float line = static_cast<float>(y) - 0.5F;
                runs.push_back({static_cast<float>(begin) - 0.5F, line,
                                static_cast<float>(end) - 0.5F, line, paint});
            });
    }
    for (int x = 0; x <= columns; ++x) {
        mergeRuns(
            rows, [&](int y) { return edge(at(x - 1, y), at(x, y)); },
            [&](int begin, int end, Paint paint) {
                const float line = static_cast<float>(x) - 0.5F;
                runs.push_back({line, static_cast<float>(begin) - 0.5F, line,
                                static_cast<float>(end) - 0.5F, paint});
            });
    }
    return runs;
}

std::vector<EdgeRun> hatchesOf(std::span<const Paint> paints, int columns, int rows)
{
    std::vector<EdgeRun> runs = outlinesOf(paints, columns, rows);
    auto paint = paints.begin();
    for (int y = 0; y < rows; ++y) {
        for (int x = 0; x < columns; ++x, ++paint) {
            if (*paint != kClear && (x + y) % kHatchVoxels == 0) {
                const auto left = static_cast<float>(x) - 0.5F;
                const auto top = static_cast<float>(y) - 0.5F;
                runs.push_back({left, top + 1, left + 1, top, *paint});
            }
        }
    }
    return runs;
}

} // namespace halftone::ui
