// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/probability_labels.h"

#include "core/base/progress.h"
#include "ui/document/format.h"

#include <QCoreApplication>

#include <algorithm>

namespace halftone::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("ProbabilityLabels", text);
}

} // namespace

ProbabilityCut cutOf(const ProbabilityContent& content, const model::ModelCard& card)
{
    ProbabilityCut cut;
    cut.hundredths = content.cut;
    for (std::size_t n = 0; n < card.labels.size(); ++n) {
        if (card.labels[n].value == content.label || card.labels.size() == 1) {
            cut.label = n;
            cut.value = card.labels[n].value;
        }
    }
    return cut;
}

QString labelNameOf(const ProbabilityCut& cut, const model::ModelCard& card)
{
    return cut.label ? QString::fromStdString(card.labels[*cut.label].name) : tr("foreground");
}

QString nameOf(const ProbabilityCut& cut, const model::ModelCard& card, quant::Precision precision)
{
    const QString label = labelNameOf(cut, card);
    // Of one label the mask's own cut is a half.
    if (!cut.hundredths && card.labels.size() > 1) {
        return tr("%1 where likeliest, %2").arg(label, formatPrecision(precision));
    }
    return tr("%1 > %2, %3")
        .arg(label, QString::number(cut.hundredths.value_or(50) / 100.0, 'f', 2),
             formatPrecision(precision));
}

LabelMap labelsWithin(const ProbabilityCut& cut,
                      const std::vector<std::shared_ptr<const ProbabilitySlice>>& slices,
                      const image::PreparedImage& prepared, const model::ModelCard& card,
                      const StopToken& stop)
{
    LabelMap map{prepared.orientedGeometry(), {}, {}};
    map.voxels.reserve(map.geometry.voxels());
    for (const Label& label : card.labels) {
        if (!cut.label || label.value == cut.value) {
            map.labels.push_back(label);
        }
    }
    for (const auto& slice : slices) {
        throwIfStopped(stop);
        for (std::size_t pixel = 0; pixel < slice->labels.size(); ++pixel) {
            const std::uint8_t decided = slice->labels[pixel];
            std::uint8_t likeliest = cut.value;
            ProbabilityCode code = 0;
            if (cut.label) {
                code = slice->codes[*cut.label][pixel];
            } else {
                for (std::size_t n = 0; n < card.labels.size(); ++n) {
                    const ProbabilityCode of = slice->codes[n][pixel];
                    // Where two are alike to 8 bits, what the network decided counts.
                    if (of > code || (of == code && decided == card.labels[n].value)
                        || likeliest == 0) {
                        code = of;
                        likeliest = card.labels[n].value;
                    }
                }
                likeliest = cut.hundredths ? likeliest : decided;
            }
            map.voxels.push_back(cut.isWithin(code, decided) ? likeliest : std::uint8_t{0});
        }
    }
    return prepared.toNative(map);
}

} // namespace halftone::ui
