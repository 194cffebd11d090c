// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/views/slice_view.h"

#include "ui/document/document.h"
#include "ui/session/session.h"

#include <QTimer>

class QToolButton;

namespace halftone::ui {

class PlanesView;

/// B: the same plane at the same place, in the same window and at the same zoom as one of the
/// views of A, with the other mask over it. Says in its corner what that is; there it is chosen.
class OtherView : public SliceView {
    Q_OBJECT

public:
    /// The mouse does here what it does in `planes`.
    OtherView(Document& document, Session& session, PlanesView& planes, QWidget* parent = nullptr);

    void setOverlaysVisible(bool visible);
    /// Draws what is due and paints it, in this turn: for what must not show a former picture.
    void showNow();

Q_SIGNALS:
    /// B is to be chosen; a menu fits at `place`, on the screen.
    void choiceRequested(const QPoint& place);
    void swapRequested();
    void closeRequested();

protected:
    void showEvent(QShowEvent* event) override;

private:
    [[nodiscard]] bool isDue() const;
    void invalidate(bool plane);
    void compose();
    void look(image::Plane plane);
    void followView();
    void showWindow(int layer);
    /// True if it is another one.
    bool showName();
    void await();

    Document& m_document;
    Session& m_session;
    PlanesView& m_planes;
    QToolButton* m_choice;
    QToolButton* m_swap;
    QToolButton* m_close;
    bool m_planeDue = true;
    bool m_overlaysDue = true;
    bool m_cameraDue = true; ///< or the window: drawing again is enough
    QString m_said;
    QTimer m_arrivals; ///< masks that do not matter at once are drawn together
    bool m_overlaysVisible = true;
};

} // namespace halftone::ui
