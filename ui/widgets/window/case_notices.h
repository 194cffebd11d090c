// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/session/session.h"
#include "ui/widgets/controls/banner.h"

namespace halftone::ui {

/// Replaces the warnings by what must be known of the case that is open before its masks are
/// believed, with the ways out as buttons: another model, what a reference shows.
void showNotices(Banners& banners, Session& session);

} // namespace halftone::ui
