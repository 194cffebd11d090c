// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/train/config_reader.h"

#include "core/base/path_text.h"
#include "core/base/visible_text.h"

#include <utility>

namespace halftone::train {
namespace {

std::string text(double value)
{
    std::string digits = nlohmann::json(value).dump();
    return digits.size() > 2 && digits.ends_with(".0") ? digits.substr(0, digits.size() - 2)
                                                       : digits;
}

} // namespace

ConfigReader::ConfigReader(const Json& object, std::string origin, std::string prefix)
    : m_object(object), m_origin(std::move(origin)), m_prefix(std::move(prefix))
{
    if (!object.is_object()) {
        const std::string name =
            m_prefix.empty() ? "the file" : m_prefix.substr(0, m_prefix.size() - 1);
        m_prefix.clear();
        throw bad(name, "an object { ... }", object.dump());
    }
}

void ConfigReader::number(const char* key, double& value, double low, double high)
{
    if (const Json* found = find(key)) {
        const bool right =
            found->is_number() && found->get<double>() >= low && found->get<double>() <= high;
        require(right, key, "a number from " + text(low) + " to " + text(high), *found);
        value = found->get<double>();
    }
}

std::int64_t ConfigReader::wholeNumber(const char* key, const Json& found, std::int64_t low,
                                       std::int64_t high) const
{
    const bool right = found.is_number_integer() && found.get<std::int64_t>() >= low
                       && found.get<std::int64_t>() <= high;
    require(right, key,
            "a whole number from " + std::to_string(low) + " to " + std::to_string(high), found);
    return found.get<std::int64_t>();
}

void ConfigReader::boolean(const char* key, bool& value)
{
    if (const Json* found = find(key)) {
        require(found->is_boolean(), key, "true or false", *found);
        value = found->get<bool>();
    }
}

void ConfigReader::word(const char* key, const char* what, std::string& value)
{
    if (const Json* found = find(key)) {
        require(found->is_string() && !found->get<std::string>().empty(), key, what, *found);
        value = found->get<std::string>();
    }
}

void ConfigReader::path(const char* key, std::filesystem::path& value)
{
    constexpr const char* kWhat = "a file or folder name in quotes";
    if (find(key) == nullptr) {
        throw bad(key, kWhat, "nothing");
    }
    std::string name;
    word(key, kWhat, name);
    value = fromUtf8(name);
}

const ConfigReader::Json* ConfigReader::find(const std::string& key)
{
    m_known.insert(key);
    const auto found = m_object.find(key);
    return found == m_object.end() ? nullptr : &*found;
}

void ConfigReader::require(bool right, const std::string& key, const std::string& expected,
                           const Json& found) const
{
    if (!right) {
        throw bad(key, expected, found.dump());
    }
}

void ConfigReader::refuseUnknownKeys() const
{
    for (const auto& [key, value] : m_object.items()) {
        if (!m_known.contains(key)) {
            std::string known;
            for (const std::string& name : m_known) {
                known += (known.empty() ? "" : ", ") + name;
            }
            throw Error(ErrorCode::InvalidArgument,
                        "Training configuration '" + m_origin + "': unknown key '" + m_prefix
                            + visible(key, 80) + "'. Known keys: " + known + ".");
        }
    }
}

Error ConfigReader::bad(const std::string& key, const std::string& expected,
                        const std::string& found) const
{
    return Error(ErrorCode::InvalidArgument, "Training configuration '" + m_origin + "': '"
                                                 + m_prefix + key + "' must be " + expected
                                                 + "; found " + visible(found, 200) + ".");
}

} // namespace halftone::train
