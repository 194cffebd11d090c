// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/first_of_each_kind.h"

#include <utility>

namespace halftone {

FirstOfEachKind::FirstOfEachKind(std::function<void(const std::string& line)> say)
    : m_say(std::move(say))
{
}

void FirstOfEachKind::add(const Finding& finding)
{
    if (++m_counts[finding.message.kind] == 1) {
        m_say(labelled(finding));
    }
}

void FirstOfEachKind::sayHowOften() const
{
    for (const auto& [kind, count] : m_counts) {
        if (count > 1) {
            m_say("The same (" + kind + ") was found " + std::to_string(count - 1)
                  + (count == 2 ? " time more." : " times more."));
        }
    }
}

} // namespace halftone
