// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace halftone {
namespace {

constexpr const char* kNotANumber = "-";

/// Rounding leaves "-0.00" of small negative numbers: a sign that says nothing.
std::string withoutSignOfZero(std::string text)
{
    if (text.starts_with('-') && text.find_first_of("123456789") == std::string::npos) {
        text.erase(0, 1);
    }
    return text;
}

} // namespace

std::string formatNumber(double value, int decimals)
{
    return std::isfinite(value) ? withoutSignOfZero(fmt::format("{:.{}f}", value, decimals))
                                : kNotANumber;
}

std::string formatSignificant(double value, int digits)
{
    return std::isfinite(value) ? withoutSignOfZero(fmt::format("{:.{}g}", value, digits))
                                : kNotANumber;
}

std::string formatBytes(std::size_t bytes)
{
    return formatBytes(static_cast<double>(bytes));
}

std::string formatBytes(double bytes)
{
    constexpr std::array<const char*, 5> kUnits{"B", "kB", "MB", "GB", "TB"};
    std::size_t unit = 0;
    // 999.5 kB is written as a megabyte, not as "1000 kB".
    for (; bytes >= 999.5 && unit + 1 < kUnits.size() && std::isfinite(bytes); ++unit) {
        bytes /= 1000;
    }
    const int decimals = unit > 0 && bytes < 99.95 ? 1 : 0;
    return std::isfinite(bytes) ? formatNumber(bytes, decimals) + " " + kUnits[unit] : kNotANumber;
}

std::string formatMilliseconds(double milliseconds)
{
    if (milliseconds >= 999.5) {
        return formatNumber(milliseconds / 1000, 2) + " s";
    }
    return std::isfinite(milliseconds)
               ? formatNumber(milliseconds, milliseconds < 99.95 ? 1 : 0) + " ms"
               : kNotANumber;
}

} // namespace halftone
