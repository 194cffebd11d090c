// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/fixed_point.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>

namespace halftone::quant {
namespace {

constexpr std::int64_t kInt32Limit = std::int64_t{1} << 31;

// The largest |t| that accumulators up to accBound can give; roundingShift is monotone, and
// rounding half upward makes the positive end the larger one.
std::int64_t maxRounded(std::int64_t accBound, int p)
{
    return (accBound + ((std::int64_t{1} << p) >> 1)) >> p;
}

} // namespace

bool isSafe(const ChannelRequant& r, std::int64_t accBound) noexcept
{
    if (accBound < 0 || accBound >= kInt32Limit / 8 || r.preShift > kMaxPreShift
        || r.shift > kMaxShift || std::abs(static_cast<int>(r.multiplier)) > kMaxMultiplier) {
        return false;
    }
    const std::int64_t t = maxRounded(accBound, r.preShift);
    const std::int64_t product = t * std::abs(static_cast<std::int64_t>(r.multiplier));
    return t <= kMaxRounded && product + std::abs(static_cast<std::int64_t>(r.bias)) < kInt32Limit;
}

ChannelRequant makeRequant(double scale, double offset, std::int64_t accBound)
{
    if (!std::isfinite(scale) || !std::isfinite(offset) || accBound < 0
        || accBound >= kInt32Limit / 8) {
        throw Error(ErrorCode::InvalidArgument,
                    "A requantization table needs finite values and an accumulator bound below "
                    "2^28; found scale "
                        + std::to_string(scale) + ", offset " + std::to_string(offset) + ", bound "
                        + std::to_string(accBound) + ".");
    }
    // Beyond this no accumulator can bring the code back into [0,255] unless the scale is absurd.
    offset = std::clamp(offset, -1048576.0, 1048576.0);

    ChannelRequant r;
    while (maxRounded(accBound, r.preShift) > kMaxRounded) {
        ++r.preShift;
    }
    // The finest shift whose multiplier and products stay inside the contract.
    for (int s = kMaxShift; s >= 0; --s) {
        const double multiplier = std::nearbyint(std::ldexp(scale, r.preShift + s));
        const double bias =
            std::nearbyint(std::ldexp(offset, s)) + (s > 0 ? std::ldexp(1.0, s - 1) : 0.0);
        if (std::abs(multiplier) > kMaxMultiplier || std::abs(bias) >= 2147483647.0) {
            continue;
        }
        r.shift = static_cast<std::uint8_t>(s);
        r.multiplier = static_cast<std::int16_t>(multiplier);
        r.bias = static_cast<std::int32_t>(bias);
        if (isSafe(r, accBound)) {
            return r;
        }
    }
    throw Error(ErrorCode::InvalidArgument,
                "A channel's scale " + std::to_string(scale)
                    + " is too large for the fixed-point multiplier: one accumulator step is more "
                      "than 16383 output codes. The layer's activation step is wrong.");
}

} // namespace halftone::quant
