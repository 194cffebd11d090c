// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/slice_choice.h"

#include <charconv>

namespace halftone::cli {

void addSlices(Command& command, std::string& text)
{
    command
        .option("--slices", text,
                "Only these slices of every image, such as 20:24, counted from 0; or "
                "'labelled': those the reference labels")
        .shownAs("A:B|labelled");
}

data::SliceChoice parseSlices(const std::string& text)
{
    if (text.empty()) {
        return {};
    }
    if (text == "labelled") {
        return {data::SliceChoice::Kind::Labelled, 0, 0};
    }
    data::SliceChoice choice{data::SliceChoice::Kind::Range, 0, 0};
    const char* const end = text.data() + text.size();
    auto read = std::from_chars(text.data(), end, choice.first);
    choice.last = choice.first;
    if (read.ec == std::errc{} && read.ptr != end && *read.ptr == ':') {
        read = std::from_chars(read.ptr + 1, end, choice.last);
    }
    if (read.ec != std::errc{} || read.ptr != end || choice.first < 0
        || choice.last < choice.first) {
        refuseUsage("--slices '" + text
                    + "' is not a range: give first:last, counted from 0, such as "
                      "20:24, or 'labelled'");
    }
    return choice;
}

} // namespace halftone::cli
