// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pipeline/inference_session.h"
#include "ui/document/document.h"
#include "ui/jobs/job_runner.h"
#include "ui/session/background_plan.h"
#include "ui/session/comparison.h"
#include "ui/session/figures.h"
#include "ui/session/fragile_voxels.h"
#include "ui/session/further_masks.h"
#include "ui/session/leaving.h"
#include "ui/session/mask_saver.h"
#include "ui/session/meter_values.h"
#include "ui/session/open_files.h"
#include "ui/session/opener.h"
#include "ui/session/precision_model.h"
#include "ui/session/probabilities.h"
#include "ui/session/progress_text.h"
#include "ui/session/result_store.h"
#include "ui/session/tradeoff_table_model.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <utility>
#include <vector>

namespace halftone::ui {

/// The work behind a document: what the views wish for becomes jobs, and their results lie in one
/// store. Knows no widget. A change of slice, precision or model segments the visible slice first;
/// when it is there, the rest follows in the background until settled().
///
/// One rule makes every number true: shown() names the mask on the screen, and whatever says
/// something about a mask (meters, headings, ribbon, rows, captions) says it about that one. While
/// another mask is computed that of the same slice stays, marked by isPending(); where the image,
/// the model or the slice is another, nothing is shown until its own mask is there.
class Session : public QObject {
    Q_OBJECT

public:
    Session(pipeline::Runtime runtime, Document& document, QObject* parent = nullptr);

    void open(const OpenRequest& request)
    {
        leaveFor(request.image || request.sample,
                 [this, request] { m_opener.open(request, m_case); });
    }
    void openSample(phantom::Kind kind, const phantom::Options& options = {})
    {
        open({std::nullopt, kind, options, std::nullopt, std::nullopt});
    }
    /// What the reference shows: one of LoadedStudy::referenceChoices.
    void nameReference(const std::string& structure) { m_opener.nameReference(structure, m_case); }
    /// What its values mean, where LoadedStudy::mustExplain, or otherwise than they were taken.
    void explainReference(const pipeline::ValueMeanings& meanings)
    {
        m_opener.explainReference(meanings, m_case);
    }
    /// Masks are scored against that label layer, unless a model made it; the reference before it
    /// stays as a layer.
    void judgeBy(LayerId labels)
    {
        const Layer* layer = m_document.find(labels);
        const auto* content = layer != nullptr ? layer->as<LabelsContent>() : nullptr;
        if (m_case && content != nullptr && !content->isReference && !content->isOfModel) {
            m_askedReference = content->labels;
            m_opener.judgeBy(content->labels, *m_case);
        }
    }
    /// Segments what is open with another of the installed models.
    void useModel(const model::Model& model) { m_opener.useModel(model, m_case); }
    /// Writes the mask of the volume at the present precision; over no file that is open.
    void saveMask(const std::filesystem::path& path)
    {
        m_saver.save(path, m_case, m_precision.precision(), openFiles(m_document));
    }
    /// Writes a mask that is edited, as it is now; it holds no unsaved work then, unless it is
    /// written as surfaces, which nobody can go on with.
    /// The job that MaskSaver::ended() will tell of; 0: nothing is saved.
    quint64 saveEdited(LayerId layer, const std::filesystem::path& path)
    {
        m_document.edits().endStroke();
        if (const auto mask = m_document.edits().snapshot(layer)) {
            const auto done = [this, mask = *mask, isWhole = !image::isSurfaceFile(path)] {
                if (isWhole) {
                    m_document.edits().markSaved(mask);
                }
            };
            return m_saver.saveEdited(path, m_case, *mask, done, openFiles(m_document));
        }
        return 0;
    }
    /// Writes a label layer, over no file that is open.
    void saveLabels(const std::filesystem::path& path, std::shared_ptr<const LabelMap> labels)
    {
        m_saver.saveLabels(path, std::move(labels), openFiles(m_document));
    }
    [[nodiscard]] Opener& opener() noexcept { return m_opener; }
    [[nodiscard]] const Opener& opener() const noexcept { return m_opener; }
    [[nodiscard]] MaskSaver& saver() noexcept { return m_saver; }

