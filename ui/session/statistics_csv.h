// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pipeline/predictors.h"
#include "core/report/provenance.h"
#include "ui/session/statistics_study.h"

#include <string>
#include <vector>

namespace halftone::ui {

/// How the numbers of these masks came about: versions, machine, and checksums of the files of
/// image, reference and labels, which are read for it. For another thread; throws as
/// sha256OfFiles().
[[nodiscard]] report::Provenance statisticsProvenance(const ActiveCase& active,
                                                      const std::vector<KnownMask>& masks,
                                                      quant::Precision precision,
                                                      const pipeline::Runtime& runtime,
                                                      const StopToken& stop);

/// One line a label of each mask, numbers with a point, an empty cell where nothing is known or the
/// mask is not whole; units in the headings; the provenance in the last columns of each line.
[[nodiscard]] std::string statisticsCsv(const ActiveCase& active,
                                        const std::vector<KnownMask>& masks, int slice,
                                        const report::Provenance& provenance);
/// One line a slice, mask and label: its area.
[[nodiscard]] std::string areasCsv(const ActiveCase& active, const std::vector<KnownMask>& masks,
                                   const report::Provenance& provenance);

} // namespace halftone::ui
