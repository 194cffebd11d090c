// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/session/session.h"
#include "ui/widgets/controls/banner.h"

namespace halftone::ui {

/// Replaces the notices by what must be known of the case that is open before its masks are
/// believed, and of the images and labels that lie over it, with the ways out as buttons: another
/// model, what a reference shows, another volume of the file (`chooseVolume`), what
/// the values of a reference mean (`askForValues`).
void showNotices(Banners& banners, Session& session, Dismissed dismissed,
                 const std::function<void()>& chooseVolume,
                 const std::function<void()>& askForValues);

} // namespace halftone::ui
