// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/weight_codes.h"

#include "core/base/error.h"

#include <algorithm>
#include <cstdlib>
#include <string>

namespace halftone::quant {
namespace {

void requireBits(int bits)
{
    if (bits < 1 || bits > 8) {
        throw Error(ErrorCode::InvalidArgument,
                    "Weight codes have 1 to 8 bits, not " + std::to_string(bits) + ".");
    }
}

Error badCode(int code, int bits)
{
    return Error(ErrorCode::InvalidArgument, "Weight code " + std::to_string(code)
                                                 + " does not fit " + std::to_string(bits)
                                                 + "-bit symmetric weights.");
}

} // namespace

std::vector<std::int8_t> nestedCodes(std::span<const std::int8_t> w8, int bits)
{
    requireBits(bits);
    std::vector<std::int8_t> codes(w8.size());
    std::transform(w8.begin(), w8.end(), codes.begin(),
                   [bits](std::int8_t code) { return nestedCode(code, bits); });
    return codes;
}

std::vector<std::uint8_t> packCodes(std::span<const std::int8_t> codes, int bits)
{
    requireBits(bits);
    std::vector<std::uint8_t> packed(packedBytes(codes.size(), bits), 0);
    const unsigned mask = (1U << bits) - 1U;
    std::size_t position = 0; // in bits
    for (const std::int8_t code : codes) {
        if (std::abs(static_cast<int>(code)) > maxWeightCode(bits) || (bits == 1 && code == 0)) {
            throw badCode(code, bits);
        }
        const unsigned field =
            bits == 1 ? (code > 0 ? 1U : 0U) : static_cast<unsigned>(code) & mask;
        const unsigned shifted = field << (position % 8);
        packed[position / 8] = static_cast<std::uint8_t>(packed[position / 8] | (shifted & 0xFFU));
        if (position % 8 + static_cast<std::size_t>(bits) > 8) {
            packed[position / 8 + 1] = static_cast<std::uint8_t>(shifted >> 8);
        }
        position += static_cast<std::size_t>(bits);
    }
    return packed;
}

std::vector<std::int8_t> unpackCodes(std::span<const std::uint8_t> packed, std::size_t count,
                                     int bits)
{
    requireBits(bits);
    if (packed.size() != packedBytes(count, bits)) {
        throw Error(ErrorCode::ShapeMismatch,
                    std::to_string(count) + " weights of " + std::to_string(bits) + " bits take "
                        + std::to_string(packedBytes(count, bits)) + " bytes; found "
                        + std::to_string(packed.size()) + ".");
    }
    std::vector<std::int8_t> codes(count);
    const unsigned mask = (1U << bits) - 1U;
    const int signBit = 1 << (bits - 1);
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t position = i * static_cast<std::size_t>(bits);
        unsigned window = packed[position / 8];
        if (position / 8 + 1 < packed.size()) {
            window |= static_cast<unsigned>(packed[position / 8 + 1]) << 8;
        }
        const int field = static_cast<int>((window >> (position % 8)) & mask);
        const int code = bits == 1 ? (field != 0 ? 1 : -1) : (field ^ signBit) - signBit;
        if (std::abs(code) > maxWeightCode(bits)) {
            throw badCode(code, bits);
        }
        codes[i] = static_cast<std::int8_t>(code);
    }
    return codes;
}

} // namespace halftone::quant
