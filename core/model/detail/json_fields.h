// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/model/parse_json.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>

/// Checked access to JSON that came from a file: every fault is an Error{FileFormat} naming the
/// field, no number is converted before its range is known. Included by .cpp files only.
namespace halftone::model::detail {

using Json = nlohmann::json;

[[noreturn]] inline void refuseField(const std::string& field, const std::string& expected)
{
    throw Error(ErrorCode::FileFormat, "Field '" + field + "': expected " + expected + ".");
}

[[nodiscard]] inline const Json& field(const Json& json, const std::string& name)
{
    if (!json.is_object() || !json.contains(name)) {
        refuseField(name, "to find it");
    }
    return json.at(name);
}

[[nodiscard]] inline std::string stringField(const Json& json, const std::string& name)
{
    const Json& value = field(json, name);
    if (!value.is_string()) {
        refuseField(name, "text");
    }
    return value.get<std::string>();
}

[[nodiscard]] inline bool boolField(const Json& json, const std::string& name)
{
    const Json& value = field(json, name);
    if (!value.is_boolean()) {
        refuseField(name, "true or false");
    }
    return value.get<bool>();
}

[[nodiscard]] inline double numberField(const Json& json, const std::string& name)
{
    const Json& value = field(json, name);
    if (!value.is_number() || !std::isfinite(value.get<double>())) {
        refuseField(name, "a number");
    }
    return value.get<double>();
}

/// A whole number in [low, high].
[[nodiscard]] inline int asInt(const Json& value, const std::string& name, int low, int high)
{
    // Unsigned first: nlohmann calls every non-negative integer unsigned, however large.
    const bool fits = value.is_number_unsigned()
                          ? value.get<std::uint64_t>() <= static_cast<std::uint64_t>(
                                std::numeric_limits<std::int32_t>::max())
                          : value.is_number_integer()
                                && value.get<std::int64_t>() >= std::numeric_limits<int>::min();
    const std::int64_t number = fits ? value.get<std::int64_t>() : 0;
    if (!fits || number < low || number > high) {
        refuseField(name,
                    "a whole number from " + std::to_string(low) + " to " + std::to_string(high));
    }
    return static_cast<int>(number);
}

[[nodiscard]] inline int intField(const Json& json, const std::string& name, int low, int high)
{
    return asInt(field(json, name), name, low, high);
}

[[nodiscard]] inline const Json& arrayField(const Json& json, const std::string& name)
{
    const Json& value = field(json, name);
    if (!value.is_array()) {
        refuseField(name, "a list");
    }
    return value;
}

/// Text of a JSON value; bytes that are not UTF-8 are replaced, so that writing never throws.
[[nodiscard]] inline std::string dumpJson(const Json& json)
{
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace halftone::model::detail
