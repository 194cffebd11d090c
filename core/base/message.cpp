// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/message.h"

#include <charconv>
#include <cstddef>
#include <system_error>

namespace halftone {

std::string fillPattern(std::string_view pattern, const std::vector<std::string>& arguments)
{
    std::string text;
    while (!pattern.empty()) {
        const std::size_t open = pattern.find('{');
        text += pattern.substr(0, open);
        if (open == std::string_view::npos) {
            break;
        }
        pattern.remove_prefix(open);
        std::size_t number = 0;
        const char* const first = pattern.data() + 1;
        const char* const last = pattern.data() + pattern.size();
        const auto [end, error] = std::from_chars(first, last, number);
        if (error == std::errc{} && end != last && *end == '}' && number < arguments.size()) {
            text += arguments[number];
            pattern.remove_prefix(static_cast<std::size_t>(end + 1 - pattern.data()));
        } else {
            text += '{';
            pattern.remove_prefix(1);
        }
    }
    return text;
}

std::string Message::text() const
{
    return fillPattern(pattern, arguments);
}

} // namespace halftone
