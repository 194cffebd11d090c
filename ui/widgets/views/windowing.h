// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/document/document.h"

#include <QObject>

namespace halftone::ui {

/// Window and level of the image that people mean: the base, unless another image layer is chosen.
class Windowing : public QObject {
    Q_OBJECT

public:
    explicit Windowing(Document& document, QObject* parent = nullptr);

    void setTarget(LayerId layer);             ///< anything but an image layer: the base
    [[nodiscard]] const Layer* target() const; ///< null: nothing is open
    /// Another range of grey values, inverted as before.
    void set(double low, double high);
    void setInverted(bool inverted);
    /// By fractions of the present width.
    void drag(double width, double level);
    /// "W 350  L 40"; empty where nothing is open.
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void changed(); ///< target or its window

private:
    Document& m_document;
    LayerId m_target = 0;
};

} // namespace halftone::ui
