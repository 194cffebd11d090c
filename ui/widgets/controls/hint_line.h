// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLabel>
#include <QStringList>

namespace halftone::ui {

/// One line of short hints, the most useful first: as many as fit, each of them whole. The others
/// are in the tooltip.
class HintLine : public QLabel {
    Q_OBJECT

public:
    explicit HintLine(QWidget* parent = nullptr);

    /// Hints with hintSeparator() between them.
    void setHints(const QString& hints);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void showWhatFits();

    QStringList m_hints;
};

/// A dot with blanks around it.
[[nodiscard]] QString hintSeparator();

} // namespace halftone::ui
