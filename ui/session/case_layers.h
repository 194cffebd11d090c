// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pipeline/load.h"
#include "ui/document/document.h"
#include "ui/session/active_case.h"

namespace halftone::ui {

/// Makes the document show what was loaded: its image as the base (where it is another one all else
/// goes), one prediction where there is a model, one reference where there is one. What the user
/// put over the same image stays. Where a reference comes that can judge, and none could before,
/// errors against it are shown.
void showCase(Document& document, const pipeline::LoadedStudy& loaded);

/// What pixels look like where a mask agrees with what it is compared with: the colours of the
/// labels that are compared. None where no errors are shown.
[[nodiscard]] std::vector<QRgb> agreeingColours(const Document& document, const ActiveCase& active);

/// Puts labels or another image over the base, each in looks of its own. Can be undone.
/// `isOfModel` as in LabelsContent.
void addLabels(Document& document, const std::shared_ptr<const LabelMap>& labels,
               const QString& name, bool isOfModel = false);
void addImage(Document& document, const std::shared_ptr<const Image>& image);

} // namespace halftone::ui
