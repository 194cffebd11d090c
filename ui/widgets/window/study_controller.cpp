// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/window/study_controller.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <utility>

namespace halftone::ui {

namespace {

/// The background waits this long after the visible mask, so that scrolling and dragging are not
/// answered by starting and stopping it all the time.
constexpr std::chrono::milliseconds kBackgroundDelay{150};
constexpr std::chrono::milliseconds kFiguresInterval{200};

SliceRecord toRecord(pipeline::SliceOutcome outcome)
{
    SliceRecord record;
    record.precision = outcome.precision;
    record.slice = outcome.slice;
    record.labels = std::move(outcome.labels);
    record.cost = outcome.cost;
    record.latency = outcome.latency;
    record.reference = std::move(outcome.overlap);
    record.engine = std::move(outcome.engine);
    return record;
}

} // namespace

StudyController::StudyController(pipeline::Runtime runtime, QObject* parent)
    : QObject(parent), m_runtime(std::move(runtime))
{
    m_backgroundTimer.setSingleShot(true);
    m_backgroundTimer.setInterval(kBackgroundDelay);
    connect(&m_backgroundTimer, &QTimer::timeout, this, &StudyController::startBackground);
    m_figuresTimer.setSingleShot(true);
    m_figuresTimer.setInterval(kFiguresInterval);
    connect(&m_figuresTimer, &QTimer::timeout, this, &StudyController::updateFigures);
    connect(&m_precision, &PrecisionModel::changed, this, [this](quant::Precision precision) {
        m_layers.setPrecision(precision);
        requestMask();
    });
    connect(&m_loader, &JobRunner::progressed, this,
            [this](quint64, double fraction, const QString& what) {
                Q_EMIT loadProgressed(fraction, what);
            });
    connect(&m_loader, &JobRunner::finished, this, &StudyController::loadEnded);
    connect(&m_loader, &JobRunner::cancelled, this, &StudyController::loadEnded);
    connect(&m_loader, &JobRunner::failed, this, [this](quint64, ErrorCode, const QString& text) {
        Q_EMIT loadEnded();
        Q_EMIT failed(text);
    });
    connect(&m_saver, &JobRunner::progressed, this, [this](quint64, double, const QString& what) {
        Q_EMIT savingChanged(tr("Saving the mask, %1").arg(what));
    });
    const auto saveEnded = [this] {
        if (!m_saver.isBusy()) {
            Q_EMIT savingChanged({});
        }
    };
    connect(&m_saver, &JobRunner::finished, this, saveEnded);
    connect(&m_saver, &JobRunner::cancelled, this, saveEnded);
    connect(&m_saver, &JobRunner::failed, this,
            [this, saveEnded](quint64, ErrorCode, const QString& text) {
                saveEnded();
                Q_EMIT failed(text);
            });
    connect(
        &m_segmenter, &JobRunner::failed, this,
        [this](quint64, ErrorCode code, const QString& text) { segmentationFailed(code, text); });
}

void StudyController::setDomain()
{
    std::vector<quant::Precision> offered;
    quant::Precision full = quant::kFull;
    if (m_study.model) {
        const model::Model& model = *m_study.model;
        full = pipeline::fullPrecision(model);
        if (full.isFloat() && m_floatPath) {
            offered = {quant::kFull, quant::kSimulated16};
        }
        for (const model::PrecisionTable& table : model.tables) {
            offered.push_back(table.precision);
        }
        if (std::find(offered.begin(), offered.end(), full) == offered.end() && !offered.empty()) {
            full = *std::max_element(offered.begin(), offered.end());
        }
    }
    m_cache.reset(m_study.structures(), full);
    // A change of precision this may bring is answered by the requestMask that follows anyway.
    m_adopting = true;
    m_precision.setDomain(std::move(offered), full);
    m_adopting = false;
}

void StudyController::setSlice(int slice)
{
    const int clamped = std::clamp(slice, 0, std::max(0, m_study.slices() - 1));
    if (clamped != m_slice && m_study.isOpen()) {
        m_slice = clamped;
        Q_EMIT sliceChanged(clamped);
        requestMask();
    }
}

void StudyController::cancelSweep()
{
    m_sweepCancelled = true;
    m_backgroundTimer.stop();
    m_segmenter.cancel();
    requestMask();
}

Wanted StudyController::wanted() const
{
    Wanted result;
    result.precision = m_precision.precision();
    result.slice = m_slice;
    result.slices = m_study.slices();
    result.hasReference = m_study.reference != nullptr;
    if (m_study.canSegment()) {
        result.sweep = sweepPrecisions(m_precision.offered(), m_cache.full());
    }
    return result;
}

void StudyController::requestMask()
{
    if (m_adopting) {
        return;
    }
    updateTradeoff();
    if (!m_session) {
        Q_EMIT maskChanged();
        Q_EMIT figuresChanged();
        setSettled(true);
        return;
    }
    setSettled(false);
    if (m_cache.findMask(m_precision.precision(), m_slice) != nullptr) {
        // What may run in the background was asked for from another point of view.
        m_segmenter.cancel();
        Q_EMIT maskChanged();
        Q_EMIT figuresChanged();
        m_backgroundTimer.start();
        return;
    }
    m_backgroundTimer.stop();
    const quant::Precision precision = m_precision.precision();
    const int slice = m_slice;
    m_segmenter.start(
        [session = m_session, precision, slice](const JobContext& context) {
            return session->segment(precision, slice, pipeline::Timing::Once, context.stop());
        },
        [this](pipeline::SliceOutcome outcome) {
            receive(std::move(outcome), false);
            m_backgroundTimer.start();
        });
}

void StudyController::startBackground()
{
    if (!m_session || m_segmenter.isBusy()) {
        return;
    }
    Wanted missing = wanted();
    if (m_sweepCancelled) {
        missing.sweep.clear(); // the meters and the strip are still wanted
    }
    std::vector<WorkItem> plan = backgroundPlan(m_cache, missing);
    if (plan.empty()) {
        setSettled(true);
        return;
    }
    m_segmenter.start(
        [this, session = m_session, plan = std::move(plan)](const JobContext& context) {
            for (const WorkItem& item : plan) {
                const pipeline::Timing timing =
                    item.timed ? pipeline::Timing::Measured : pipeline::Timing::Once;
                auto outcome = std::make_shared<pipeline::SliceOutcome>(
                    session->segment(item.precision, item.slice, timing, context.stop()));
                // Runs on this object's thread, and only while this job is the current one.
                context.post(
                    [this, outcome, timed = item.timed] { receive(std::move(*outcome), timed); });
            }
        },
        [this] { setSettled(true); });
}

void StudyController::receive(pipeline::SliceOutcome outcome, bool timed)
{
    const bool visible = outcome.slice == m_slice && outcome.precision == m_precision.precision();
    const bool affectsChart = outcome.slice == m_slice;
    const bool isFull = outcome.precision == m_cache.full();
    m_cache.insert(toRecord(std::move(outcome)));
    if (visible && !timed) {
        Q_EMIT maskChanged();
        updateFigures();
    } else {
        scheduleFigures();
    }
    if (isFull && affectsChart) {
        Q_EMIT fullMaskChanged();
    }
}

void StudyController::scheduleFigures()
{
    if (!m_figuresTimer.isActive()) {
        m_figuresTimer.start();
    }
}

void StudyController::updateFigures()
{
    m_figuresTimer.stop();
    updateTradeoff();
    Q_EMIT figuresChanged();
}

void StudyController::updateTradeoff()
{
    const Wanted view = wanted();
    m_tradeoff.clear(view.hasReference);
    for (const SliceRecord* record : m_cache.ofSlice(m_slice)) {
        if (!record->latency.isMeasured()) {
            continue;
        }
        pipeline::TradeoffPoint point;
        point.precision = record->precision;
        if (!record->reference.empty()) {
            point.dice = meanDice(record->reference);
        }
        if (!record->full.empty()) {
            point.agreement = meanDice(record->full);
        }
        point.latency = record->latency;
        point.weightBytes = record->cost.weightBytes;
        point.packedBytes = record->cost.packedBytes;
        point.arenaBytes = record->cost.arenaBytes;
        point.measured = !record->precision.isSimulated();
        if (const model::PrecisionTable* table = m_study.model->findTable(record->precision)) {
            point.trained = table->trained;
        }
        m_tradeoff.upsert(point);
    }
    Q_EMIT sweepProgressed(sweepDone(m_cache, view), static_cast<int>(view.sweep.size()));
}

void StudyController::segmentationFailed(ErrorCode code, const QString& text)
{
    Q_EMIT failed(text);
    const bool floatWanted = m_cache.full().isFloat();
    if (code == ErrorCode::Unsupported && floatWanted && m_floatPath) {
        // The float module is there but does not load: everything else still works without it.
        m_floatPath = false;
        setDomain();
        Q_EMIT studyChanged();
        requestMask();
        return;
    }
    setSettled(true);
}

void StudyController::setSettled(bool settled)
{
    m_settled = settled;
    if (settled) {
        if (m_figuresTimer.isActive()) {
            updateFigures();
        }
        Q_EMIT this->settled();
    }
}

MeterValues StudyController::meters() const
{
    return computeMeters(m_cache, m_study, m_precision.precision(), m_slice);
}

std::shared_ptr<const std::vector<std::uint8_t>> StudyController::mask()
{
    const SliceRecord* record = m_cache.findMask(m_precision.precision(), m_slice);
    return record != nullptr ? record->labels : nullptr;
}

QString StudyController::engine() const
{
    const SliceRecord* record = m_cache.find(m_precision.precision(), m_slice);
    return record != nullptr ? QString::fromStdString(record->engine) : QString();
}

std::vector<double> StudyController::sliceScores() const
{
    std::vector<double> scores(static_cast<std::size_t>(std::max(0, m_study.slices())),
                               std::numeric_limits<double>::quiet_NaN());
    for (const SliceRecord* record : m_cache.ofPrecision(m_precision.precision())) {
        const auto& counts = m_study.reference ? record->reference : record->full;
        if (!counts.empty()) {
            scores[static_cast<std::size_t>(record->slice)] = meanDice(counts);
        }
    }
    return scores;
}

} // namespace halftone::ui
