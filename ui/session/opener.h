// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pipeline/load.h"
#include "ui/jobs/job_runner.h"
#include "ui/session/active_case.h"
#include "ui/session/value_memory.h"

#include <QObject>
#include <QString>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace halftone::ui {

/// Several at once, as the command line asks for them. What is empty is left alone.
struct OpenRequest {
    std::optional<std::filesystem::path> image;
    std::optional<phantom::Kind> sample;
    phantom::Options sampleOptions;
    std::optional<std::filesystem::path> reference;
    std::optional<std::string> model; ///< catalogue name or path
    int volume = 0;                   ///< of `image`, as image::ReadOptions has it
    std::optional<VolumePart> part{}; ///< the same
    /// Where there are several volumes, or one needs more memory than there is: nothing opens, but
    /// Opener::volumesFound or Opener::tooLarge.
    bool asks = false;
    std::vector<std::filesystem::path> moreLabels{}; ///< layers beside `reference`, read after it
    std::optional<std::string>
        referenceLabel{}; ///< as pipeline::LoadRequest has it, of `reference`
    std::optional<pipeline::ValueMeanings> meanings{}; ///< the same; nothing: what is remembered
    bool modelByHand = true; ///< false: `model` is one that would have been chosen by itself
};

/// A file to be read as a layer beside what is open.
struct LayerFile {
    std::filesystem::path path;
    bool isImage = false; ///< else labels
};

/// Reads models, images and labels, one at a time, on a thread of its own; what is asked for last
/// wins. Knows the installed models and which of them was used last.
class Opener : public QObject {
    Q_OBJECT

public:
    explicit Opener(QObject* parent = nullptr);

    /// Reads the installed models; what is opened before they are there waits for them.
    void start();

    /// `current` is what is open now, of which whatever is not asked for stays; null: nothing. A
    /// model that is asked for is for this image alone; while none is open, for the next one.
    void open(const OpenRequest& request, const std::shared_ptr<const ActiveCase>& current);
    /// One of the installed models, for what is open.
    void useModel(const model::Model& model, const std::shared_ptr<const ActiveCase>& current);
    /// What the reference shows: one of LoadedStudy::referenceChoices.
    void nameReference(const std::string& structure,
                       const std::shared_ptr<const ActiveCase>& current);
    /// What the values of the reference mean; remembered for files like it.
    void explainReference(const pipeline::ValueMeanings& meanings,
                          const std::shared_ptr<const ActiveCase>& current);
    /// Judges by labels that were read before; null: by none.
    void judgeBy(std::shared_ptr<const LabelMap> reference, const ActiveCase& current);
    /// Another image, or label files of `base`, beside what is open.
    void readImage(const std::filesystem::path& path);
    void readLabels(const std::vector<std::filesystem::path>& paths,
                    const std::shared_ptr<const Image>& base);
    /// The other label files of the request that this image was opened by, once it is open.
    void readRest(const std::shared_ptr<const Image>& opened)
    {
        if (opened == m_restOf && !m_rest.empty()) {
            readLabels(std::exchange(m_rest, {}), opened);
        }
    }
    /// Several of both kinds in their order, each by imageLoaded() or labelsLoaded(), or failed(),
    /// which ends none of the others. `added` is called with the number of each that was told.
    /// Then layersRead().
    void readLayers(const std::vector<LayerFile>& files, const std::shared_ptr<const Image>& base,
                    const std::function<void(std::size_t number)>& added);
    /// What is said of references is remembered between runs.
    void rememberMeanings() { m_meanings = std::make_shared<ValueMemory>(true); }
    /// What the system has left for an image, as image::ReadOptions asks for it; for tests.
    void setAvailableBytes(std::function<std::optional<std::size_t>()> available)
    {
        m_availableBytes = std::move(available);
    }
    void cancel() { m_lane.cancel(); }
    /// Something is read.
    [[nodiscard]] bool isBusy() const noexcept { return m_lane.isBusy(); }

    [[nodiscard]] const pipeline::ModelLibrary& library() const noexcept { return m_library; }
    /// The model that the user chose while no image was open, for the next one.
    [[nodiscard]] const std::optional<pipeline::InstalledModel>& chosen() const noexcept
    {
        return m_chosen;
    }
    void remembersUse(std::filesystem::path modelFile) { m_lastUsed = std::move(modelFile); }

Q_SIGNALS:
    void layersRead();
    void libraryChanged();
    /// What was asked for holds several volumes. Whatever was open still is; `request` with the
    /// number of one of them opens that.
    void volumesFound(const halftone::ui::OpenRequest& request,
                      const halftone::pipeline::VolumeChoice& choice);
    /// The same for a volume that needs more memory than there is, and a part of it.
    void tooLarge(const halftone::ui::OpenRequest& request,
                  const halftone::pipeline::TooLarge& volume);
    /// A model was chosen while no image is open.
    void modelChosen();
    void caseLoaded(const halftone::pipeline::LoadedStudy& loaded);
    void imageLoaded(const std::shared_ptr<const halftone::Image>& image);
    void labelsLoaded(const std::shared_ptr<const halftone::LabelMap>& labels, const QString& name);
    void started(const QString& what);
    void progressed(double fraction, const QString& what);
    void ended(); ///< well or not
    /// What was asked for could not be opened.
    void failed(const QString& sentence);
    /// A file among the installed models could not be read.
    void modelUnreadable(const QString& sentence);

private:
    void chooseModel(const std::string& nameOrPath);
    void load(pipeline::LoadRequest request, const QString& what, const OpenRequest& from = {});
    [[nodiscard]] pipeline::LoadRequest keep(const ActiveCase& current) const;

    pipeline::ModelLibrary m_library;
    std::optional<pipeline::InstalledModel> m_chosen;
    std::filesystem::path m_lastUsed;
    std::function<std::optional<std::size_t>()> m_availableBytes = availableMemoryBytes;
    bool m_started = false;
    std::shared_ptr<ValueMemory> m_meanings = std::make_shared<ValueMemory>(false);
    std::optional<OpenRequest> m_waiting;      ///< until the library is read
    std::vector<std::filesystem::path> m_rest; ///< label files that are read once m_restOf is open
    std::shared_ptr<const Image> m_restOf;
    JobRunner m_lane; ///< last: it stops before what its results are delivered to is gone
};

} // namespace halftone::ui
