// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/markup.h"

namespace halftone {

std::string escapeMarkup(std::string_view text)
{
    constexpr unsigned char kFirstPrintable = 0x20;
    std::string result;
    for (const char c : text) {
        switch (c) {
        case '&': result += "&amp;"; break;
        case '<': result += "&lt;"; break;
        case '>': result += "&gt;"; break;
        case '"': result += "&quot;"; break;
        case '\'': result += "&#39;"; break;
        default: result += static_cast<unsigned char>(c) < kFirstPrintable ? ' ' : c;
        }
    }
    return result;
}

} // namespace halftone
