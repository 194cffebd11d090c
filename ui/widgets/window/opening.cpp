// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/window/opening.h"

#include "ui/document/path_text.h"
#include "ui/session/session.h"
#include "ui/widgets/controls/banner.h"
#include "ui/widgets/window/part_chooser.h"
#include "ui/widgets/window/recent_files.h"
#include "ui/widgets/window/volume_chooser.h"

#include <utility>

namespace halftone::ui {

Opening::Opening(Session& session, RecentFiles& recent, Banners& banners, QWidget* window)
    : QObject(window), m_session(session), m_recent(recent), m_banners(banners), m_window(window)
{
    Opener* opener = &session.opener();
    connect(opener, &Opener::failed, this, [this](const QString& sentence) {
        m_failures.push_back(sentence);
        m_recent.remove(std::exchange(m_opening, {}));
    });
    connect(opener, &Opener::caseLoaded, this, &Opening::succeeded);
    connect(opener, &Opener::caseLoaded, this, [this] {
        if (!m_opening.isEmpty()) {
            m_recent.add(std::exchange(m_opening, {}));
        }
    });
    connect(opener, &Opener::imageLoaded, this, &Opening::succeeded);
    connect(opener, &Opener::labelsLoaded, this, &Opening::succeeded);
    connect(opener, &Opener::modelChosen, this, &Opening::succeeded);
    connect(opener, &Opener::volumesFound, this,
            [this](const OpenRequest& request, const pipeline::VolumeChoice& choice) {
                chooseVolume(request, choice, false);
            });
    connect(opener, &Opener::tooLarge, this, &Opening::choosePart);
}

void Opening::succeeded()
{
    for (const QString& sentence : std::exchange(m_failures, {})) {
        m_banners.remove(sentence);
    }
}

void Opening::openPath(const QString& path)
{
    if (path.isEmpty()) {
        return;
    }
    OpenRequest request;
    if (toPath(path).extension() == ".halftone") {
        request.model = path.toStdString();
    } else {
        m_opening = path;
        request.image = toPath(path);
        request.asks = true;
    }
    m_session.open(request);
}

void Opening::chooseVolume(const OpenRequest& request, const pipeline::VolumeChoice& choice,
                           bool isOpen)
{
    auto* chooser = new VolumeChooser(choice, isOpen, m_window);
    connect(chooser, &VolumeChooser::chosen, this, [this, request](int volume) {
        OpenRequest chosen = request;
        chosen.volume = volume;
        m_session.open(chosen);
    });
    connect(chooser, &QDialog::rejected, this, [this] { m_opening.clear(); });
    chooser->show();
}

void Opening::choosePart(const OpenRequest& request, const pipeline::TooLarge& volume)
{
    auto* chooser = new PartChooser(volume, m_window);
    connect(chooser, &PartChooser::chosen, this, [this, request, volume](const VolumePart& part) {
        OpenRequest chosen = request;
        chosen.volume = volume.info.volume;
        chosen.part = part;
        m_session.open(chosen);
    });
    connect(chooser, &QDialog::rejected, this, [this] { m_opening.clear(); });
    chooser->show();
}

} // namespace halftone::ui
