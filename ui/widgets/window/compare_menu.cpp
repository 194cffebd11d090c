// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/window/compare_menu.h"

#include "ui/document/finding_text.h"
#include "ui/document/format.h"
#include "ui/document/path_text.h"
#include "ui/document/words.h"
#include "ui/widgets/controls/short_text.h"
#include "ui/widgets/window/main_window.h"

#include <QMenu>

#include <algorithm>
#include <map>

namespace halftone::ui {

namespace {

QAction* addChoice(QMenu& menu, MainWindow& window, const QString& text, const Other& other)
{
    Document& document = window.document();
    QAction* action = addShortened(menu, text);
    QObject::connect(action, &QAction::triggered, &window,
                     [&document, other] { document.setOther(other); });
    action->setCheckable(true);
    action->setChecked(document.other() == other);
    return action;
}

void addDisabled(QMenu& menu, const QString& text)
{
    menu.addAction(text)->setEnabled(false);
}

struct NamedStop {
    const char* name;
    quant::Precision precision;
};

/// The stops that a domain offers.
std::vector<NamedStop> stopsOf(const std::vector<quant::Precision>& offered, quant::Precision full)
{
    std::vector<NamedStop> stops{{QT_TRANSLATE_NOOP("CompareMenu", "Full, %1"), full}};
    for (const NamedStop& stop :
         {NamedStop{QT_TRANSLATE_NOOP("CompareMenu", "Balanced, %1"), quant::kBalanced},
          NamedStop{QT_TRANSLATE_NOOP("CompareMenu", "Smallest, %1"), quant::kSmallest}}) {
        if (std::find(offered.begin(), offered.end(), stop.precision) != offered.end()) {
            stops.push_back(stop);
        }
    }
    return stops;
}

void addPrecisions(QMenu& menu, MainWindow& window)
{
    const PrecisionModel& precision = window.session().precision();
    for (const NamedStop& stop : stopsOf(precision.offered(), precision.full())) {
        addChoice(menu, window, tr(stop.name).arg(formatPrecision(stop.precision)),
                  OtherPrecision{stop.precision});
    }
    QMenu* all = menu.addMenu(tr("Any Precision"));
    std::map<int, QMenu*> byWeights;
    for (const quant::Precision each : precision.offered()) {
        QMenu*& weights = byWeights[each.weightBits];
        if (!each.isInteger()) {
            weights = all;
        } else if (weights == nullptr) {
            weights =
                all->addMenu(each.weightBits == 1 ? tr("Weights of 1 bit")
                                                  : tr("Weights of %1 bits").arg(each.weightBits));
        }
        addChoice(*weights, window, formatPrecision(each), OtherPrecision{each});
    }
}

void addModels(QMenu& menu, MainWindow& window)
{
    Session& session = window.session();
    const ActiveCase& active = *session.active();
    bool any = false;
    for (const pipeline::InstalledModel& installed : session.opener().library().models) {
        const bool isMine =
            installed.model == active.model()
            || (!installed.path.empty() && installed.path == active.loaded().modelFile);
        if (isMine) {
            continue;
        }
        any = true;
        const auto& fits = active.loaded().fits;
        const auto fit = std::find_if(fits.begin(), fits.end(), [&](const pipeline::ModelFit& one) {
            return one.model == installed.model;
        });
        const QString title = QString::fromStdString(model::titleOf(installed.model->card));
        const bool unsuited = fit != fits.end() && !pipeline::isEnough(fit->fit);
        QMenu* stops =
            addShortenedMenu(menu, unsuited ? tr("%1 (does not fit)").arg(title) : title);
        if (unsuited) {
            stops->menuAction()->setToolTip(
                tr("%1 was made for something else: %2").arg(title, coreText(fit->reason)));
        }
        const Domain domain = domainOf(*installed.model, true);
        std::vector<NamedStop> named = stopsOf(domain.offered, domain.full);
        const quant::Precision mine = session.precision().precision();
        const auto isMineToo = [&](const NamedStop& stop) { return stop.precision == mine; };
        if (std::find(domain.offered.begin(), domain.offered.end(), mine) != domain.offered.end()
            && std::none_of(named.begin(), named.end(), isMineToo)) {
            named.push_back({QT_TRANSLATE_NOOP("CompareMenu", "As A, %1"), mine});
        }
        for (const NamedStop& stop : named) {
            addChoice(*stops, window, tr(stop.name).arg(formatPrecision(stop.precision)),
                      OtherModel{installed.model, installed.path, stop.precision});
        }
    }
    if (!any) {
        addDisabled(menu, tr("No other model is installed"));
    }
}

/// Reads it as a layer, which then is B.
void compareWithFile(MainWindow& window)
{
    const QString path =
        askForFile(&window, window.folders(), FileKind::Labels, tr("Compare with Label File"));
    if (path.isEmpty()) {
        return;
    }
    Opener& opener = window.session().opener();
    Document& document = window.document();
    auto* once = new QObject(&window);
    QObject::connect(&opener, &Opener::labelsLoaded, once, [&document] {
        if (const Layer* layer = document.last<LabelsContent>()) {
            document.setOther(OtherLabels{layer->id});
        }
    });
    opener.readLabels({toPath(path)}, window.session().active()->image());
    QObject::connect(&opener, &Opener::ended, once, &QObject::deleteLater);
}

void addLabels(QMenu& menu, MainWindow& window)
{
    const Document& document = window.document();
    if (document.reference() == nullptr) {
        addDisabled(menu, tr("Reference: none is open"));
    }
    for (const Layer& layer : document.layers()) {
        if (layer.as<LabelsContent>() != nullptr) {
            addChoice(menu, window, &layer == document.reference() ? tr("Reference") : layer.name,
                      OtherLabels{layer.id});
        }
    }
    menu.addAction(tr("Label File..."), &window, [&window] { compareWithFile(window); });
}

} // namespace

void fillCompareMenu(QMenu& menu, MainWindow& window)
{
    menu.clear();
    const ActiveCase* active = window.session().active();
    if (active == nullptr || !active->canSegment()) {
        addDisabled(menu, tr("There is no mask to compare"));
        return;
    }
    addDisabled(menu, tr("A is what the sliders say, %1. B is:")
                          .arg(formatPrecision(window.session().precision().precision())));
    addPrecisions(menu, window);
    menu.addSeparator();
    addModels(menu, window);
    menu.addSeparator();
    addLabels(menu, window);
    menu.addSeparator();
    addChoice(menu, window, tr("Nothing"), Other());
}

} // namespace halftone::ui
