// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/message.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace halftone {

/// How much a finding matters to who believes the mask.
enum class Severity {
    Note,    ///< good to know: how the file was understood
    Warning, ///< look before believing the mask
    Severe,  ///< the mask may lie elsewhere or mean nothing; said in the mask's file too
};
[[nodiscard]] const char* toString(Severity severity) noexcept; ///< "note", "warning", "severe"

/// What reading an image, or comparing it with what a model expects, found: it travels with the
/// image to wherever a mask is made or shown.
struct Finding {
    Severity severity = Severity::Note;
    Message message;
    std::string file{}; ///< name of the file it is about; empty: that of the image itself

    /// The English sentence; of another file: "'labels.nii': ...".
    [[nodiscard]] std::string text() const;

    friend bool operator==(const Finding&, const Finding&) = default;
};

using Findings = std::vector<Finding>;

/// Takes findings one by one, where several images are read in turn.
using FindingFn = std::function<void(const Finding&)>;

/// Says of findings, where nobody did before, which file they are about.
void nameFile(Findings& findings, const std::string& file);

/// The English sentences, in order.
[[nodiscard]] std::vector<std::string> sentences(const Findings& findings);

/// A line for people: "Note: ...", "Warning: ...".
[[nodiscard]] std::string labelled(const Finding& finding);

/// The first finding of a kind; null if there is none.
[[nodiscard]] const Finding* findKind(const Findings& findings, std::string_view kind);

} // namespace halftone
