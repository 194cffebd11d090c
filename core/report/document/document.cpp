// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/document/document.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/path_text.h"

#include <algorithm>
#include <cctype>

namespace halftone::report {

namespace {

// With small letters.
std::string endingOf(const std::filesystem::path& path)
{
    std::string ending = toUtf8(path.extension());
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return ending;
}

} // namespace

const std::vector<std::string>& documentExtensions()
{
    static const std::vector<std::string> kExtensions{".html", ".pdf"};
    return kExtensions;
}

void requireDocumentName(const std::filesystem::path& path)
{
    const std::vector<std::string>& known = documentExtensions();
    if (std::find(known.begin(), known.end(), endingOf(path)) == known.end()) {
        throw Error(ErrorCode::InvalidArgument,
                    "'" + toUtf8(path)
                        + "' is no name for a report: it has to end in .html or .pdf.");
    }
}

void writeDocument(const std::filesystem::path& path, const Document& document)
{
    requireDocumentName(path);
    writeAtomically(path, endingOf(path) == ".pdf" ? toPdf(document) : toHtml(document));
}

} // namespace halftone::report
