// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/network/layer_details.h"

#include "ui/document/finding_text.h"
#include "ui/document/format.h"
#include "ui/session/network_table_model.h"
#include "ui/widgets/controls/theme.h"
#include "ui/widgets/network/weight_histogram.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>

#include <cmath>

namespace halftone::ui {

namespace {

using pipeline::LayerFigures;

constexpr int kHistogramHeight = 160;

using Part = model::LoweredLayer::Part;

QString titleText(const StudiedNetwork& study, const LayerFigures& layer)
{
    const model::Conv& conv =
        study.model->network.nodes[static_cast<std::size_t>(layer.node)].conv();
    const QString kernel =
        QString::number(conv.kernel) + QChar(0x00d7) + QString::number(conv.kernel);
    return (conv.inChannels == 1 ? LayerDetails::tr("%1: convolution %2, %3 channel to %4")
                                 : LayerDetails::tr("%1: convolution %2, %3 channels to %4"))
        .arg(QString::fromStdString(layer.name), kernel, QString::number(conv.inChannels),
             shapeOf(layer));
}

QString bitsText(const LayerFigures& layer)
{
    QString text = layer.keeps8
                       ? LayerDetails::tr("weights 8, kept in the first and the last layer")
                       : LayerDetails::tr("weights %1").arg(layer.weightBits);
    return text
           + (layer.activationBits > 0 ? LayerDetails::tr("; outputs %1").arg(layer.activationBits)
                                       : LayerDetails::tr("; outputs are the logits"));
}

QString timeText(const StudiedNetwork& study, const LayerFigures& layer)
{
    if (!layer.milliseconds) {
        return QString(QChar(0x2013));
    }
    QString text = LayerDetails::tr("%1, median of %2 runs")
                       .arg(textOf(LayerAspect::Time, *layer.milliseconds))
                       .arg(study.analysis.runs);
    if (!layer.algorithm.empty()) {
        text += QStringLiteral("; ") + QString::fromStdString(layer.algorithm);
    }
    if (layer.shareOfCeiling) {
        text += LayerDetails::tr(", %1 of the ceiling of %2")
                    .arg(formatFineShare(*layer.shareOfCeiling),
                         QString::fromStdString(layer.instruction));
    }
    return text;
}

QString errorText(const StudiedNetwork& study, const LayerFigures& layer)
{
    const pipeline::NetworkAnalysis& analysis = study.analysis;
    QString text;
    if (layer.error && analysis.against) {
        text = *layer.error > 0
                   ? LayerDetails::tr("%1 of the output of %2 (%3 dB)")
                         .arg(formatFineShare(*layer.error), formatPrecision(*analysis.against),
                              formatValue(pipeline::decibelOf(*layer.error), 3))
                   : LayerDetails::tr("none against %1").arg(formatPrecision(*analysis.against));
    } else {
        text = LayerDetails::tr("none: the others are compared with %1")
                   .arg(formatPrecision(analysis.precision));
    }
    if (!analysis.whyNotFull.empty()) {
        text += QStringLiteral(". ") + coreText(analysis.whyNotFull);
    }
    return text;
}

QString clippedText(const LayerFigures& layer)
{
    QStringList words;
    if (layer.weightsClipped) {
        words.push_back(LayerDetails::tr("weights %1").arg(formatFineShare(*layer.weightsClipped)));
    }
    if (layer.outputsClipped) {
        words.push_back(LayerDetails::tr("outputs %1 at code %2")
                            .arg(formatFineShare(*layer.outputsClipped))
                            .arg((1 << layer.activationBits) - 1));
    }
    return words.isEmpty() ? QString(QChar(0x2013)) : words.join(QStringLiteral("; "));
}

QString lossWords(const pipeline::LayerLoss& loss)
{
    QString text = (loss.layer.part == Part::Weights ? LayerDetails::tr("weights of %1: ")
                                                     : LayerDetails::tr("outputs of %1: "))
                       .arg(loss.bits);
    text += loss.agreementLoss
                ? LayerDetails::tr("agreement %1").arg(formatScoreChange(-*loss.agreementLoss))
                : LayerDetails::tr("full precision finds nothing here");
    if (loss.diceLoss) {
        text += LayerDetails::tr(", Dice %1").arg(formatScoreChange(-*loss.diceLoss));
    }
    return text;
}

QString sensitivityText(const StudiedNetwork& study, const LayerFigures& layer,
                        const QString& lossText)
{
    QStringList words;
    if (const auto rank = pipeline::rankOf(study.losses, layer.conv);
        rank && study.hasAllLosses()) {
        words.push_back(LayerDetails::tr("rank %1").arg(*rank));
    }
    for (const pipeline::LayerLoss& loss : study.losses) {
        if (loss.layer.conv == layer.conv) {
            words.push_back(lossWords(loss));
        }
    }
    if (!words.isEmpty()) {
        return LayerDetails::tr("simulated: ") + words.join(QStringLiteral("; "));
    }
    return lossText.isEmpty() ? LayerDetails::tr("cannot have a bit less") : lossText;
}

} // namespace

LayerDetails::LayerDetails(QWidget* parent)
    : QFrame(parent), m_title(theme::label({}, "value", this)),
      m_histogram(new WeightHistogram(this))
{
    setObjectName(QStringLiteral("layerDetails"));
    setProperty("role", QStringLiteral("card"));
    m_title->setObjectName(QStringLiteral("layerTitle"));
    m_title->setWordWrap(true);
    const struct {
        const char* name;
        QString caption;
        QString explanation;
    } rows[] = {
        {"layerBits", tr("Bits"), {}},
        {"layerTime", tr("Time"),
         tr("Wall time of this layer alone, all tiles of the slice. The ceiling is what its "
            "multiplication could do in registers, on all threads; algorithms that save "
            "products may pass it.")},
        {"layerError", tr("Output error"),
         tr("What the outputs differ by from those of the other network, as a share of these "
            "(relative root mean square), after ReLU and batch norm, with the step that fits "
            "best. In decibel it is the signal-to-noise ratio.")},
        {"layerClipped", tr("Clipped"),
         tr("Weights whose 8-bit code rounds to more than the largest code of their grid (at 8 "
            "bits: those at the largest code). Outputs at the largest code: all that were "
            "clipped, and the few that reach it by themselves.")},
        {"layerSensitivity", tr("One bit less"),
         tr("What the mask of this slice changes by where this layer alone has a bit less. "
            "Simulated by LibTorch with the tables of this precision. The rank is by the "
            "larger loss of agreement with full precision, 1 the most sensitive.")}};
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    grid->addWidget(m_title, 0, 0, 1, 2);
    for (int row = 0; row < RowCount; ++row) {
        QLabel* caption = theme::label(rows[row].caption, "small", this);
        auto* value = new QLabel(this);
        value->setObjectName(QString::fromLatin1(rows[row].name));
        value->setWordWrap(true);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        value->setToolTip(rows[row].explanation);
        caption->setToolTip(rows[row].explanation);
        grid->addWidget(caption, row + 1, 0, Qt::AlignLeft | Qt::AlignTop);
        grid->addWidget(value, row + 1, 1);
        m_rows[static_cast<std::size_t>(row)] = value;
    }
    grid->setRowStretch(RowCount + 1, 1);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 12, 14, 12);
    layout->setSpacing(20);
    layout->addLayout(grid, 5);
    m_histogram->setMaximumHeight(kHistogramHeight);
    layout->addWidget(m_histogram, 3, Qt::AlignTop);
}

void LayerDetails::show(const StudiedNetwork* study, int node, bool stale, const QString& lossText)
{
    setVisible(study != nullptr && node >= 0);
    if (study == nullptr || node < 0) {
        return;
    }
    const LayerFigures& layer = study->analysis.layers[static_cast<std::size_t>(node)];
    m_title->setText(titleText(*study, layer));
    const QString texts[RowCount] = {bitsText(layer), timeText(*study, layer),
                                     errorText(*study, layer), clippedText(layer),
                                     sensitivityText(*study, layer, lossText)};
    for (std::size_t row = 0; row < RowCount; ++row) {
        m_rows[row]->setText(texts[row]);
        m_rows[row]->setEnabled(!stale);
    }
    m_title->setEnabled(!stale);
    m_histogram->show(layer.weightCounts, layer.weightBits, stale);
}

} // namespace halftone::ui
