// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/base/visible_text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>

/// The one way by which JSON that came from a file gets in. Included by .cpp files only.
namespace halftone::model {

/// Levels of nesting that no JSON of Halftone comes near.
inline constexpr int kMostJsonLevels = 32;

/// Parses a text, refusing nesting deeper than kMostJsonLevels (what walks through a value later
/// calls itself once a level, and a hostile file must not fill the stack) and keys that occur twice
/// in an object, of which the last would win in silence. `what` begins the sentence of the
/// Error{FileFormat}, which tells line and column of a fault: "The model card".
template <typename Json = nlohmann::json>
[[nodiscard]] Json parseJson(std::string_view text, const std::string& what)
{
    std::map<int, std::set<std::string>> keys; // by depth, of the object that is open there
    const auto check = [&](int depth, typename Json::parse_event_t event, Json& parsed) {
        if (depth > kMostJsonLevels) {
            throw Error(ErrorCode::FileFormat, what + " is nested deeper than "
                                                   + std::to_string(kMostJsonLevels) + " levels.");
        }
        if (event == Json::parse_event_t::object_start) {
            keys[depth + 1].clear();
        } else if (event == Json::parse_event_t::key) {
            const std::string key = parsed.template get<std::string>();
            if (!keys[depth].insert(key).second) {
                throw Error(ErrorCode::FileFormat,
                            what + " has a key that occurs twice: '" + visible(key, 80) + "'.");
            }
        }
        return true;
    };
    try {
        return Json::parse(text.begin(), text.end(), check);
    } catch (const nlohmann::detail::parse_error& fault) {
        const std::string_view before = text.substr(0, fault.byte > 0 ? fault.byte - 1 : 0);
        const auto line = 1 + std::count(before.begin(), before.end(), '\n');
        const std::size_t column = before.size() - (before.rfind('\n') + 1) + 1; // npos + 1 is 0
        throw Error(ErrorCode::FileFormat, what + " is not valid JSON: line " + std::to_string(line)
                                               + ", column " + std::to_string(column) + ".");
    } catch (const nlohmann::detail::exception&) { // a number that no double holds
        throw Error(ErrorCode::FileFormat, what + " is not valid JSON.");
    }
}

} // namespace halftone::model
