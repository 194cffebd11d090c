// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/session.h"

#include "ui/session/case_layers.h"
#include "ui/session/slice_thumbnail.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

namespace halftone::ui {

namespace {

/// The background waits this long after the visible mask, so that scrolling and dragging are not
/// answered by starting and stopping it all the time.
constexpr std::chrono::milliseconds kBackgroundDelay{150};
/// Slices that follow each other faster are scrolled through: the one at which that ends is
/// segmented, after this pause.
constexpr qint64 kScrollingMs = 120;
constexpr std::chrono::milliseconds kScrollEnd{60};
/// Figures follow soon, and not every piece that arrives: drawing takes time from what is timed.
constexpr std::chrono::milliseconds kFiguresInterval{200};
/// Longest that counting anew keeps the window from answering.
constexpr std::chrono::milliseconds kCountTime{8};

} // namespace

Session::Session(pipeline::Runtime runtime, Document& document, QObject* parent)
    : QObject(parent), m_runtime(std::move(runtime)), m_document(document),
      m_comparison(m_runtime, document, *this), m_saver(m_runtime)
{
    m_tradeoff.setThumbnails([this](quant::Precision precision, int pixels) {
        return sliceThumbnail(m_document, m_case.get(), m_results, {m_series, precision, m_slice},
                              pixels);
    });
    const auto once = [this](QTimer& timer, std::chrono::milliseconds pause, auto slot) {
        timer.setSingleShot(true);
        timer.setInterval(pause);
        connect(&timer, &QTimer::timeout, this, slot);
    };
    once(m_backgroundTimer, kBackgroundDelay, &Session::startBackground);
    once(m_quietTimer, m_quietPause, &Session::startBackground);
    connect(&m_quietTimer, &QTimer::timeout, this, [this] { Q_EMIT quietAwaited(false); });
    once(m_visibleTimer, kScrollEnd, &Session::segmentVisible);
    once(m_figuresTimer, kFiguresInterval, &Session::updateFigures);
    connect(&m_countTimer, &QTimer::timeout, this, [this] {
        if (!m_results.countSome(kCountTime)) {
            m_countTimer.stop();
            updateFigures();
        }
    });
    connect(&m_precision, &PrecisionModel::changed, this, &Session::requestMask);
    connect(&m_probabilities, &Probabilities::asked, this, &Session::startPointed);
    connect(&m_fragile, &FragileVoxels::toggled, this, [this] { Q_EMIT masksChanged(true); });
    connect(&m_document, &Document::cursorMoved, this, &Session::followCursor);
    connect(&m_document, &Document::layerAdded, this, &Session::followReference);
    connect(&m_document, &Document::layerRemoved, this, &Session::followReference);
    connect(&m_opener, &Opener::caseLoaded, this, [this](const pipeline::LoadedStudy& loaded) {
        leaveFor(loaded.image != m_document.baseImage(), [this, loaded] { adopt(loaded); });
    });
    connect(&m_opener, &Opener::modelChosen, this, &Session::caseChanged);
    connect(&m_opener, &Opener::labelsLoaded, this,
            [this](const auto& labels, const QString& name) {
                addLabels(m_document, labels, name);
                judgeAfterReading();
            });
    connect(&m_opener, &Opener::imageLoaded, this, [this](const auto& image) {
        addImage(m_document, image);
        judgeAfterReading();
    });
    connect(&m_opener, &Opener::failed, this, &Session::failed);
    connect(&m_opener, &Opener::modelUnreadable, this, &Session::failed);
    connect(&m_saver, &MaskSaver::failed, this, &Session::failed);
    connect(&m_segmenter, &JobRunner::failed, this, &Session::segmentationFailed);
}

void Session::adopt(const pipeline::LoadedStudy& loaded)
{
    m_segmenter.cancel();
    m_adopting = true;
    const bool sameImage = m_case && loaded.image == m_case->image();
    const bool sameModel = m_case && loaded.model == m_case->model();
    m_shown = sameImage && sameModel ? m_shown : std::nullopt; // nothing is seen of it yet
    if (!sameImage && m_document.base() != nullptr) {
        m_results.forgetImage(m_document.base()->id);
    }
    m_case = std::make_shared<const ActiveCase>(loaded);
    m_askedReference = m_case->loaded().nativeReference;
    showCase(m_document, m_case->loaded());
    if (!m_case->canSegment()) {
        m_inference.reset();
    } else if (!sameImage || !sameModel) {
        makeInference();
        m_opener.remembersUse(m_case->loaded().modelFile);
        m_series = seriesOf(m_case->model());
    }
    if (!sameImage) {
        setSlice(m_case->slices() / 2);
    }
    m_slice = m_case->sliceAt(m_document.cursor());
    m_impossible.reset();
    setDomain();
    judge();
    m_adopting = false;
    Q_EMIT caseChanged();
    Q_EMIT masksChanged(true);
    m_opener.readRest(m_case->image());
    stopSweep(false); // which asks for the mask, too
}

void Session::useSmallerTiles()
{
    const double offered = m_inference ? m_inference->offeredTileBytes() : 0;
    if (offered > 0) {
        m_runtime.mostTileBytes = offered;
        m_saver.setRuntime(m_runtime);
        makeInference();
        m_probabilities.tryAgain();
        requestMask();
    }
}

void Session::followReference()
{
    if (m_adopting || !m_case) {
        return;
    }
    const Layer* layer = m_document.reference();
    const auto labels = layer != nullptr ? layer->as<LabelsContent>()->asRead : nullptr;
    if (labels != m_askedReference) {
        m_askedReference = labels;
        m_opener.judgeBy(labels, *m_case);
    }
}

void Session::judgeAfterReading()
{
    if (m_case) {
        // A judgement that was being made then was given up for the file.
        m_askedReference = m_case->loaded().nativeReference;
        followReference();
    }
}

void Session::setDomain()
{
    Domain domain = m_case->canSegment() ? domainOf(*m_case->model(), m_floatPath) : Domain{};
    // A change of precision this may bring is answered by the requestMask that follows anyway.
    const bool adopting = std::exchange(m_adopting, true);
    m_precision.setDomain(std::move(domain.offered), domain.full);
    m_adopting = adopting;
}

void Session::followCursor()
{
    if (m_adopting || !m_case) {
        return;
    }
    if (m_case->sliceAt(m_document.cursor()) == m_slice) {
        const bool inBackground = m_segmenter.isBusy() || m_backgroundTimer.isActive();
        if (inBackground && m_shown == wanted()) {
            // Scrolling across the slices: the processor draws first, the background waits. What
            // has ended, or failed, is not begun again.
            m_segmenter.cancel();
            m_backgroundTimer.start();
        }
        return;
    }
    m_slice = m_case->sliceAt(m_document.cursor());
    m_scrolling = m_sinceSlice.isValid() && m_sinceSlice.elapsed() < kScrollingMs;
    m_sinceSlice.start();
    Q_EMIT sliceChanged(m_slice);
    requestMask();
    m_scrolling = false;
}

void Session::setSlice(int slice)
{
    if (!m_case) {
        return;
    }
    m_document.setCursor(m_case->onSlice(m_document.cursor(), slice));
}

void Session::setFurtherMasks(const QString& purpose,
                              const std::vector<quant::Precision>& precisions)
{
    if (m_further.set(purpose, precisions) && !m_adopting) {
        requestMask();
    }
}

Wanted Session::wishes() const
{
    Wanted result{m_series, m_precision.precision(), m_slice, 0, false, {}, {}};
    if (m_case && m_case->canSegment()) {
        result.slices = m_case->slices();
        // More masks than the store can hold would be made again for ever.
        const bool fits = m_case->grid().voxels() <= ResultStore::kDefaultBudgetBytes / 2;
        result.acrossSlices = fits && !m_acrossSlices.empty();
        result.also = offeredOf(m_precision, m_further.all());
        result.alsoSlices =
            furtherSlices(result.also.size(), result.slices, m_case->grid().sliceVoxels());
        result.scored = offeredOf(m_precision, m_scored);
        result.sweep = sweepPrecisions(m_precision.offered(), m_precision.full());
    }
    return result;
}

bool Session::updateShown()
{
    const std::optional<ResultKey> before = m_shown;
    const std::optional<ResultKey> now = wanted();
    if (now && m_results.findMask(*now) != nullptr) {
        m_shown = now;
    } else if (m_shown
               && (!now || m_shown->series != now->series || m_shown->slice != now->slice
                   || m_results.findMask(*m_shown) == nullptr)) {
        m_shown.reset();
    }
    return m_shown != before;
}

void Session::requestMask()
{
    if (m_adopting || !m_case) {
        return;
    }
    const bool changed = updateShown();
    updateTradeoff();
    const std::optional<ResultKey> key = wanted();
    m_visibleTimer.stop();
    m_backgroundTimer.stop();
    awaitQuiet({});
    setSettled(!key);
    if (key) {
        // What may run in the background was asked for from another point of view.
        m_segmenter.cancel();
        if (m_shown == key) {
            m_backgroundTimer.start();
        } else if (m_scrolling) {
            m_visibleTimer.start();
        } else {
            segmentVisible();
        }
    }
    if (changed || !key) { // else what is drawn stays, and the processor is free for the next
        Q_EMIT masksChanged(true);
    }
    Q_EMIT figuresChanged();
}

void Session::segmentVisible()
{
    const std::optional<ResultKey> key = wanted();
    if (!key || !m_inference) {
        return;
    }
    m_impossible.reset(); // it is tried again
    m_told.reset();
    m_segmenter.start(
        [this, inference = m_inference, key = *key](const JobContext& context) {
            context.post([this, told = inference->forecast(key.precision)] {
                const QString before = pendingText();
                m_told = told;
                if (pendingText() != before) {
                    Q_EMIT figuresChanged();
                }
            });
            return inference->segment(key.precision, key.slice, pipeline::Timing::Once,
                                      context.stop());
        },
        [this](pipeline::SliceOutcome outcome) {
            receive(std::move(outcome));
            m_backgroundTimer.start();
        });
}

void Session::startBackground()
{
    if (m_settled) {
        m_segmenter.cancel(); // no more than what is pointed at
    }
    if (!m_holders.empty() || !m_inference || m_segmenter.isBusy()) {
        return;
    }
    Wanted missing = wishes();
    if (m_sweepStopped || m_probabilities.isIncomplete()) {
        missing.sweep.clear(); // meters, ribbon and layer are still wanted
    }
    std::vector<WorkItem> plan = backgroundPlan(m_results, missing);
    const LaneWork urgent =
        inTurn(m_probabilities.urgentWork(m_inference), m_comparison.urgentWork(m_inference));
    if (plan.empty() && !urgent) {
        startLater();
        return;
    }
    setSettled(false);
    m_segmenter.start(
        [this, inference = m_inference, urgent, plan = std::move(plan)](const JobContext& context) {
            if (urgent) {
                urgent(context);
            }
            for (const WorkItem& item : plan) {
                const pipeline::Timing timing =
                    item.timed ? pipeline::Timing::Measured : pipeline::Timing::Once;
                auto outcome = std::make_shared<pipeline::SliceOutcome>(
                    inference->segment(item.precision, item.slice, timing, context.stop()));
                // Runs on this object's thread, and only while this job is the current one.
                context.post([this, outcome] { receive(std::move(*outcome)); });
            }
        },
        [this] { startLater(); });
}

void Session::startLater()
{
    if (const LaneWork work = m_probabilities.laterWork(m_inference)) {
        m_segmenter.start(work, [this] { m_backgroundTimer.start(); }); // then the chart's points
    } else if (const LaneWork compared = m_comparison.laterWork()) {
        m_segmenter.start(compared, [this] { startLater(); });
    } else {
        setSettled(true);
        const int vain = m_sweepStopped ? 0 : vainRounds(m_results, wishes());
        if (vain > 0) {
            awaitQuiet(m_quietPause * (1 << (vain - 1)));
        }
    }
}

void Session::receive(pipeline::SliceOutcome outcome)
{
    const ResultKey key{m_series, outcome.precision, outcome.slice};
    m_results.insert(toRecord(m_series, std::move(outcome)));
    m_impossible.reset();
    const bool isNew = updateShown();
    const quant::Precision seen = m_shown ? m_shown->precision : m_precision.precision();
    if (key.precision == seen || key.precision == m_precision.full()
        || m_further.contains(key.precision)) {
        Q_EMIT masksChanged(key.slice == m_slice);
    }
    if (isNew) {
        updateFigures();
    } else if (!m_figuresTimer.isActive()) {
        m_figuresTimer.start();
    }
}

void Session::updateFigures()
{
    m_figuresTimer.stop();
    updateTradeoff();
    Q_EMIT figuresChanged();
}

void Session::updateTradeoff()
{
    fillTradeoff(m_tradeoff, m_results, m_case.get(), wanted(), m_volumes);
    const Wanted view = wishes();
    Q_EMIT sweepProgressed(sweepDone(m_results, view),
                           kSweepRounds * static_cast<int>(view.sweep.size()));
}

void Session::segmentationFailed(quint64, ErrorCode code, const QString& text)
{
    if (code == ErrorCode::OutOfMemory && m_inference->offeredTileBytes() > 0) {
        Q_EMIT memoryShort(text);
    } else {
        Q_EMIT failed(text);
    }
    if (code == ErrorCode::Unsupported && m_precision.full().isFloat() && m_floatPath) {
        // The float module is there but does not load: everything else still works without it.
        m_floatPath = false;
        setDomain();
        judge();
        Q_EMIT caseChanged();
        requestMask();
        return;
    }
    m_impossible = wanted();
    Q_EMIT figuresChanged();
    setSettled(true);
}

void Session::setSettled(bool settled)
{
    m_settled = settled;
    Q_EMIT settledChanged();
    if (settled) {
        if (m_figuresTimer.isActive()) {
            updateFigures();
        }
        Q_EMIT this->settled();
    }
}

} // namespace halftone::ui
