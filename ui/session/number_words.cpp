// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/number_words.h"

#include "core/base/statistics.h"
#include "ui/document/format.h"
#include "ui/document/words.h"
#include "ui/session/progress_text.h"

#include <algorithm>
#include <cmath>

namespace halftone::ui {

namespace {

constexpr int kDigits = 3;

QString dash()
{
    return QChar(0x2013);
}

QString formatCode(int code)
{
    return code < 0 ? QChar(0x2212) + QString::number(-code) : QString::number(code);
}

QString formatSigned(double value)
{
    return value < 0 ? QChar(0x2212) + formatValue(-value, kDigits) : formatValue(value, kDigits);
}

/// One grid for several: the median of their steps, within all of them.
model::NumberGrid joined(const std::vector<model::NumberGrid>& grids)
{
    model::NumberGrid all = grids.front();
    std::vector<double> steps;
    for (const model::NumberGrid& grid : grids) {
        if (!grid.step) {
            continue;
        }
        all.lowestStep =
            steps.empty() ? grid.lowestStep : std::min(all.lowestStep, grid.lowestStep);
        all.highestStep =
            steps.empty() ? grid.highestStep : std::max(all.highestStep, grid.highestStep);
        all.isEstimate = all.isEstimate || grid.isEstimate;
        steps.push_back(*grid.step);
    }
    all.step = steps.empty() ? std::nullopt : std::optional(median(steps));
    return all;
}

QString formatName(quant::QFormat format, const char* prefix)
{
    return QStringLiteral("%1%2.%3").arg(QString::fromLatin1(prefix), formatCode(format.intBits),
                                         formatCode(format.fracBits));
}

} // namespace

DialNumbers dialNumbers(const model::Model& model, quant::Precision precision)
{
    DialNumbers numbers;
    if (!precision.isInteger()) {
        return numbers;
    }
    numbers.layers = model::layerNumbers(model, precision);
    std::vector<model::NumberGrid> weights;
    std::vector<model::NumberGrid> activations;
    for (const model::LayerNumbers& layer : numbers.layers) {
        if (!layer.fixed8) {
            weights.push_back(layer.weights);
        }
        if (!layer.isHead) {
            activations.push_back(layer.activations);
        }
    }
    if (weights.empty()) { // a network of first layer and head alone
        weights.push_back(numbers.layers.front().weights);
    }
    if (activations.empty()) {
        activations.push_back(numbers.layers.front().activations);
    }
    numbers.weights = joined(weights);
    numbers.activations = joined(activations);
    return numbers;
}

model::NumberGrid paperGrid(quant::QFormat format)
{
    model::NumberGrid grid;
    grid.bits = format.intBits + format.fracBits;
    grid.highest = static_cast<int>(std::lround(quant::publishedLargest(format) / format.step()));
    grid.lowest = -grid.highest;
    grid.step = grid.lowestStep = grid.highestStep = format.step();
    return grid;
}

QString gridSentence(const model::NumberGrid& grid)
{
    QString text = grid.codes() == 2 ? tr("2 codes, %1 and %2.").arg(formatCode(-1), formatCode(1))
                                     : tr("%1 codes, %2 to %3.")
                                           .arg(grid.codes())
                                           .arg(formatCode(grid.lowest), formatCode(grid.highest));
    if (!grid.step) {
        return text + tr(" What a step is worth is not in the model's file.");
    }
    text += grid.isEstimate ? tr(" A step is about %1").arg(formatValue(*grid.step, kDigits))
                            : tr(" A step is %1").arg(formatValue(*grid.step, kDigits));
    if (grid.lowestStep < grid.highestStep) {
        text +=
            tr(" (%1 to %2)")
                .arg(formatValue(grid.lowestStep, kDigits), formatValue(grid.highestStep, kDigits));
    }
    const QString most = formatValue(*grid.step * grid.highest, kDigits);
    return text
           + (grid.lowest < 0 ? tr(", the range \u00b1%1.").arg(most)
                              : tr(", the range 0 to %1.").arg(most));
}

QString paperSentence(quant::QFormat format)
{
    const model::NumberGrid grid = paperGrid(format);
    const long long levels = quant::publishedLevels(format);
    return tr("%1: %2 values from %3 to %4, a step is %5; to tell them apart takes %6 bits.")
        .arg(formatName(format, "Q"))
        .arg(levels)
        .arg(formatSigned(grid.lowest * *grid.step), formatSigned(grid.highest * *grid.step),
             format.fracBits > 0 ? QStringLiteral("1/%1").arg(1LL << format.fracBits)
                                 : QStringLiteral("1"),
             formatFixed(std::log2(static_cast<double>(levels)), 2));
}

QString stepText(const model::NumberGrid& grid)
{
    return !grid.step ? dash()
           : grid.isEstimate
               ? QString(QChar(0x2248)) + QChar(u' ') + formatValue(*grid.step, kDigits)
               : formatValue(*grid.step, kDigits);
}

QString formatText(const model::NumberGrid& grid, bool hasSign)
{
    const auto nearest = model::nearestFormat(grid);
    if (!nearest) {
        return dash();
    }
    const QString name = formatName(nearest->format, hasSign ? "Q" : "UQ");
    return nearest->isExact ? tr("%1, exactly").arg(name) : tr("nearest %1").arg(name);
}

QString codeText(const model::NumberGrid& grid, int code)
{
    const QString text = tr("code %1").arg(formatCode(code));
    return grid.step ? (grid.isEstimate ? tr("%1 = about %2") : tr("%1 = %2"))
                           .arg(text, formatSigned(code * *grid.step))
                     : text;
}

QString valueOfCode(const model::NumberGrid& grid, int code)
{
    return grid.step ? formatSigned(code * *grid.step) : formatCode(code);
}

QString differencesText()
{
    return tr(
        "<p><b>What is not the same.</b> The paper (AskariHemmat et al., 2019) has one step for "
        "all "
        "layers, a power of two; here each output channel has a step for its weights and each "
        "layer "
        "one for its activations, and an integer multiplier for each channel carries them. Qi.f is "
        "therefore the nearest format, seldom the exact one.</p>"
        "<p>The values above are those of its published formula, which are more than its bits can "
        "name: the sign is extra, and a fraction may round up to 1. Its activations have a sign, "
        "as "
        "batch norm follows ReLU there; here ReLU comes last, so none is wasted on one. Its first "
        "layers and its last stay in floating point; here they have 8 bits.</p>"
        "<p>Paper mode is training and evaluation alone (halftone-cli train "
        "resources/training/paper/...), <b>simulated</b> in floating point: such a network cannot "
        "be "
        "opened here, and no time or memory shown here is one of it.</p>");
}

QString forecastText(const SliceRecord* record, int slices)
{
    if (record == nullptr || !record->forecast) {
        return {};
    }
    const pipeline::SliceForecast& told = *record->forecast;
    const Latency& latency = record->latency;
    QStringList parts;
    parts << (told.milliseconds
                  ? (latency.isMeasured() ? tr("This slice: predicted %1, measured %2 (n %3).")
                                          : tr("This slice: predicted %1, took %2 (n %3)."))
                        .arg(formatMilliseconds(*told.milliseconds),
                             formatMilliseconds(latency.medianMs))
                        .arg(std::max<std::size_t>(1, latency.runs))
                  : tr("This slice: %1; the first run of floating point is not predicted.")
                        .arg(formatMilliseconds(latency.medianMs)));
    parts << tr("Memory: predicted %1, counted %2.")
                 .arg(formatBytes(told.memoryBytes()),
                      formatBytes(record->cost.arenaBytes + record->cost.packedBytes));
    if (slices > 1) {
        parts << tr("All %1 slices: %2.").arg(slices).arg(aboutText(slices * latency.medianMs));
    }
    if (told.tiles > 1) {
        parts << tr("In %1 tiles of %2 \u00d7 %3 pixels.")
                     .arg(told.tiles)
                     .arg(told.tileWidth)
                     .arg(told.tileHeight);
    }
    return parts.join(QChar(u' '));
}

} // namespace halftone::ui
