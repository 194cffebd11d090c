// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/base/visible_text.h"
#include "core/model/parse_json.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// Checked access to JSON of files that users open. Included by .cpp files only.
namespace halftone::ui {

/// A word of a file and what it stands for.
template <typename Value>
struct Word {
    const char* word;
    Value value;
};
/// Said aloud for compilers that find it by themselves in C++20 only since a short while (Clang
/// 17).
template <typename Value>
Word(const char*, Value) -> Word<Value>;

/// The word for `value`, which is one of `words`.
template <typename Words, typename Value>
[[nodiscard]] const char* wordFor(const Words& words, const Value& value)
{
    for (const auto& each : words) {
        if (each.value == value) {
            return each.word;
        }
    }
    return words[0].word;
}

/// A value of a JSON text and where it stands in it. What is not as expected is an
/// Error{FileFormat} that names file, place, what was expected and what was found; members that
/// nobody asks for are left alone, as later versions may have more. The text outlives this.
class JsonPlace {
public:
    using Json = nlohmann::ordered_json;
    static constexpr std::size_t kMostText = 4096; ///< bytes

    /// `what` begins sentences: "The workspace 'a.halftone-workspace'".
    JsonPlace(const Json& json, const std::string& what, std::string place = {})
        : m_json(&json), m_what(&what), m_place(std::move(place))
    {
    }

    [[nodiscard]] JsonPlace member(const char* name) const
    {
        std::optional<JsonPlace> found = find(name);
        if (!found) {
            throw refusal(placeOf(name), "a value", "nothing");
        }
        return *found;
    }
    /// Nothing where it is not there, or null.
    [[nodiscard]] std::optional<JsonPlace> find(const char* name) const
    {
        if (!m_json->is_object()) {
            refuse("an object {...}");
        }
        const auto found = m_json->find(name);
        if (found == m_json->end() || found->is_null()) {
            return std::nullopt;
        }
        return JsonPlace(*found, *m_what, placeOf(name));
    }
    [[nodiscard]] std::vector<JsonPlace> items(std::size_t most) const
    {
        if (!m_json->is_array() || m_json->size() > most) {
            refuse("a list of at most " + std::to_string(most) + " values");
        }
        std::vector<JsonPlace> found;
        for (std::size_t i = 0; i < m_json->size(); ++i) {
            found.emplace_back((*m_json)[i], *m_what, m_place + '[' + std::to_string(i) + ']');
        }
        return found;
    }
    /// Of an object with names that are not known before.
    [[nodiscard]] std::vector<std::pair<std::string, JsonPlace>> members(std::size_t most) const
    {
        if (!m_json->is_object() || m_json->size() > most) {
            refuse("an object of at most " + std::to_string(most) + " values");
        }
        std::vector<std::pair<std::string, JsonPlace>> found;
        for (const auto& [name, value] : m_json->items()) {
            found.emplace_back(name, JsonPlace(value, *m_what, placeOf(name.c_str())));
        }
        return found;
    }
    [[nodiscard]] std::string text(std::size_t most = kMostText) const
    {
        if (!m_json->is_string() || m_json->get_ref<const std::string&>().size() > most
            || !isVisible(m_json->get_ref<const std::string&>())) {
            refuse("a text of at most " + std::to_string(most)
                   + " bytes without control characters");
        }
        return m_json->get<std::string>();
    }
    /// Of paths, which may have any character.
    [[nodiscard]] std::string bytes(std::size_t most = kMostText) const
    {
        if (!m_json->is_string() || m_json->get_ref<const std::string&>().size() > most
            || m_json->get_ref<const std::string&>().find('\0') != std::string::npos) {
            refuse("a text of at most " + std::to_string(most) + " bytes");
        }
        return m_json->get<std::string>();
    }
    [[nodiscard]] bool boolean() const
    {
        if (!m_json->is_boolean()) {
            refuse("true or false");
        }
        return m_json->get<bool>();
    }
    [[nodiscard]] double number(double low, double high) const
    {
        const double value =
            m_json->is_number() ? m_json->get<double>() : std::numeric_limits<double>::quiet_NaN();
        if (!(value >= low && value <= high)) { // so NaN is none
            refuse("a number from " + Json(low).dump() + " to " + Json(high).dump());
        }
        return value;
    }
    [[nodiscard]] std::int64_t integer(std::int64_t low, std::int64_t high) const
    {
        constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
        // Unsigned first: the library calls every non-negative integer unsigned, however large.
        const bool fits = m_json->is_number_unsigned() ? m_json->get<std::uint64_t>() <= kMost
                                                       : m_json->is_number_integer();
        const std::int64_t value = fits ? m_json->get<std::int64_t>() : 0;
        if (!fits || value < low || value > high) {
            refuse("a whole number from " + std::to_string(low) + " to " + std::to_string(high));
        }
        return value;
    }
    template <typename Words>
    [[nodiscard]] auto word(const Words& words) const
    {
        std::string known;
        for (const auto& each : words) {
            if (*m_json == each.word) {
                return each.value;
            }
            known += std::string(known.empty() ? "" : ", ") + '"' + each.word + '"';
        }
        refuse("one of " + known);
    }
    [[noreturn]] void refuse(const std::string& expected) const
    {
        constexpr std::size_t kMostShown = 60;
        throw refusal(
            m_place, expected,
            visible(m_json->dump(-1, ' ', false, Json::error_handler_t::replace), kMostShown));
    }

private:
    [[nodiscard]] std::string placeOf(const char* name) const
    {
        constexpr std::size_t kMostShown = 80;
        return m_place + (m_place.empty() ? "" : ".") + visible(name, kMostShown);
    }
    [[nodiscard]] Error refusal(const std::string& place, const std::string& expected,
                                const std::string& found) const
    {
        return Error(
            ErrorCode::FileFormat,
            Message{"json-place",
                    "{0} cannot be read: at '{1}' {2} is expected, and {3} was found. It is "
                    "damaged or was changed by hand; nothing was opened.",
                    {*m_what, place.empty() ? "the top" : place, expected, found}});
    }

    const Json* m_json;
    const std::string* m_what;
    std::string m_place;
};

} // namespace halftone::ui
