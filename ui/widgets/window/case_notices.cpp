// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/window/case_notices.h"

#include "core/base/path_text.h"

#include <QCoreApplication>

namespace halftone::ui {

namespace {

constexpr std::size_t kMaxOffered = 3; // beside a sentence; the menu has them all

QString tr(const char* text)
{
    return QCoreApplication::translate("CaseNotices", text);
}

void askForReferenceLabel(Banners& banners, Session& session)
{
    std::vector<BannerAction> actions;
    for (const std::string& name : session.active()->loaded().referenceChoices) {
        actions.push_back(
            {QString::fromStdString(name), [&session, name] { session.nameReference(name); }});
    }
    if (!actions.empty()) {
        banners.add(MessageKind::Warning,
                    tr("The reference shows one structure, and this model knows several. Which "
                       "one is it?"),
                    actions);
    }
}

void explainModel(Banners& banners, Session& session)
{
    const std::string& note = session.active()->loaded().modelNote;
    if (note.empty()) {
        return;
    }
    std::vector<BannerAction> actions;
    for (const pipeline::InstalledModel& installed : session.opener().library().models) {
        if (installed.model != session.active()->model() && actions.size() < kMaxOffered) {
            const model::ModelCard& card = installed.model->card;
            const std::string& title = card.title.empty() ? card.name : card.title;
            actions.push_back({tr("Use %1").arg(QString::fromStdString(title)),
                               [&session, path = toUtf8(installed.path)] {
                                   OpenRequest request;
                                   request.model = path;
                                   session.open(request);
                               }});
        }
    }
    banners.add(MessageKind::Warning, QString::fromStdString(note), actions);
}

} // namespace

void showNotices(Banners& banners, Session& session)
{
    banners.clear(MessageKind::Warning);
    if (session.active() == nullptr) {
        return;
    }
    for (const std::string& note : session.active()->loaded().notes) {
        banners.add(MessageKind::Warning, QString::fromStdString(note));
    }
    askForReferenceLabel(banners, session);
    explainModel(banners, session);
}

} // namespace halftone::ui
