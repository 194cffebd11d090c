// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/base/visible_text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The one way by which JSON that came from a file gets in. Included by .cpp files only.
namespace halftone::model {

/// Levels of nesting that no JSON of Halftone comes near.
inline constexpr int kMostJsonLevels = 32;
/// Keys of one object. Objects that keep the order of their keys look through all for each.
inline constexpr std::size_t kMostJsonKeys = 20'000;

namespace detail {

/// Looks a text through, in time that its length bounds, before anything is made of it.
template <typename Json>
class JsonCheck final : public nlohmann::json_sax<Json> {
public:
    explicit JsonCheck(std::string what) : m_what(std::move(what)) {}

    /// Where the text stopped being JSON, from 1.
    std::size_t faultAt = 0;

    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(typename Json::number_integer_t) override { return true; }
    bool number_unsigned(typename Json::number_unsigned_t) override { return true; }
    bool number_float(typename Json::number_float_t, const std::string&) override { return true; }
    bool string(std::string&) override { return true; }
    bool binary(typename Json::binary_t&) override { return true; }
    bool start_object(std::size_t) override
    {
        enter();
        return true;
    }
    bool key(std::string& key) override
    {
        if (!m_keys.back().insert(key).second) {
            throw Error(ErrorCode::FileFormat,
                        m_what + " has a key that occurs twice: '" + visible(key, 80) + "'.");
        }
        if (m_keys.back().size() > kMostJsonKeys) {
            throw Error(ErrorCode::FileFormat, m_what + " has an object with more than "
                                                   + std::to_string(kMostJsonKeys) + " keys.");
        }
        return true;
    }
    bool end_object() override
    {
        m_keys.pop_back();
        return true;
    }
    bool start_array(std::size_t) override
    {
        enter();
        return true;
    }
    bool end_array() override
    {
        m_keys.pop_back();
        return true;
    }
    bool parse_error(std::size_t position, const std::string&,
                     const nlohmann::detail::exception&) override
    {
        faultAt = position;
        return false;
    }

private:
    void enter()
    {
        m_keys.emplace_back();
        if (m_keys.size() > static_cast<std::size_t>(kMostJsonLevels)) {
            throw Error(ErrorCode::FileFormat, m_what + " is nested deeper than "
                                                   + std::to_string(kMostJsonLevels) + " levels.");
        }
    }

    std::string m_what;
    std::vector<std::set<std::string>> m_keys; ///< of the objects that are open, outermost first
};

} // namespace detail

/// Parses a text, refusing nesting deeper than kMostJsonLevels (what walks through a value later
/// calls itself once a level, and a hostile file must not fill the stack), keys that occur twice in
/// an object, of which the last would win in silence, and more than kMostJsonKeys of them. `what`
/// begins the sentence of the Error{FileFormat}, which tells line and column of a fault: "The model
/// card".
template <typename Json = nlohmann::json>
[[nodiscard]] Json parseJson(std::string_view text, const std::string& what)
{
    // In two goes: the library's own callback looks through all elements of an object or array
    // whenever one that is an object ends.
    detail::JsonCheck<Json> check(what);
    if (!Json::sax_parse(text.begin(), text.end(), &check)) {
        if (check.faultAt == 0) { // a number that no double holds
            throw Error(ErrorCode::FileFormat, what + " is not valid JSON.");
        }
        const std::string_view before = text.substr(0, check.faultAt - 1);
        const auto line = 1 + std::count(before.begin(), before.end(), '\n');
        const std::size_t column = before.size() - (before.rfind('\n') + 1) + 1; // npos + 1 is 0
        throw Error(ErrorCode::FileFormat, what + " is not valid JSON: line " + std::to_string(line)
                                               + ", column " + std::to_string(column) + ".");
    }
    return Json::parse(text.begin(), text.end());
}

} // namespace halftone::model
