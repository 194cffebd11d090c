// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace halftone {

/// `text` as it stands in HTML and XML, in elements and in quoted attributes. Control characters,
/// which XML forbids, become spaces; what is no UTF-8, or turns the direction of writing, is
/// replaced as visible() does.
[[nodiscard]] std::string escapeMarkup(std::string_view text);

} // namespace halftone
