// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/metaimage/detail/metaimage_header.h"

#include "core/base/error.h"
#include "core/base/parse_number.h"
#include "core/image/detail/source.h"
#include "core/image/grid/preprocess.h"
#include "core/image/raw/detail/header_text.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace halftone::image::detail {
namespace {

namespace fs = std::filesystem;

/// The first of several names of one field that the header has.
std::string firstOf(const MetaImageHeader& header, std::initializer_list<const char*> keys)
{
    for (const char* key : keys) {
        if (!header.get(key).empty()) {
            return key;
        }
    }
    return *keys.begin();
}

void takeMatrix(const std::vector<double>& matrix, std::size_t axes, Geometry& geometry)
{
    for (std::size_t axis = 0; axis < std::min<std::size_t>(axes, 3); ++axis) {
        double squares = 0;
        for (std::size_t row = 0; row < 3; ++row) { // the file has an axis after the other
            const double identity = row == axis ? 1 : 0;
            const double part = row < axes ? matrix[axis * axes + row] : identity;
            geometry.direction[row * 3 + axis] = part;
            squares += part * part;
        }
        const double length = std::sqrt(squares);
        // Cosines are rounded; what is far from 1 is a part of the step, as ITK takes it.
        const bool rounded = std::abs(length - 1) < 1e-3;
        geometry.spacingMm[axis] *= rounded ? 1 : length;
        for (std::size_t row = 0; row < 3; ++row) {
            geometry.direction[row * 3 + axis] /= length;
        }
    }
}

bool isIdentity(const std::vector<double>& matrix, std::size_t axes)
{
    for (std::size_t n = 0; n < matrix.size(); ++n) {
        const double expected = n / axes == n % axes ? 1 : 0;
        if (std::abs(matrix[n] - expected) > 1e-6) {
            return false;
        }
    }
    return true;
}

} // namespace

std::string MetaImageHeader::get(const std::string& key) const
{
    const auto found = fields.find(key);
    return found == fields.end() ? std::string() : found->second;
}

bool MetaImageHeader::isTrue(const std::string& key) const
{
    const std::string value = get(key);
    return !value.empty() && (value[0] == 'T' || value[0] == 't' || value[0] == '1');
}

MetaImageHeader readMetaImageHeader(const fs::path& path)
{
    MetaImageHeader header;
    HeaderLines lines(path);
    std::string line;
    while (lines.next(line)) {
        const auto equals = line.find('=');
        if (equals == std::string::npos) {
            if (trimmed(line).empty()) {
                continue;
            }
            break;
        }
        const std::string key = trimmed(line.substr(0, equals));
        header.fields[key] = trimmed(line.substr(equals + 1));
        if (key == "ElementDataFile") {
            header.end = lines.at();
            break;
        }
    }
    if (lines.at() == 0) {
        throw unreadable(path, Message{"empty-file", "the file is empty", {}});
    }
    for (const char* key : {"NDims", "DimSize", "ElementType", "ElementDataFile"}) {
        if (header.get(key).empty()) {
            throw unreadable(path, Message{"metaimage-header",
                                           "its MetaImage header is damaged: '{1}' is missing",
                                           {key}});
        }
    }
    if (header.get("ElementDataFile").starts_with("LIST")) {
        while (lines.next(line)) {
            if (!trimmed(line).empty()) {
                header.listed.push_back(trimmed(line));
                requireFewFiles(path, header.listed.size());
            }
        }
    }
    return header;
}

std::vector<double> metaNumbers(const fs::path& path, const MetaImageHeader& header,
                                const std::string& key, std::size_t count)
{
    const std::vector<std::string> words = wordsOf(header.get(key));
    std::vector<double> numbers;
    for (const std::string& word : words) {
        const auto number = parseNumber(word);
        if (!number) {
            throw unreadable(path, Message{"metaimage-number",
                                           "its {1} '{2}' is not a finite number",
                                           {key, printable(word)}});
        }
        numbers.push_back(*number);
    }
    if (!numbers.empty() && numbers.size() != count) {
        throw unreadable(path,
                         Message{"metaimage-numbers",
                                 "its {1} has {2} numbers; expected {3}",
                                 {key, std::to_string(numbers.size()), std::to_string(count)}});
    }
    return numbers;
}

std::string orientationStart(const Geometry& geometry)
{
    static constexpr std::string_view kTo = "LRPASI";
    static constexpr std::string_view kFrom = "RLAPIS";
    std::string code = orientationCode(geometry);
    for (char& letter : code) {
        letter = kFrom[kTo.find(letter)];
    }
    return code;
}

void readMetaPlace(const fs::path& path, const MetaImageHeader& header, Geometry& geometry,
                   Findings& findings)
{
    const auto axes = static_cast<std::size_t>(parseInteger(header.get("NDims")).value_or(3));
    const std::vector<double> spacing =
        metaNumbers(path, header, firstOf(header, {"ElementSpacing", "ElementSize"}), axes);
    geometry.spacingKnown = !spacing.empty();
    const std::vector<double> origin =
        metaNumbers(path, header, firstOf(header, {"Offset", "Position", "Origin"}), axes);
    for (std::size_t axis = 0; axis < std::min<std::size_t>(axes, 3); ++axis) {
        if (!spacing.empty()) {
            geometry.spacingMm[axis] = spacing[axis];
        }
        if (!origin.empty()) {
            geometry.originMm[axis] = origin[axis];
        }
    }
    const std::vector<double> matrix = metaNumbers(
        path, header, firstOf(header, {"TransformMatrix", "Rotation", "Orientation"}), axes * axes);
    if (!matrix.empty()) {
        takeMatrix(matrix, axes, geometry);
    }
    // A header that has no matrix, or the identity beside "???", was written by a program that
    // knows no patient. "RAI" is the identity: from right, anterior and inferior.
    const std::string named = header.get("AnatomicalOrientation");
    const bool plain = matrix.empty() || isIdentity(matrix, axes);
    const bool unknown = named.find('?') != std::string::npos;
    geometry.orientationKnown = unknown ? !plain : !matrix.empty() || named == "RAI";
    // "RAI" is also what programs write that do not think about it.
    if (!matrix.empty() && !named.empty() && !unknown && named != "RAI"
        && named != orientationStart(geometry)) {
        findings.push_back({Severity::Warning,
                            {"orientation-disagrees",
                             "Its header names the orientation {0}, its TransformMatrix says {1}; "
                             "the matrix was taken. Left and right may be swapped.",
                             {printable(named), orientationStart(geometry)}}});
    }
    if (matrix.empty() && !named.empty() && !unknown && named != "RAI") {
        findings.push_back({Severity::Warning,
                            {"orientation-unproven",
                             "Its header names the orientation {0} but gives no TransformMatrix; "
                             "how the patient lies is not known.",
                             {printable(named)}}});
    }
}

} // namespace halftone::image::detail
