// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame>

#include <functional>
#include <vector>

class QBoxLayout;
class QLabel;
class QToolButton;

namespace halftone::ui {

/// From what may be overlooked to what must not be.
enum class MessageKind { Note, Warning, Severe, Error };

/// Something a message offers to do, as a button beside it.
struct BannerAction {
    QString text;
    std::function<void()> call;
};

/// A sentence about what is open, which is true for as long as that is.
struct Notice {
    MessageKind kind = MessageKind::Note;
    QString sentence;
    std::vector<BannerAction> actions{};
};

/// One sentence with what it offers, in one line: what has no room is cut, or waits, until the line
/// is opened.
class BannerLine : public QFrame {
public:
    /// Calls `dismissed` when the user closes the line or takes an action, which is called after
    /// it.
    BannerLine(const Notice& notice,
               const std::function<void(BannerLine&, bool byAction)>& dismissed, QWidget* parent);

    [[nodiscard]] QString sentence() const;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    void setOpen(bool open);
    void arrange();

    bool m_open = false;
    QLabel* m_text;
    QWidget* m_actions; ///< beside the text, or below it
    QToolButton* m_toggle;
    QToolButton* m_close;
    QBoxLayout* m_row;
    QBoxLayout* m_rows;
};

} // namespace halftone::ui
