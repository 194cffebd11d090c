// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/finding.h"

#include <algorithm>

namespace halftone {

const char* toString(Severity severity) noexcept
{
    switch (severity) {
    case Severity::Note: return "note";
    case Severity::Warning: return "warning";
    case Severity::Severe: return "severe";
    }
    return "unknown";
}

std::string Finding::text() const
{
    // Such findings say which of several volumes was taken. Another is taken by an option here, and
    // in a dialog by the window, which says the message alone.
    const bool isChoice = message.kind.starts_with("several-");
    return (file.empty() ? "" : "'" + file + "': ") + message.text()
           + (isChoice ? " Choose another by --volume N; info lists them." : "");
}

std::string labelled(const Finding& finding)
{
    return (finding.severity == Severity::Note ? "Note: " : "Warning: ") + finding.text();
}

void nameFile(Findings& findings, const std::string& file)
{
    for (Finding& finding : findings) {
        if (finding.file.empty()) {
            finding.file = file;
        }
    }
}

std::vector<std::string> sentences(const Findings& findings)
{
    std::vector<std::string> result;
    result.reserve(findings.size());
    for (const Finding& finding : findings) {
        result.push_back(finding.text());
    }
    return result;
}

const Finding* findKind(const Findings& findings, std::string_view kind)
{
    const auto found = std::find_if(findings.begin(), findings.end(),
                                    [&](const Finding& f) { return f.message.kind == kind; });
    return found == findings.end() ? nullptr : &*found;
}

} // namespace halftone