    /// Asked before another image takes the place of what is open; stayed() where it does not.
    void setLeaving(Leaving::Ask ask) { m_leaving.setAsk(std::move(ask)); }
    [[nodiscard]] bool isLeaving() const noexcept { return m_leaving.isAsking(); }

    [[nodiscard]] const pipeline::Runtime& runtime() const noexcept { return m_runtime; }
    /// Null: nothing is open.
    [[nodiscard]] const ActiveCase* active() const noexcept { return m_case.get(); }
    /// The same, to be used on another thread.
    [[nodiscard]] std::shared_ptr<const ActiveCase> sharedCase() const { return m_case; }
    [[nodiscard]] Document& document() noexcept { return m_document; }
    [[nodiscard]] const Document& document() const noexcept { return m_document; }
    [[nodiscard]] PrecisionModel& precision() noexcept { return m_precision; }
    [[nodiscard]] TradeoffTableModel& tradeoff() noexcept { return m_tradeoff; }
    [[nodiscard]] ResultStore& results() noexcept { return m_results; }
    [[nodiscard]] Probabilities& probabilities() noexcept { return m_probabilities; }
    [[nodiscard]] const Probabilities& probabilities() const noexcept { return m_probabilities; }
    /// What is compared with the mask on the screen, and everything measured of two masks.
    [[nodiscard]] Comparison& comparison() noexcept { return m_comparison; }
    /// What results of a model on the open image go by.
    [[nodiscard]] SeriesKey seriesOf(const std::shared_ptr<const model::Model>& model)
    {
        const auto known = std::find(m_models.begin(), m_models.end(), model);
        const auto number = static_cast<int>(known - m_models.begin());
        if (known == m_models.end()) {
            m_models.push_back(model);
        }
        return {m_document.base()->id, number};
    }
    /// Something else is wanted of the lane: it is planned anew.
    void continueWork()
    {
        if (!m_adopting) {
            requestMask();
        }
    }
    [[nodiscard]] FragileVoxels& fragile() noexcept { return m_fragile; }

    /// The model's slice that the cursor lies in, along k of ActiveCase::grid().
    [[nodiscard]] int slice() const noexcept { return m_slice; }
    /// Moves the cursor along the slices, clamped.
    void setSlice(int slice);
    /// No more points for the chart, until that is taken back or another case is opened. What runs
    /// is stopped at once.
    void stopSweep(bool stop)
    {
        if (std::exchange(m_sweepStopped, stop) != stop) {
            Q_EMIT sweepStopped(stop);
        }
        requestMask(); // which ends what runs
    }
    void cancelSweep() { stopSweep(true); }
    [[nodiscard]] bool isSweepStopped() const noexcept { return m_sweepStopped; }
    /// After memoryShort(): slices are cut so that they fit. For the rest of the session.
    void useSmallerTiles();
    /// All masks are wanted, not only their figures: views show planes across the slices, or
    /// somebody counts them.
    void setAcrossSlices(bool across, const void* who = nullptr)
    {
        if (join(m_acrossSlices, who, across) && m_inference && !m_adopting) {
            requestMask();
        }
    }
    /// While held nothing is computed but the visible mask: somebody measures (NetworkStudy,
    /// StatisticsStudy). Each holds for itself.
    void holdBackground(bool held, const void* who = nullptr)
    {
        if (join(m_holders, who, held) && m_shown && !isPending()) {
            held ? m_segmenter.cancel() : m_backgroundTimer.start();
        }
    }
    /// Masks at these precisions are wanted beside those that are shown (FurtherMasks).
    void setFurtherMasks(const QString& purpose, const std::vector<quant::Precision>& precisions);
    /// Scores of all slices at these precisions are wanted, too.
    void setFurtherScores(const std::vector<quant::Precision>& precisions)
    {
        if (std::exchange(m_scored, precisions) != precisions && !m_adopting) {
            requestMask();
        }
    }

