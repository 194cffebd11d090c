// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/import/detail/yaml_fields.h"

#include "core/base/error.h"
#include "core/base/parse_number.h"
#include "core/base/visible_text.h"

namespace halftone::import::detail {
namespace {

constexpr std::size_t kMostText = 4096;
constexpr std::size_t kMostNumbers = 1000;

} // namespace

YAML::Node parseYaml(const std::string& text)
{
    try {
        return YAML::Load(text);
    } catch (const YAML::Exception& fault) {
        throw Error(ErrorCode::FileFormat,
                    "its description is no YAML: " + visible(fault.what(), 200));
    }
}

YAML::Node fieldOf(const YAML::Node& map, const char* name)
{
    return map.IsDefined() && map.IsMap() ? map[name] : YAML::Node(YAML::NodeType::Undefined);
}

YAML::Node elementOf(const YAML::Node& list, std::size_t index)
{
    return index < lengthOf(list) ? list[index] : YAML::Node(YAML::NodeType::Undefined);
}

std::size_t lengthOf(const YAML::Node& list)
{
    return list.IsDefined() && list.IsSequence() ? list.size() : 0;
}

std::string textOf(const YAML::Node& node, const std::string& otherwise)
{
    return node.IsDefined() && node.IsScalar() ? visible(node.Scalar(), kMostText) : otherwise;
}

std::optional<double> numberOf(const YAML::Node& node)
{
    return node.IsDefined() && node.IsScalar() ? parseNumber(node.Scalar()) : std::nullopt;
}

std::vector<double> numbersOf(const YAML::Node& node)
{
    std::vector<double> numbers;
    if (const std::optional<double> one = numberOf(node)) {
        numbers.push_back(*one);
    }
    for (std::size_t i = 0; i < lengthOf(node); ++i) {
        const std::optional<double> one = numberOf(elementOf(node, i));
        if (!one || numbers.size() == kMostNumbers) {
            throw Error(ErrorCode::FileFormat, "a list of numbers in its description is none.");
        }
        numbers.push_back(*one);
    }
    return numbers;
}

} // namespace halftone::import::detail
