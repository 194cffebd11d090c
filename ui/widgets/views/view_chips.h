// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPoint>
#include <QString>

class QLabel;
class QWidget;

namespace halftone::ui {

/// Words in the upper corners of a view: what is seen, a notice, and the plane below them. Cut to
/// their room; the mouse goes through them.
class ViewChips {
public:
    /// Lays its labels, which belong to `view`, out on it.
    explicit ViewChips(QWidget* view);

    void setCaption(const QString& caption, const QString& notice);
    void setPlaneName(const QString& name);
    void setPending(bool pending); ///< the caption is of what is still being computed
    /// Cuts the words to the view's width. To be called when that changes.
    void fit();
    /// The whole words of the label at a position of the view that is cut; empty: none is there.
    [[nodiscard]] QString cutWordsAt(const QPoint& position) const;

private:
    QWidget* m_view;
    QLabel* m_caption;
    QLabel* m_notice;
    QLabel* m_planeName;
    QString m_captionText;
    QString m_noticeText;
    QString m_planeText;
};

} // namespace halftone::ui