    /// What the views ask for; nothing where there is no model.
    [[nodiscard]] std::optional<ResultKey> wanted() const
    {
        return m_case && m_case->canSegment()
                   ? std::optional(ResultKey{m_series, m_precision.precision(), m_slice})
                   : std::nullopt;
    }
    /// What is on the screen.
    [[nodiscard]] const std::optional<ResultKey>& shown() const noexcept { return m_shown; }
    [[nodiscard]] bool isPending() const { return wanted() != m_shown; }
    /// "computing W3A6", or why it cannot be; empty unless isPending().
    [[nodiscard]] QString pendingText() const
    {
        const std::optional<ResultKey> key = wanted();
        return !key || key == m_shown
                   ? QString()
                   : ui::pendingText(key->precision, key == m_impossible, m_told);
    }
    /// "W4A6: 12 of 96 slices, about 3 s more" of what is shown; empty once all are there.
    [[nodiscard]] QString progressText() const
    {
        return m_shown ? sliceProgressText(m_results, *m_shown, m_case->slices()) : QString();
    }
    /// Mask of the visible slice that is shown, or null.
    [[nodiscard]] std::shared_ptr<const std::vector<std::uint8_t>> mask()
    {
        const SliceRecord* record = m_shown ? m_results.findMask(*m_shown) : nullptr;
        return record != nullptr ? record->labels : nullptr;
    }
    /// Masks on the screen by slice, empty where there is none yet; valid until results arrive.
    [[nodiscard]] std::vector<std::span<const std::uint8_t>> masks(quant::Precision precision)
    {
        std::vector<std::span<const std::uint8_t>> result;
        for (int slice = 0; wanted() && slice < m_case->slices(); ++slice) {
            const SliceRecord* record = m_results.findMask({m_series, precision, slice});
            result.push_back(record != nullptr ? std::span<const std::uint8_t>(*record->labels)
                                               : std::span<const std::uint8_t>());
        }
        return result;
    }
    [[nodiscard]] MeterValues meters() const
    {
        return computeMeters(m_results, m_case.get(), m_shown);
    }
    [[nodiscard]] SliceFigures figures()
    {
        return m_case ? m_comparison.complete(
                   computeFigures(m_results, *m_case, m_shown, m_slice, colourBy(m_document)))
                      : SliceFigures{};
    }
    /// Of the mask on the screen; while there is none, of the precision that is wanted.
    [[nodiscard]] std::vector<SliceScore> scores() const
    {
        const std::optional<ResultKey> key = wanted();
        return key ? scores((m_shown ? m_shown : key)->precision) : std::vector<SliceScore>();
    }
    /// Of another precision; wanted() names something.
    [[nodiscard]] std::vector<SliceScore> scores(quant::Precision precision) const
    {
        return sliceScores(m_results, *m_case, m_series, precision);
    }
    /// "integer engine, AVX-512 VNNI, 2 threads" of the mask that is shown; empty before.
    [[nodiscard]] QString engine() const
    {
        const SliceRecord* record = m_shown ? m_results.find(*m_shown) : nullptr;
        return record != nullptr ? QString::fromStdString(record->engine) : QString();
    }
    [[nodiscard]] bool isSettled() const noexcept { return m_settled; }
    /// Nothing runs, but points of the sweep were timed on a busy machine and are timed again soon.
    [[nodiscard]] bool waitsForQuiet() const { return m_quietTimer.isActive(); }
    /// How long after a round on a busy machine its points are timed again, doubled each time.
    void setQuietPause(std::chrono::milliseconds pause) { m_quietPause = pause; }

Q_SIGNALS:
    /// Image, model or reference is another one.
    void caseChanged();
    void stayed(); ///< what is open was not to be left for the image that was asked for last
    void sliceChanged(int slice);
    /// Masks that the views draw came or went; `visible`: of the visible slice.
    void masksChanged(bool visible);
    /// Anything that is said about masks.
    void figuresChanged();
    void sweepProgressed(int done, int total);
    /// Mask, ribbon, meters and sweep of what is shown are complete, or cannot be had.
    void settled();
    void settledChanged(); ///< isSettled() may be another
    void sweepStopped(bool stopped);
    void quietAwaited(bool waits); ///< waitsForQuiet()
    void failed(const QString& sentence);
    /// Failed, too: it would need more memory than is free, and useSmallerTiles() helps.
    void memoryShort(const QString& sentence);

private:
    /// True where the first one came or the last one left.
    [[nodiscard]] static bool join(std::set<const void*>& all, const void* who, bool in)
    {
        const bool before = all.empty();
        in ? static_cast<void>(all.insert(who)) : static_cast<void>(all.erase(who));
        return before != all.empty();
    }
    void makeInference()
    {
        m_inference = std::make_shared<pipeline::InferenceSession>(
            m_runtime, m_case->model(), m_case->loaded().prepared,
            pipeline::PredictorCache::kDefaultBudgetBytes, m_ratios);
    }
    /// Calls `goOn`; where another image comes and somebody asks, he does.
    void leaveFor(bool anotherImage, const std::function<void()>& goOn)
    {
        anotherImage&& m_case ? m_leaving.leave(goOn, [this] { Q_EMIT stayed(); }) : goOn();
    }
    void adopt(const pipeline::LoadedStudy& loaded);
    void followCursor();
    void followReference();
    void judgeAfterReading();
    void setDomain();
    void judge()
    {
        if (m_case->canSegment()) {
            m_results.judge(m_series, judgementOf(m_case, m_precision.full()), m_slice);
            m_countTimer.start(0);
        }
    }
    [[nodiscard]] Wanted wishes() const;
    void requestMask();
    void segmentVisible();
    void startBackground();
    void startLater();
    void awaitQuiet(std::chrono::milliseconds pause) ///< none: no longer
    {
        pause.count() > 0 ? m_quietTimer.start(pause) : m_quietTimer.stop();
        Q_EMIT quietAwaited(m_quietTimer.isActive());
    }
    void startPointed()
    {
        // While anything is computed or timed it has the processor for itself.
        if (m_settled && m_holders.empty() && m_inference && !m_segmenter.isBusy()) {
            if (const LaneWork work = m_probabilities.pointedWork(m_inference)) {
                m_segmenter.start(work, [] {});
            }
        }
    }
    void receive(pipeline::SliceOutcome outcome);
    bool updateShown();
    void updateTradeoff();
    void updateFigures();
    void segmentationFailed(quint64 job, ErrorCode code, const QString& text);
    void setSettled(bool settled);

