// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/findings.h"

#include "core/base/path_text.h"

#include <system_error>

namespace halftone::cli {

Json findingsJson(const Findings& findings)
{
    Json list = Json::array();
    for (const Finding& finding : findings) {
        Json json = {{"kind", finding.message.kind},
                     {"severity", toString(finding.severity)},
                     {"sentence", finding.text()},
                     {"arguments", finding.message.arguments}};
        if (!finding.file.empty()) {
            json["file"] = finding.file;
        }
        list.push_back(std::move(json));
    }
    return list;
}

Findings shownFindings(Findings findings, const Context& context)
{
    for (Finding& finding : findings) {
        if (!context.fullPaths && !finding.file.empty()) {
            std::error_code ignored;
            const std::filesystem::path path = fromUtf8(finding.file);
            finding.file =
                std::filesystem::is_directory(path, ignored) ? "FOLDER" : toUtf8(path.filename());
        }
    }
    return findings;
}

} // namespace halftone::cli
