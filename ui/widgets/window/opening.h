// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/session/opener.h"

#include <QObject>
#include <QStringList>

class QWidget;

namespace halftone::ui {

class Banners;
class RecentFiles;
class Session;

/// How a window opens what people name: asks what has to be asked, keeps the list of recent images,
/// and takes back what it said of openings that failed once one succeeds.
class Opening : public QObject {
    Q_OBJECT

public:
    /// `window` owns the questions; all are borrowed.
    Opening(Session& session, RecentFiles& recent, Banners& banners, QWidget* window);

    /// An image, a DICOM folder or a model. Where there are several volumes, one is asked for.
    void openPath(const QString& path);
    /// Asks for one of the volumes and opens it as `request` wants it; what is open stays till
    /// then. `isOpen`: it is one of them.
    void chooseVolume(const OpenRequest& request, const pipeline::VolumeChoice& choice,
                      bool isOpen);

private:
    /// Asks for a part of a volume that needs more memory than there is, and opens it as `request`
    /// wants it; what is open stays till then.
    void choosePart(const OpenRequest& request, const pipeline::TooLarge& volume);
    void succeeded();

    Session& m_session;
    RecentFiles& m_recent;
    Banners& m_banners;
    QWidget* m_window;
    QString m_opening;      ///< the image that is being opened, for the list of recent ones
    QStringList m_failures; ///< sentences that the next opening makes pointless
};

} // namespace halftone::ui