    pipeline::Runtime m_runtime;
    Leaving m_leaving;
    Document& m_document;
    std::shared_ptr<const ActiveCase> m_case;
    /// What m_case is judged by, or will be once the labels that lie in the document are compared.
    std::shared_ptr<const LabelMap> m_askedReference;
    std::vector<std::shared_ptr<const model::Model>> m_models; ///< numbered by SeriesKey::model
    SeriesKey m_series;
    int m_slice = 0;
    std::set<const void*> m_acrossSlices; ///< who wants that
    std::set<const void*> m_holders;
    FurtherMasks m_further;
    std::vector<quant::Precision> m_scored;
    std::optional<ResultKey> m_shown;
    std::optional<ResultKey> m_impossible; ///< what could not be computed
    bool m_floatPath = true;               ///< false once the float path failed to load
    bool m_sweepStopped = false;
    bool m_adopting = false; ///< a new case is being set up; changes are answered at its end
    bool m_settled = true;

    PrecisionModel m_precision;
    TradeoffTableModel m_tradeoff;
    ResultStore m_results;
    /// What runs took against their forecasts; touched by m_segmenter's thread only, as is:
    std::shared_ptr<pipeline::ForecastRatios> m_ratios =
        std::make_shared<pipeline::ForecastRatios>();
    std::optional<pipeline::SliceForecast> m_told; ///< of what is being computed
    VolumeScores m_volumes;
    std::shared_ptr<pipeline::InferenceSession> m_inference; ///< used by m_segmenter's thread only
    QTimer m_visibleTimer; ///< runs while slices pass too quickly to segment each
    QTimer m_backgroundTimer;
    QTimer m_quietTimer; ///< until what was timed on a busy machine is timed again
    std::chrono::milliseconds m_quietPause = std::chrono::seconds(20);
    QElapsedTimer m_sinceSlice; ///< since the slice changed
    bool m_scrolling = false;
    QTimer m_figuresTimer;
    QTimer m_countTimer;
    Comparison m_comparison;
    Probabilities m_probabilities{m_document, *this};
    // Last, so that they stop before what their results are delivered to is gone.
    Opener m_opener;
    JobRunner m_segmenter;
    MaskSaver m_saver;
    FragileVoxels m_fragile{*this};
};

} // namespace halftone::ui
