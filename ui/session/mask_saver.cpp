// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/mask_saver.h"

#include "core/image/image_io.h"
#include "core/pipeline/segment.h"
#include "ui/document/finding_text.h"
#include "ui/document/format.h"
#include "ui/document/path_text.h"

#include <QCoreApplication>
#include <QStringList>

#include <utility>

namespace halftone::ui {

namespace {

std::string program()
{
    return "Halftone " + QCoreApplication::applicationVersion().toStdString();
}

} // namespace

MaskSaver::MaskSaver(pipeline::Runtime runtime, QObject* parent)
    : QObject(parent), m_runtime(std::move(runtime))
{
    connect(&m_lane, &JobRunner::progressed, this,
            [this](quint64 job, double, const QString& what) {
                Q_EMIT changed(tr("Saving %1, %2").arg(m_names[job], what));
            });
    connect(&m_lane, &JobRunner::finished, this, &MaskSaver::reportEnd);
    connect(&m_lane, &JobRunner::cancelled, this, [this](quint64 job) {
        Q_EMIT cancelled(m_names[job]);
        reportEnd(job);
    });
    connect(&m_lane, &JobRunner::failed, this,
            [this](quint64 job, ErrorCode code, const QString& text) {
                if (code == ErrorCode::Unsupported) {
                    Q_EMIT unsuited(text);
                } else {
                    Q_EMIT failed(text);
                }
                reportEnd(job);
            });
}

void MaskSaver::reportEnd(quint64 job)
{
    m_names.erase(job);
    Q_EMIT ended(job);
    if (!m_lane.isBusy()) {
        Q_EMIT changed({});
    }
}

QStringList MaskSaver::outputsOf(const std::filesystem::path& path,
                                 const std::vector<Label>& labels,
                                 const std::vector<FileRole>& open)
{
    QStringList names;
    try {
        std::vector<FileRole> outputs;
        for (const std::filesystem::path& file : image::maskFiles(path, labels)) {
            outputs.push_back({"the mask", file});
            names.append(toQString(file));
        }
        requireDistinct(outputs, open);
    } catch (const Error& error) {
        Q_EMIT failed(textOf(error));
        return {};
    }
    return names;
}

void MaskSaver::saveLabels(const std::filesystem::path& path,
                           std::shared_ptr<const LabelMap> labels,
                           const std::vector<FileRole>& open)
{
    const QStringList names = outputsOf(path, labels->labels, open);
    if (names.isEmpty()) {
        return;
    }
    const QString name = toQString(path.filename());
    Q_EMIT changed(tr("Saving %1").arg(name));
    const std::uint64_t job = m_lane.start(
        [path, labels = std::move(labels)](const JobContext& context) {
            throwIfStopped(context.stop());
            image::writeLabelMap(path, *labels);
        },
        [this, names] { Q_EMIT labelsSaved(names.join(QStringLiteral(", "))); });
    m_names[job] = name;
}

void MaskSaver::save(const std::filesystem::path& path, std::shared_ptr<const ActiveCase> active,
                     quant::Precision precision, std::vector<FileRole> open)
{
    if (!active || !active->canSegment()) {
        Q_EMIT failed(tr("There is no mask to save: open an image and a model first."));
        return;
    }
    image::MaskOrigin origin = pipeline::maskOriginOf(active->loaded(), precision, program());
    const std::vector<Label> labels = active->model()->card.labels;
    const auto make = [runtime = m_runtime, active, precision](const JobContext& context) {
        const auto predictor = pipeline::makePredictor(runtime, active->model(), precision);
        return pipeline::segmentVolume(*predictor, *active->model(), active->prepared(), false,
                                       context.progress(), context.stop(), runtime.pool.get(),
                                       runtime.mostTileBytes)
            .mask;
    };
    start(
        path, tr("%1 at %2").arg(toQString(path.filename()), formatPrecision(precision)),
        std::move(active), std::move(origin), labels, make, [] {}, std::move(open));
}

quint64 MaskSaver::saveEdited(const std::filesystem::path& path,
                              std::shared_ptr<const ActiveCase> active, MaskSnapshot mask,
                              std::function<void()> done, std::vector<FileRole> open)
{
    if (!active) {
        Q_EMIT failed(tr("There is no mask to save: open an image first."));
        return 0;
    }
    image::MaskOrigin origin = mask.origin;
    origin.program = program();
    origin.imageFile = active->loaded().choice.file;
    origin.volume = active->loaded().choice.volume;
    std::vector<Label> labels = mask.fileLabels();
    const auto make = [mask = std::move(mask)](const JobContext& context) {
        context.progress()(0, tr("collecting slices").toStdString());
        return mask.toLabelMap();
    };
    return start(path, toQString(path.filename()), std::move(active), std::move(origin),
                 std::move(labels), make, std::move(done), std::move(open));
}

quint64 MaskSaver::start(const std::filesystem::path& path, const QString& name,
                         std::shared_ptr<const ActiveCase> active, image::MaskOrigin origin,
                         std::vector<Label> labels, MakeMask make, std::function<void()> done,
                         std::vector<FileRole> open)
{
    const pipeline::LoadedStudy& loaded = active->loaded();
    open.push_back({"the image", loaded.choice.file});
    open.push_back({"the model", loaded.modelFile});
    for (const std::filesystem::path& file : loaded.image->files) {
        open.push_back({"a file of the image", file});
    }
    const QStringList names = outputsOf(path, labels, open);
    if (names.isEmpty()) {
        return 0;
    }
    Q_EMIT changed(tr("Saving %1").arg(name));
    const std::uint64_t job = m_lane.start(
        [active = std::move(active), origin = std::move(origin), labels = std::move(labels), path,
         make = std::move(make)](const JobContext& context) {
            // Before minutes of work, not after them, it says what speaks against the file.
            const image::MaskFile file(path, origin, *active->image(), labels, context.stop());
            file.write(make(context));
        },
        [this, names, done = std::move(done)] {
            done();
            Q_EMIT saved(names.join(QStringLiteral(", ")));
        });
    m_names[job] = name;
    return job;
}

} // namespace halftone::ui
