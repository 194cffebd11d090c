// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/window/references.h"

#include "ui/document/path_text.h"
#include "ui/document/words.h"
#include "ui/widgets/panels/layers_panel.h"
#include "ui/widgets/panels/study_panel.h"
#include "ui/widgets/window/main_window.h"
#include "ui/widgets/window/reference_values.h"

#include <QFileInfo>
#include <QMimeData>
#include <QUrl>

#include <algorithm>

namespace halftone::ui {

void openReferences(MainWindow& window, const QStringList& paths)
{
    if (paths.isEmpty()) {
        return;
    }
    OpenRequest request;
    request.reference = toPath(paths.front());
    for (const QString& path : paths.mid(1)) {
        request.moreLabels.push_back(toPath(path));
    }
    window.session().open(request);
}

void openDropped(MainWindow& window, const QStringList& paths)
{
    const bool slices = std::all_of(paths.begin(), paths.end(), [&](const QString& path) {
        const QFileInfo file(path);
        const QString extension = file.suffix().toLower();
        return file.isFile() && file.path() == QFileInfo(paths.front()).path()
               && (extension.isEmpty() || extension == QStringLiteral("dcm")
                   || extension == QStringLiteral("ima"));
    });
    if (slices) {
        window.openPath(QFileInfo(paths.front()).path());
    } else if (window.session().active() != nullptr) {
        openReferences(window, paths);
    } else {
        window.banners().add(MessageKind::Note,
                             tr("%n files were dropped, and no image is open that they "
                                "could be the labels of. Drop the image alone first.",
                                nullptr, static_cast<int>(paths.size())));
    }
}

bool areFiles(const QMimeData& dropped)
{
    const QList<QUrl> urls = dropped.urls();
    return !urls.isEmpty() && std::all_of(urls.begin(), urls.end(), [](const QUrl& url) {
        return url.isLocalFile();
    });
}

void openDropped(MainWindow& window, const QMimeData& dropped)
{
    QStringList paths;
    for (const QUrl& url : dropped.urls()) {
        paths << url.toLocalFile();
    }
    paths.size() == 1 ? window.openPath(paths.front()) : openDropped(window, paths);
}

void useAsReference(MainWindow& window)
{
    window.session().judgeBy(window.studyPanel().layers().current());
}

void askForValues(MainWindow& window)
{
    const ActiveCase* active = window.session().active();
    if (active == nullptr || !active->canSegment() || !active->loaded().nativeReference) {
        return;
    }
    const pipeline::LoadedStudy& loaded = active->loaded();
    const LabelMap& reference = *loaded.nativeReference;
    const model::Model& model = *loaded.model;
    auto* dialog = new ReferenceValues(
        reference, model, loaded.meanings.value_or(pipeline::meaningsByName(reference, model)),
        &window);
    QObject::connect(dialog, &ReferenceValues::explained, &window,
                     [&window](const pipeline::ValueMeanings& meanings) {
                         window.session().explainReference(meanings);
                     });
    dialog->show();
}

} // namespace halftone::ui
