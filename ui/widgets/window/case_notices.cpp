// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/window/case_notices.h"

#include "ui/document/finding_text.h"
#include "ui/document/words.h"

#include <utility>

namespace halftone::ui {

namespace {

/// Kinds of findings that say which of several volumes or series was taken begin so.
constexpr const char* kSeveral = "several-";
constexpr std::size_t kMaxOffered = 3; // beside a sentence; the menu has them all

MessageKind kindOf(Severity severity)
{
    switch (severity) {
    case Severity::Note: return MessageKind::Note;
    case Severity::Warning: return MessageKind::Warning;
    case Severity::Severe: return MessageKind::Severe;
    }
    return MessageKind::Severe;
}

void askForReferenceLabel(std::vector<Notice>& notices, Session& session)
{
    std::vector<BannerAction> actions;
    for (const std::string& name : session.active()->loaded().referenceChoices) {
        actions.push_back(
            {QString::fromStdString(name), [&session, name] { session.nameReference(name); }});
    }
    if (!actions.empty()) {
        notices.push_back({MessageKind::Warning,
                           tr("The reference shows one structure, and this model knows several. "
                              "Which one is it?"),
                           actions});
    }
}

/// Ways out of a choice of the model: the better one; else those that nothing speaks against.
std::vector<BannerAction> otherModels(Session& session)
{
    const pipeline::LoadedStudy& loaded = session.active()->loaded();
    const pipeline::ModelFit* better = loaded.better();
    std::vector<BannerAction> actions;
    for (const pipeline::ModelFit& fit : loaded.fits) {
        const bool offered = better != nullptr ? &fit == better : fit.fit != pipeline::Fit::No;
        if (offered && fit.model != loaded.model && actions.size() < kMaxOffered) {
            actions.push_back(
                {tr("Use %1").arg(QString::fromStdString(model::titleOf(fit.model->card))),
                 [&session, model = fit.model] { session.useModel(*model); }});
        }
    }
    return actions;
}

bool isAboutModel(const std::string& kind)
{
    return kind == pipeline::kNoModel || kind == pipeline::kModelByAppearance
           || kind == pipeline::kBetterModel;
}

/// Of all that was read: the case, then other images and labels. What the reference is about is
/// among those of the case, too: a sentence is shown once.
Findings findingsOf(Session& session)
{
    const pipeline::LoadedStudy& loaded = session.active()->loaded();
    Findings findings = loaded.findings;
    const auto append = [&](const Findings& more) {
        findings.insert(findings.end(), more.begin(), more.end());
    };
    for (const Layer& layer : session.document().layers()) {
        if (const auto* image = layer.as<ImageContent>(); image && image->image != loaded.image) {
            append(image->image->findings);
        } else if (const auto* labels = layer.as<LabelsContent>(); labels != nullptr) {
            append((labels->asRead ? labels->asRead : labels->labels)->findings);
        }
    }
    return findings;
}

} // namespace

void showNotices(Banners& banners, Session& session, Dismissed dismissed,
                 const std::function<void()>& chooseVolume,
                 const std::function<void()>& askForValues)
{
    std::vector<Notice> notices;
    if (session.active() != nullptr) {
        askForReferenceLabel(notices, session);
        if (session.active()->loaded().mustExplain) {
            notices.push_back({MessageKind::Warning,
                               tr("The reference is not compared: its values are not the model's. "
                                  "Which of them means which label?"),
                               {{tr("Say What They Mean..."), askForValues}}});
        }
        const bool several = !session.active()->loaded().choice.volumes.empty();
        for (const Finding& finding : findingsOf(session)) {
            Notice notice{kindOf(finding.severity), textOf(finding)};
            if (several && finding.message.kind.starts_with(kSeveral)) {
                notice.actions.push_back({tr("Choose Volume..."), chooseVolume});
            }
            if (finding.message.kind == pipeline::kValuesSaid
                || finding.message.kind == pipeline::kValuesOwn) {
                notice.actions.push_back({tr("Change..."), askForValues});
            }
            if (isAboutModel(finding.message.kind)) {
                notice.actions = otherModels(session);
            }
            notices.push_back(std::move(notice));
        }
    }
    banners.setNotices(std::move(notices), dismissed);
}

} // namespace halftone::ui
