// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/document/document.h"
#include "ui/session/session.h"

#include <QImage>
#include <QWidget>

namespace halftone::ui {

class OtherView;
class PlanesView;
class WipeHandle;

/// The views of A and, as the document says, B beside them or over one of them. Both are drawn once
/// each: a wipe moves only what is seen of B, so that a step of it costs a copy of pixels.
class CompareView : public QWidget {
    Q_OBJECT

public:
    /// Takes `planes` in.
    CompareView(Document& document, Session& session, PlanesView* planes,
                QWidget* parent = nullptr);

    /// B where A is, for as long as that lasts; beside each other, they change places.
    void setFlicker(bool on);
    [[nodiscard]] bool flickers() const noexcept { return m_flickers; }
    [[nodiscard]] OtherView& other() { return *m_other; }
    [[nodiscard]] WipeHandle& wipe() { return *m_wipe; }
    /// Draws everything that is due, now.
    void renderNow();
    /// A and B as they are seen, with the words on them.
    [[nodiscard]] QImage picture();

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void followMode();
    void arrange();
    void arrangePanes();
    void arrangeOver(bool wiped);
    void clip();

    Document& m_document;
    PlanesView* m_planes;
    OtherView* m_other;
    WipeHandle* m_wipe;
    CompareMode m_mode = CompareMode::Off;
    bool m_flickers = false;
    bool m_maximised = false; ///< one plane is seen alone because of the panes
    bool m_arranging = false;
};

} // namespace halftone::ui
