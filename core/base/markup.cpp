// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/markup.h"

#include "core/base/visible_text.h"

#include <algorithm>

namespace halftone {

std::string escapeMarkup(std::string_view text)
{
    constexpr unsigned char kFirstPrintable = 0x20;
    std::string plain(text);
    std::replace_if(
        plain.begin(), plain.end(),
        [](char c) { return static_cast<unsigned char>(c) < kFirstPrintable; }, ' ');
    std::string result;
    for (const char c : visible(plain, std::string::npos)) {
        switch (c) {
        case '&': result += "&amp;"; break;
        case '<': result += "&lt;"; break;
        case '>': result += "&gt;"; break;
        case '"': result += "&quot;"; break;
        case '\'': result += "&#39;"; break;
        default: result += c;
        }
    }
    return result;
}

} // namespace halftone
