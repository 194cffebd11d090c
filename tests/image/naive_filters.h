// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <vector>

namespace halftone::test {

/// Ones and zeros in up to three dimensions; the definitions of the filters, voxel by voxel.
struct Naive {
    std::array<int, 3> size{};
    std::vector<int> on;

    [[nodiscard]] std::size_t at(int i, int j, int k) const
    {
        return static_cast<std::size_t>((k * size[1] + j) * size[0] + i);
    }
    [[nodiscard]] bool holds(int i, int j, int k) const
    {
        return i >= 0 && j >= 0 && k >= 0 && i < size[0] && j < size[1] && k < size[2];
    }
    void forAll(const std::function<void(int, int, int)>& each) const
    {
        for (int k = 0; k < size[2]; ++k) {
            for (int j = 0; j < size[1]; ++j) {
                for (int i = 0; i < size[0]; ++i) {
                    each(i, j, k);
                }
            }
        }
    }

    /// Voxels of each component that have `value`, joined along faces, in the order of voxels;
    /// `touches`: an edge of the volume along an axis that has more than one voxel.
    struct Part {
        std::vector<std::size_t> voxels;
        bool touches = false;
    };
    [[nodiscard]] std::vector<Part> parts(int value) const
    {
        std::vector<Part> all;
        std::vector<bool> seen(on.size());
        forAll([&](int i, int j, int k) {
            if (on[at(i, j, k)] != value || seen[at(i, j, k)]) {
                return;
            }
            Part part;
            std::deque<std::array<int, 3>> open{{i, j, k}};
            seen[at(i, j, k)] = true;
            while (!open.empty()) {
                const auto [x, y, z] = open.front();
                open.pop_front();
                part.voxels.push_back(at(x, y, z));
                constexpr std::array<std::array<int, 3>, 6> kFaces{
                    {{1, 0, 0}, {-1, 0, 0}, {0, 1, 0}, {0, -1, 0}, {0, 0, 1}, {0, 0, -1}}};
                for (const auto& step : kFaces) {
                    const std::array<int, 3> next{x + step[0], y + step[1], z + step[2]};
                    if (!holds(next[0], next[1], next[2])) {
                        const bool inPlane = (step[0] != 0 && size[0] > 1)
                                             || (step[1] != 0 && size[1] > 1)
                                             || (step[2] != 0 && size[2] > 1);
                        part.touches = part.touches || inPlane;
                        continue;
                    }
                    const std::size_t n = at(next[0], next[1], next[2]);
                    if (on[n] == value && !seen[n]) {
                        seen[n] = true;
                        open.push_back(next);
                    }
                }
            }
            all.push_back(std::move(part));
        });
        return all;
    }

    /// Each voxel looks at those around that are within `radius`, those outside counting as told.
    [[nodiscard]] std::vector<int> looked(const std::array<int, 3>& radius, bool asBall,
                                          const std::function<int(int, int, int)>& valueAt,
                                          bool wantsAll) const
    {
        std::vector<int> result(on.size());
        forAll([&](int i, int j, int k) {
            bool found = wantsAll;
            for (int c = -radius[2]; c <= radius[2]; ++c) {
                for (int b = -radius[1]; b <= radius[1]; ++b) {
                    for (int a = -radius[0]; a <= radius[0]; ++a) {
                        const auto share = [](int n, int of) {
                            return of > 0 ? double(n) * n / (double(of) * of) : 0.0;
                        };
                        if (asBall
                            && share(a, radius[0]) + share(b, radius[1]) + share(c, radius[2])
                                   > 1) {
                            continue;
                        }
                        const bool is = valueAt(i + a, j + b, k + c) != 0;
                        found = wantsAll ? found && is : found || is;
                    }
                }
            }
            result[at(i, j, k)] = found ? 1 : 0;
        });
        return result;
    }
};

} // namespace halftone::test
