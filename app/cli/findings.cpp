// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/findings.h"

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

} // namespace halftone::cli
