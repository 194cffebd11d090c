// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>

namespace halftone::train {

/// A word of a configuration file and what it stands for.
template <typename Value>
struct Choice {
    const char* name;
    Value value;
};

/// The word for `value`, which is one of `choices`.
template <typename Choices, typename Value>
const char* nameIn(const Choices& choices, Value value)
{
    for (const auto& choice : choices) {
        if (choice.value == value) {
            return choice.name;
        }
    }
    return "";
}

/// Reads the members of one JSON object of a training configuration and remembers which were asked
/// for. An absent member leaves its value as it was. Every fault is an Error{InvalidArgument} that
/// names the file, the key, what was expected and what was found.
class ConfigReader {
public:
    using Json = nlohmann::json;

    /// `prefix` precedes the keys in messages: "augmentation." of a member object. `object` is
    /// borrowed.
    ConfigReader(const Json& object, std::string origin, std::string prefix);

    void number(const char* key, double& value, double low, double high);
    template <typename Integer>
    void integer(const char* key, Integer& value, std::int64_t low, std::int64_t high)
    {
        if (const Json* found = find(key)) {
            value = static_cast<Integer>(wholeNumber(key, *found, low, high));
        }
    }
    void boolean(const char* key, bool& value);
    /// A name in quotes, not empty; `what` says of what: "a label's name in quotes".
    void word(const char* key, const char* what, std::string& value);
    /// As the others, but it must be there.
    void path(const char* key, std::filesystem::path& value);
    /// One of `choices`, a range of Choice.
    template <typename Choices, typename Value>
    void choice(const char* key, const Choices& choices, Value& value)
    {
        const Json* found = find(key);
        if (found == nullptr) {
            return;
        }
        std::string names;
        for (const auto& choice : choices) {
            if (*found == choice.name) {
                value = choice.value;
                return;
            }
            names += std::string(names.empty() ? "" : ", ") + '"' + choice.name + '"';
        }
        throw bad(key, "one of " + names, found->dump());
    }

    /// The member, or null.
    [[nodiscard]] const Json* find(const std::string& key);
    void require(bool right, const std::string& key, const std::string& expected,
                 const Json& found) const;
    void refuseUnknownKeys() const;
    [[nodiscard]] Error bad(const std::string& key, const std::string& expected,
                            const std::string& found) const;

private:
    [[nodiscard]] std::int64_t wholeNumber(const char* key, const Json& found, std::int64_t low,
                                           std::int64_t high) const;

    const Json& m_object;
    std::string m_origin;
    std::string m_prefix;
    std::set<std::string> m_known;
};

} // namespace halftone::train
