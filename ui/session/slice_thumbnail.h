// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/document/document.h"
#include "ui/session/active_case.h"
#include "ui/session/result_store.h"

#include <QImage>

namespace halftone::ui {

/// A square picture of a slice around what is segmented, with the mask of `key`, in the grey
/// values, colours and directions of the views. The part that is shown depends on the reference and
/// the mask of full precision where they are there, so that pictures of different precisions can be
/// compared. Null where the mask is not in the store, or nothing is open. Takes a millisecond or
/// two for 200 pixels, and computes no mask.
[[nodiscard]] QImage sliceThumbnail(const Document& document, const ActiveCase* active,
                                    const ResultStore& store, const ResultKey& key, int pixels);

} // namespace halftone::ui
