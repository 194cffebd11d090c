// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/nrrd/detail/nrrd_header.h"

#include "core/base/error.h"
#include "core/base/parse_number.h"
#include "core/image/detail/source.h"
#include "core/image/raw/detail/header_text.h"

#include <algorithm>

namespace halftone::image::detail {
namespace {

namespace fs = std::filesystem;

std::string fieldName(std::string_view text)
{
    std::string name = lowered(text);
    std::erase(name, ' ');
    return name;
}

void takeLine(const fs::path& path, const std::string& line, NrrdHeader& header)
{
    if (line.starts_with('#')) {
        return;
    }
    const auto pair = line.find(":=");
    const auto colon = line.find(':');
    if (colon == std::string::npos) {
        throw unreadable(path, Message{"nrrd-header",
                                       "its NRRD header is damaged: '{1}' is no field",
                                       {printable(line)}});
    }
    if (pair == colon) {
        header.keys[trimmed(line.substr(0, pair))] = trimmed(line.substr(pair + 2));
    } else {
        header.fields[fieldName(line.substr(0, colon))] = trimmed(line.substr(colon + 1));
    }
}

std::array<std::uint8_t, 3> colourOf(const std::string& text, std::array<std::uint8_t, 3> otherwise)
{
    const std::vector<std::string> words = wordsOf(text);
    if (words.size() != 3) {
        return otherwise;
    }
    std::array<std::uint8_t, 3> colour{};
    for (std::size_t n = 0; n < 3; ++n) {
        const double part = parseNumber(words[n]).value_or(-1);
        if (!(part >= 0 && part <= 1)) {
            return otherwise;
        }
        colour[n] = static_cast<std::uint8_t>(part * 255 + 0.5);
    }
    return colour;
}

} // namespace

std::string NrrdHeader::field(const std::string& name) const
{
    const auto found = fields.find(name);
    return found == fields.end() ? std::string() : found->second;
}

NrrdHeader readNrrdHeader(const fs::path& path)
{
    HeaderLines lines(path);
    NrrdHeader header;
    std::string line;
    static_cast<void>(lines.next(line)); // the magic, which isNrrd() has seen
    while (lines.next(line) && !line.empty()) {
        takeLine(path, line, header);
        if (header.field("datafile").starts_with("LIST") && header.listed.empty()) {
            while (lines.next(line)) {
                if (!trimmed(line).empty()) {
                    header.listed.push_back(trimmed(line));
                    requireFewFiles(path, header.listed.size());
                }
            }
            break;
        }
    }
    header.end = lines.at();
    if (header.fields.empty()) {
        throw unreadable(path, Message{"nrrd-header",
                                       "its NRRD header is damaged or truncated: it has no fields",
                                       {}});
    }
    return header;
}

std::vector<Label> readSegments(const NrrdHeader& header)
{
    std::vector<Label> labels;
    for (int n = 0;; ++n) {
        const std::string stem = "Segment" + std::to_string(n) + "_";
        const auto value = [&](const char* key) {
            const auto found = header.keys.find(stem + key);
            return found == header.keys.end() ? std::string() : found->second;
        };
        const std::string name = value("Name");
        if (name.empty() && value("ID").empty()) {
            return labels;
        }
        const std::int64_t number = parseInteger(value("LabelValue")).value_or(n + 1);
        const bool known = std::any_of(labels.begin(), labels.end(),
                                       [&](const Label& label) { return label.value == number; });
        if (number >= 1 && number <= 255 && !known) {
            Label label{static_cast<std::uint8_t>(number),
                        name.empty() ? std::to_string(number) : utf8OrPrintable(name)};
            label.colour = colourOf(value("Color"), label.colour);
            labels.push_back(std::move(label));
        }
    }
}

} // namespace halftone::image::detail
