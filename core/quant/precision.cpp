// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/precision.h"

#include "core/base/error.h"

#include <cctype>
#include <charconv>

namespace halftone::quant {

std::string toString(Precision precision)
{
    if (precision.isFloat()) {
        return "FP32";
    }
    return "W" + std::to_string(precision.weightBits) + "A"
           + std::to_string(precision.activationBits);
}

Precision parsePrecision(std::string_view text)
{
    std::string upper;
    for (const char c : text) {
        upper += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    }
    if (upper == "FP32") {
        return kFull;
    }
    Precision precision{0, 0};
    const char* end = upper.data() + upper.size();
    if (upper.size() >= 4 && upper.front() == 'W') {
        const auto weights = std::from_chars(upper.data() + 1, end, precision.weightBits);
        if (weights.ec == std::errc{} && weights.ptr != end && *weights.ptr == 'A') {
            const auto activations =
                std::from_chars(weights.ptr + 1, end, precision.activationBits);
            if (activations.ec == std::errc{} && activations.ptr == end && precision.isValid()) {
                return precision;
            }
        }
    }
    throw Error(ErrorCode::InvalidArgument,
                "'" + std::string(text)
                    + "' is not a precision. Expected FP32, W16A16 or W<1..8>"
                      "A<1..8>, such as W4A6.");
}

void requireValid(Precision precision)
{
    if (!precision.isValid()) {
        throw Error(ErrorCode::InvalidArgument,
                    "W" + std::to_string(precision.weightBits) + "A"
                        + std::to_string(precision.activationBits)
                        + " is not a precision. Weights and activations take 1 to 8 bits each on "
                          "the integer engine; 16 and 32 bits come only as the pairs 16/16 and "
                          "32/32.");
    }
}

} // namespace halftone::quant
