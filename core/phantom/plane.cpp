// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/phantom/detail/plane.h"

#include <algorithm>
#include <cmath>

namespace halftone::phantom::detail {
namespace {

constexpr float kFar = 1e9F;

/// Distance transform of one line of squared distances. `apex` and `border` are scratch space for
/// n and n + 1 entries.
void transformLine(const float* in, float* out, int n, std::vector<int>& apex,
                   std::vector<double>& border)
{
    int last = 0;
    apex[0] = 0;
    border[0] = -1e20;
    border[1] = 1e20;
    const auto crossing = [in](int q, int p) {
        return ((static_cast<double>(in[q]) + double(q) * q)
                - (static_cast<double>(in[p]) + double(p) * p))
               / (2.0 * (q - p));
    };
    for (int q = 1; q < n; ++q) {
        auto at = static_cast<std::size_t>(last);
        double s = crossing(q, apex[at]);
        while (s <= border[at]) {
            at = static_cast<std::size_t>(--last);
            s = crossing(q, apex[at]);
        }
        ++last;
        at = static_cast<std::size_t>(last);
        apex[at] = q;
        border[at] = s;
        border[at + 1] = 1e20;
    }
    std::size_t at = 0;
    for (int q = 0; q < n; ++q) {
        while (border[at + 1] < q) {
            ++at;
        }
        const int distance = q - apex[at];
        out[q] = std::min(kFar, static_cast<float>(distance * distance) + in[apex[at]]);
    }
}

} // namespace

Plane<float> squaredDistance(const Plane<std::uint8_t>& set)
{
    const int n = set.size;
    Plane<float> columns(n);
    std::vector<int> apex(static_cast<std::size_t>(n));
    std::vector<double> border(static_cast<std::size_t>(n) + 1);
    std::vector<float> out(static_cast<std::size_t>(n));
    // Along columns the values are 0 or far: two sweeps suffice.
    for (int x = 0; x < n; ++x) {
        float distance = 30000;
        for (int y = 0; y < n; ++y) {
            distance = set.at(x, y) != 0 ? 0 : distance + 1;
            columns.at(x, y) = distance;
        }
        distance = 30000;
        for (int y = n - 1; y >= 0; --y) {
            distance = set.at(x, y) != 0 ? 0 : distance + 1;
            const float nearest = std::min(columns.at(x, y), distance);
            columns.at(x, y) = std::min(kFar, nearest * nearest);
        }
    }
    for (int y = 0; y < n; ++y) {
        float* row = &columns.at(0, y);
        transformLine(row, out.data(), n, apex, border);
        std::copy(out.begin(), out.end(), row);
    }
    return columns;
}

void blur(Plane<float>& plane, int passes)
{
    const int n = plane.size;
    std::vector<float> previous(static_cast<std::size_t>(n));
    for (int pass = 0; pass < passes; ++pass) {
        for (int y = 0; y < n; ++y) {
            float* row = &plane.at(0, y);
            float left = row[0];
            for (int x = 0; x < n; ++x) {
                const float right = row[std::min(x + 1, n - 1)];
                const float here = row[x];
                row[x] = 0.25F * (left + right) + 0.5F * here;
                left = here;
            }
        }
        std::copy_n(&plane.at(0, 0), n, previous.begin());
        for (int y = 0; y < n; ++y) {
            float* row = &plane.at(0, y);
            const float* below = &plane.at(0, std::min(y + 1, n - 1));
            for (int x = 0; x < n; ++x) {
                const float here = row[x];
                float& above = previous[static_cast<std::size_t>(x)];
                row[x] = 0.25F * (above + below[x]) + 0.5F * here;
                above = here;
            }
        }
    }
}

} // namespace halftone::phantom::detail
