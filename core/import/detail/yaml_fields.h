// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <yaml-cpp/yaml.h>

#include <optional>
#include <string>
#include <vector>

/// Fields of YAML from strangers: absent, or of another kind, is nothing; what is needed throws
/// Error{FileFormat}. Aliases share what they name, so that none grows; nesting is bounded by
/// yaml-cpp, the bytes by who reads them.
namespace halftone::import::detail {

/// Throws Error{FileFormat} for what is no YAML.
[[nodiscard]] YAML::Node parseYaml(const std::string& text);

/// A field of a map; an undefined node where there is none.
[[nodiscard]] YAML::Node fieldOf(const YAML::Node& map, const char* name);
/// An element of a list.
[[nodiscard]] YAML::Node elementOf(const YAML::Node& list, std::size_t index);
[[nodiscard]] std::size_t lengthOf(const YAML::Node& list);

/// A text, made visible, of at most 4096 bytes.
[[nodiscard]] std::string textOf(const YAML::Node& node, const std::string& otherwise = {});
/// Finite.
[[nodiscard]] std::optional<double> numberOf(const YAML::Node& node);
/// One number or a list of at most 1000.
[[nodiscard]] std::vector<double> numbersOf(const YAML::Node& node);

} // namespace halftone::import::detail
