// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/render/space_renderer.h"
#include "ui/render/surface.h"
#include "ui/session/session.h"

#include <memory>
#include <optional>
#include <vector>

/// What is seen in space.
namespace halftone::ui {

/// What becomes a surface, and how it looks.
struct SpaceWish {
    SpacePart part;
    SpaceLooks looks;
};

/// Every label of every layer that has labels, seen or not. Main thread.
[[nodiscard]] std::vector<SpaceWish> wishesOf(const Document& document, const Session& session);

/// The labels of such a layer as they are now, those of a prediction at the precision on the
/// screen; what is edited meanwhile is not in them. They may be read on any thread. Main thread.
[[nodiscard]] std::shared_ptr<const LabelSlices> slicesOf(const Layer& layer, Session& session);

/// What a key does, as the mouse would by pixels.
struct SpaceTurn {
    double x = 0;
    double y = 0;
    double zoom = 1;
};
/// Nothing: it is no key of the view.
[[nodiscard]] std::optional<SpaceTurn> turnOf(int key);

} // namespace halftone::ui
