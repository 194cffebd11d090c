// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pipeline/inference_session.h"
#include "core/pipeline/load.h"
#include "core/pipeline/predictors.h"
#include "ui/jobs/job_runner.h"
#include "ui/session/background_plan.h"
#include "ui/document/layers_model.h"
#include "ui/session/meter_values.h"
#include "ui/session/precision_model.h"
#include "ui/session/result_store.h"
#include "ui/session/study.h"
#include "ui/session/tradeoff_table_model.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

namespace halftone::ui {

/// What is open, at which precision it is looked at, and the work that follows from it. Joins the
/// jobs with the models and knows no widget. Everything that takes time runs in three lanes: one
/// reads files, one segments, one saves. A change of slice or precision segments the visible slice
/// first; when it is there, the rest follows in the background until settled().
class StudyController : public QObject {
    Q_OBJECT

public:
    explicit StudyController(pipeline::Runtime runtime, QObject* parent = nullptr);

    /// Reads the installed models; other loads wait for it.
    void start();

    void openImage(const std::filesystem::path& path);
    void openSample(phantom::Kind kind, const phantom::Options& options = {});
    void openReference(const std::filesystem::path& path);
    /// What the reference that is open shows: one of Study::referenceChoices.
    void setReferenceLabel(const std::string& name);
    /// By catalogue name or path, for the study that is open and those that follow, unless they
    /// state a modality that another installed model is made for.
    void openModel(const std::string& nameOrPath);
    /// Several at once, as the command line asks for them. What is empty is left alone.
    struct OpenRequest {
        std::optional<std::filesystem::path> image;
        std::optional<phantom::Kind> sample;
        phantom::Options sampleOptions;
        std::optional<std::filesystem::path> reference;
        std::optional<std::string> model;
    };
    void open(const OpenRequest& request);
    void cancelLoading() { m_loader.cancel(); }
    /// Segments all slices at the present precision and writes the mask on the native grid, behind
    /// whatever is opened meanwhile: nothing but cancelSaving() ends it before the file is whole.
    void saveMask(const std::filesystem::path& path);
    void cancelSaving() { m_saver.cancel(); }
    [[nodiscard]] bool isSaving() const noexcept { return m_saver.isBusy(); }

    void setSlice(int slice);
    /// No more points for the chart, until the next study.
    void cancelSweep();

    [[nodiscard]] const Study& study() const noexcept { return m_study; }
    [[nodiscard]] int slice() const noexcept { return m_slice; }
    [[nodiscard]] PrecisionModel& precision() noexcept { return m_precision; }
    [[nodiscard]] LayersModel& layers() noexcept { return m_layers; }
    [[nodiscard]] TradeoffTableModel& tradeoff() noexcept { return m_tradeoff; }
    [[nodiscard]] SliceCache& cache() noexcept { return m_cache; }
    [[nodiscard]] const pipeline::ModelLibrary& library() const noexcept { return m_library; }
    [[nodiscard]] MeterValues meters() const;
    /// Mask of the visible slice at the present precision, or null while it is computed.
    [[nodiscard]] std::shared_ptr<const std::vector<std::uint8_t>> mask();
    /// "integer engine, AVX-512 VNNI, 2 threads" of the mask that is shown; empty before.
    [[nodiscard]] QString engine() const;
    /// Score of each slice at the present precision, NaN where unknown.
    [[nodiscard]] std::vector<double> sliceScores() const;
    [[nodiscard]] int sweepTotal() const { return static_cast<int>(wanted().sweep.size()); }
    [[nodiscard]] bool isSettled() const noexcept { return m_settled; }

Q_SIGNALS:
    void libraryChanged();
    void studyChanged();
    void sliceChanged(int slice);
    /// The mask of the visible slice is there, or is gone.
    void maskChanged();
    /// The mask of full precision of the visible slice is there, for those who compare with it.
    void fullMaskChanged();
    /// Anything the meters, the strip or the statistics show.
    void figuresChanged();
    void sweepProgressed(int done, int total);
    /// Mask, strip, meters and sweep of what is shown are complete, or cannot be had.
    void settled();
    void loadStarted(const QString& what);
    void loadProgressed(double fraction, const QString& what);
    /// Loading ended, well or not.
    void loadEnded();
    void failed(const QString& sentence);
    void maskSaved(const QString& path);
    /// What is being written and how far it is; empty when there is nothing more to save.
    void savingChanged(const QString& what);

private:
    [[nodiscard]] Wanted wanted() const;
    /// For images to come, while none is open.
    void chooseModel(const std::string& nameOrPath);
    void load(pipeline::LoadRequest request, const QString& what);
    void adopt(pipeline::LoadedStudy loaded);
    void setDomain();
    void requestMask();
    void startBackground();
    void receive(pipeline::SliceOutcome outcome, bool timed);
    void updateTradeoff();
    /// Soon, and not for every piece that arrives: drawing takes time from what is being timed.
    void scheduleFigures();
    void updateFigures();
    void segmentationFailed(ErrorCode code, const QString& text);
    void setSettled(bool settled);

    pipeline::Runtime m_runtime;
    pipeline::ModelLibrary m_library;
    pipeline::ModelHabit m_habit;
    Study m_study;
    int m_slice = 0;
    bool m_floatPath = true; ///< false once the float path failed to load
    bool m_sweepCancelled = false;
    bool m_adopting = false; ///< a new study is being set up; changes are answered at its end
    bool m_settled = true;
    bool m_started = false;
    std::optional<OpenRequest> m_waiting; ///< until the library is read

    PrecisionModel m_precision;
    LayersModel m_layers;
    TradeoffTableModel m_tradeoff;
    SliceCache m_cache;
    std::shared_ptr<pipeline::InferenceSession> m_session; ///< used by m_segmenter's thread only
    QTimer m_backgroundTimer;
    QTimer m_figuresTimer;
    // Last, so that they stop before what their results are delivered to is gone.
    JobRunner m_loader;
    JobRunner m_segmenter;
    JobRunner m_saver{Lane::Queued};
};

} // namespace halftone::ui
