// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

/// THE arithmetic of Halftone. Everything that computes a quantized network (reference, kernels,
/// exact fake quantization, export) agrees with this file bit for bit. Frozen: shipped models and
/// golden hashes in tests depend on it; a change means new tables.
///
/// A hidden convolution accumulates acc = sum(qa * qw) in int32 (unsigned activation codes times
/// signed weight codes; padding is code 0; no zero points), |acc| <= 255*127*4608 < 1.5e8. Then
///     t = (acc + (2^p >> 1)) >> p                       |t| <= 2^16, by the choice of p
///     q = clamp((t*m + b) >> s, 0, maxCode)             |t*m + b| < 2^31, checked at export
/// with arithmetic (flooring) shifts. b carries the bias and the rounding constant 2^(s-1), so ties
/// round upward. clamp's lower bound 0 is the ReLU.
namespace halftone::quant {

/// Bounds a table must respect; makeRequant() guarantees them, readers of files check them.
inline constexpr std::int32_t kMaxRounded = 1 << 16;          ///< |t| <= this
inline constexpr std::int32_t kMaxMultiplier = (1 << 14) - 1; ///< |m| <= this
inline constexpr int kMaxPreShift = 15;                       ///< p in [0, this]
inline constexpr int kMaxShift = 30;                          ///< s in [0, this]

/// Requantization of one output channel. Data of a model's table, 8 bytes.
struct ChannelRequant {
    std::int32_t bias = 0;       ///< b
    std::int16_t multiplier = 0; ///< m; negative where batch norm's gamma is
    std::uint8_t preShift = 0;   ///< p
    std::uint8_t shift = 0;      ///< s

    friend bool operator==(const ChannelRequant&, const ChannelRequant&) = default;
};

/// Largest unsigned activation code of `bits` in [1,8]: 2^bits - 1.
[[nodiscard]] constexpr std::int32_t maxActivationCode(int bits) noexcept
{
    return (1 << bits) - 1;
}

/// t of the file comment.
[[nodiscard]] constexpr std::int32_t roundingShift(std::int32_t acc, int p) noexcept
{
    return (acc + ((std::int32_t{1} << p) >> 1)) >> p;
}

/// q of the file comment; `maxCode` = maxActivationCode(a).
[[nodiscard]] constexpr std::uint8_t requantize(std::int32_t acc, const ChannelRequant& r,
                                                std::int32_t maxCode) noexcept
{
    const std::int32_t t = roundingShift(acc, r.preShift);
    const std::int32_t q = (t * r.multiplier + r.bias) >> r.shift;
    return static_cast<std::uint8_t>(q < 0 ? 0 : (q > maxCode ? maxCode : q));
}

/// Finds the table entry whose result is closest to code = round(scale * acc + offset) for every
/// |acc| <= accBound (= maxCode of the input * sum of |weight codes| of the channel).
/// `scale` may be negative or zero; offsets beyond +-2^20 codes saturate. Throws
/// Error{InvalidArgument} if a value is not finite or accBound is outside [0, 2^31/8).
[[nodiscard]] ChannelRequant makeRequant(double scale, double offset, std::int64_t accBound);

/// True if `r` keeps all intermediate values inside the contract for every |acc| <= accBound.
[[nodiscard]] bool isSafe(const ChannelRequant& r, std::int64_t accBound) noexcept;

} // namespace halftone::quant
