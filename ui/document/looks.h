// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/document/layer.h"

#include <map>

namespace halftone::ui {

/// How layers of predictions and labels looked, by the names of layer and label together, so that
/// later ones look the same: what was hidden, opacity and shape, and colours that somebody chose.
/// A label's name alone would do for two files as well, which must stay apart. For as long as the
/// document lives.
class Looks {
public:
    void remember(const Layer& layer);
    /// Gives a layer what is known of its name and of its labels' names.
    void restore(Layer& layer) const;
    /// The colours alone. References keep theirs, which says what they are.
    void restoreColours(Layer& layer) const;

    /// Keeps a chosen colour.
    void choose(const Layer& layer, const LabelStyle& label);
    [[nodiscard]] bool hasChosenColours() const noexcept { return !m_chosenColours.empty(); }
    void forgetColours() { m_chosenColours.clear(); }

private:
    std::map<QString, LabelStyle> m_labels;
    std::map<QString, LayerStyle> m_layers;
    std::map<QString, QRgb> m_chosenColours; ///< as m_labels, by "layer/label"
};

} // namespace halftone::ui
