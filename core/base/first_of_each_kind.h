// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/finding.h"

#include <cstddef>
#include <functional>
#include <map>
#include <string>

namespace halftone {

/// For many images of one sort, of which what is said of one is mostly true of all: says the first
/// finding of each kind, and at the end how often each was found besides.
class FirstOfEachKind {
public:
    explicit FirstOfEachKind(std::function<void(const std::string& line)> say);

    void add(const Finding& finding);
    void sayHowOften() const;

private:
    std::function<void(const std::string& line)> m_say;
    std::map<std::string, std::size_t> m_counts; ///< by kind
};

} // namespace halftone
