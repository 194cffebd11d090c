// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/meter_values.h"

#include "core/engine/cpu/cpu_features.h"
#include "core/pipeline/tradeoff.h"
#include "ui/document/format.h"
#include "ui/document/words.h"
#include "ui/session/slice_score.h"

#include <cmath>

namespace halftone::ui {

namespace {

QString unknown()
{
    return QChar(0x2013);
}

Meter qualityMeter(const SliceRecord* record, const SliceRecord* full, const ActiveCase* active)
{
    Meter meter;
    meter.value = unknown();
    const int slice = record != nullptr ? record->key.slice : 0;
    const QString where =
        record != nullptr
            ? tr("slice %1").arg(active != nullptr ? active->sliceNumbers().of(slice) : slice + 1)
            : tr("the visible slice");
    if (active != nullptr && active->hasReference()) {
        const QString name = scoredName(*active);
        meter.caption = name.isEmpty() ? tr("Dice") : tr("Dice, %1").arg(name);
        meter.explanation = tr("Dice of the mask against the reference labels on %1: twice the "
                               "common voxels over the sum of both. 1 is perfect.")
                                .arg(where);
        const double told =
            active->model() != nullptr
                ? pipeline::smallestTold(active->model()->card, active->structures())
                : pipeline::kSmallestTold;
        meter.explanation +=
            tr(" Changes below %1 have no colour: the cases that the model was measured on vary so "
               "much that they could not tell such a change from none.")
                .arg(formatScore(told));
        const SliceScore score = record == nullptr ? SliceScore{}
                                 : active->isLabelled(record->key.slice)
                                     ? scoreOf(record->reference)
                                     : SliceScore{SliceScore::State::NotLabelled};
        if (!score.isScored()) {
            meter.change = textOf(score.state, false);
            return meter;
        }
        meter.value = formatScore(score.dice);
        if (full != nullptr && record != full && scoreOf(full->reference).isScored()) {
            const double change = score.dice - meanDice(full->reference);
            meter.change = tr("%1 against full").arg(formatScoreChange(change));
            meter.trend = std::abs(change) < told ? Trend::None
                          : change > 0            ? Trend::Better
                                                  : Trend::Worse;
        }
    } else if (active == nullptr) {
        meter.caption = tr("Agreement with full"); // as the chart says it
        meter.explanation = tr("Open an image to see how well each precision does.");
    } else {
        meter.caption = tr("Agreement with full");
        meter.explanation =
            tr("Dice of this mask against the mask of full precision on %1. It says "
               "what the bits changed, not whether the mask is right: for that, "
               "open reference labels.")
                .arg(where);
        const SliceScore score = record != nullptr ? scoreOf(record->full) : SliceScore{};
        if (score.isKnown()) {
            meter.value = formatScore(meanDice(record->full));
            meter.change = score.isScored() ? tr("no reference labels") : textOf(score.state, true);
        }
    }
    return meter;
}

Meter ratioMeter(const QString& caption, const QString& value, double now, double full,
                 const QString& better, const QString& worse)
{
    Meter meter;
    meter.caption = caption;
    meter.value = value;
    if (now <= 0 || full <= 0) {
        return meter;
    }
    const bool improved = now <= full;
    meter.change = (improved ? better : worse).arg(formatRatio(improved ? full / now : now / full));
    meter.trend = improved ? Trend::Better : Trend::Worse;
    return meter;
}

bool overlap(const Interval& a, const Interval& b)
{
    return a.low <= b.high && b.low <= a.high;
}

bool isBusy(const SliceRecord& record)
{
    return record.latency.isMeasured() && record.latency.busy;
}

QString latencyExplanation(quant::Precision precision, const SliceRecord* record)
{
    QString text = tr("Wall time of this slice on this computer, from its input codes to its mask "
                      "on the image: the network and bringing the mask back. The median of at "
                      "least %1 warm runs; before they are made, a single run.")
                       .arg(kFewestRuns);
    if (record != nullptr && record->latency.isMeasured()) {
        text += tr(" Here: %1 runs, the middle half of them within %2 to %3.")
                    .arg(record->latency.runs)
                    .arg(formatMilliseconds(record->latency.lowerQuartileMs),
                         formatMilliseconds(record->latency.upperQuartileMs));
    }
    if (record != nullptr && isBusy(*record)) {
        text += tr(" The machine was busy: in most of these runs other work had the processors for "
                   "more than a tenth of the time, so they took longer than in quiet, nobody knows "
                   "by how much. They are compared with nothing, and measured again later.");
    }
    if (record != nullptr && record->forecast && record->forecast->milliseconds) {
        text += tr(" Predicted before the first run: %1.")
                    .arg(formatMilliseconds(*record->forecast->milliseconds));
    }
    if (record != nullptr) {
        static const QString machine = QString::fromStdString(engine::cpuName());
        text += tr(" Machine: %1; %2.").arg(machine, QString::fromStdString(record->engine));
    }
    return precision.isSimulated() ? text
                                         + tr(" 16-bit fixed point is computed with floating-point "
                                              "numbers: the time is not that of 16-bit hardware.")
                                   : text;
}

QString latencyCaption(quant::Precision precision, const SliceRecord* record)
{
    if (precision.isSimulated()) {
        return tr("Slice time, simulated");
    }
    if (record == nullptr || record->latency.isMeasured()) {
        return record != nullptr && isBusy(*record) ? tr("Slice time, machine busy")
                                                    : tr("Slice time, measured");
    }
    return record->latency.runs > 1 ? tr("Slice time, %1 runs").arg(record->latency.runs)
                                    : tr("Slice time, one run");
}

/// "n 20" and "6.5-7.4": how many runs, and the middle half of them, in the unit of the median
/// beside it.
QString spreadText(const Latency& latency)
{
    if (!latency.isMeasured()) {
        return {};
    }
    const bool inSeconds = latency.medianMs >= 999.5; // as formatMilliseconds()
    const double unit = inSeconds ? 1000 : 1;
    const int decimals = inSeconds ? 2 : latency.upperQuartileMs < 100 ? 1 : 0;
    return tr("n %1").arg(latency.runs) + QChar(u'\n')
           + formatFixed(latency.lowerQuartileMs / unit, decimals) + QChar(0x2013)
           + formatFixed(latency.upperQuartileMs / unit, decimals);
}

Meter latencyMeter(quant::Precision precision, const SliceRecord* record, const SliceRecord* full)
{
    Meter meter{latencyCaption(precision, record), unknown(), {}, {}, Trend::None, {}};
    if (record != nullptr) {
        const Latency& now = record->latency;
        meter.value = formatMilliseconds(now.medianMs);
        // One run against a median of several would compare a cold start with warm ones.
        const bool comparable =
            full != nullptr && record != full && now.isMeasured() && full->latency.isMeasured();
        if (isBusy(*record)) {
            meter.change = tr("not compared: busy");
        } else if (comparable && isBusy(*full)) {
            meter.change = tr("full was busy");
        } else if (comparable && overlap(now.medianBetweenMs, full->latency.medianBetweenMs)) {
            meter.change = tr("no difference told");
        } else if (comparable) {
            const Meter ratio = ratioMeter({}, {}, now.medianMs, full->latency.medianMs,
                                           tr("%1 faster"), tr("%1 slower"));
            meter.change = ratio.change;
            // Five runs of one moment are not enough to call it.
            meter.trend = now.isRanked() && full->latency.isRanked() ? ratio.trend : Trend::None;
        }
        meter.detail = spreadText(now);
    }
    meter.explanation = latencyExplanation(precision, record);
    return meter;
}

} // namespace

QString scoredName(const ActiveCase& active)
{
    const std::vector<eval::Structure> scored = active.structures();
    if (scored.empty()) {
        return {};
    }
    return scored.size() == 1 ? QString::fromStdString(scored.front().name)
                              : tr("mean of %1 labels").arg(scored.size());
}

std::size_t runMemory(const model::PredictionCost& cost) noexcept
{
    return cost.arenaBytes + cost.packedBytes;
}

MeterValues computeMeters(const ResultStore& store, const ActiveCase* active,
                          const std::optional<ResultKey>& key)
{
    const SliceRecord* record = key ? store.find(*key) : nullptr;
    const SliceRecord* full = key ? store.fullOf(*key) : nullptr;
    const quant::Precision precision = key ? key->precision : quant::kBalanced;
    MeterValues meters;
    meters.quality = qualityMeter(record, full, active);

    meters.latency = latencyMeter(precision, record, full);
    if (record == nullptr) {
        meters.weights = {tr("Weights"), unknown(), {}, {}, Trend::None, {}};
        meters.memory = {tr("Memory of a run"), unknown(), {}, {}, Trend::None, {}};
    } else {
        // Zero means: nothing to compare with yet.
        const bool compare = full != nullptr && record != full;
        const model::PredictionCost none;
        const model::PredictionCost& base = compare ? full->cost : none;
        const auto bytes = [](std::size_t count) { return static_cast<double>(count); };
        meters.weights = ratioMeter(tr("Weights"), formatBytes(record->cost.weightBytes),
                                    bytes(record->cost.weightBytes), bytes(base.weightBytes),
                                    tr("%1 smaller"), tr("%1 larger"));
        meters.memory = ratioMeter(tr("Memory of a run"), formatBytes(runMemory(record->cost)),
                                   bytes(runMemory(record->cost)), bytes(runMemory(base)),
                                   tr("%1 less"), tr("%1 more"));
        if (record == full) {
            for (Meter* meter :
                 {&meters.quality, &meters.latency, &meters.weights, &meters.memory}) {
                if (meter->change.isEmpty()) {
                    meter->change = tr("full precision");
                }
            }
        }
    }
    meters.weights.explanation =
        tr("Weights at rest at this precision: packed codes and their tables, or floats.");
    meters.memory.explanation =
        tr("Memory held while one slice runs: activations (arena) plus the weights in the form the "
           "kernels read. Counted, not estimated; the program itself is not included.");
    if (record != nullptr && record->forecast) {
        meters.memory.explanation +=
            tr(" Predicted before the run: %1.").arg(formatBytes(record->forecast->memoryBytes()));
    }
    return meters;
}

} // namespace halftone::ui
