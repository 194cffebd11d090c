// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/document/layer.h"

#include <QObject>

#include <cstdint>
#include <functional>
#include <map>
#include <vector>

namespace halftone::ui {

class MainWindow;

/// Asks before edits that lie in no file go: Save, Discard or Cancel. The only one who does, before
/// another image opens, a layer is removed and the window closes.
class UnsavedEdits : public QObject {
    Q_OBJECT

public:
    /// Sets itself as who is asked before the session leaves an image (Session::setLeaving).
    explicit UnsavedEdits(MainWindow& window);

    /// Calls `goOn` at once where none of `layers` holds unsaved edits or they are to be discarded,
    /// after they were saved where that is wanted, and never where the user changes his mind or a
    /// file cannot be written: then all stays as it is, and `stay` is called.
    void settle(const std::vector<LayerId>& layers, std::function<void()> goOn,
                std::function<void()> stay = {});
    /// The same of all layers.
    void settleAll(std::function<void()> goOn);

private:
    void leave(std::function<void()> goOn, std::function<void()> stay);
    [[nodiscard]] std::vector<LayerId> unsaved(const std::vector<LayerId>& layers) const;
    void saveNext();
    void giveUp();

    MainWindow& m_window;
    std::vector<LayerId> m_saving; ///< what is still to be saved before m_goOn
    LayerId m_current = 0;         ///< what is being saved of them
    quint64 m_job = 0;             ///< by MaskSaver
    std::function<void()> m_goOn;
    std::function<void()> m_stay; ///< instead of it
    /// Layers that may be lost to the image that is being opened, as they were then.
    std::map<LayerId, std::uint64_t> m_discarded;
};

} // namespace halftone::ui
