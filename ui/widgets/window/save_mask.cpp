// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/window/save_mask.h"

#include "core/image/mask_file.h"
#include "ui/document/edited_mask.h"
#include "ui/document/finding_text.h"
#include "ui/document/format.h"
#include "ui/document/path_text.h"
#include "ui/document/words.h"
#include "ui/widgets/controls/save_file.h"
#include "ui/widgets/panels/study_panel.h"
#include "ui/widgets/window/main_window.h"
#include "ui/widgets/window/proposed_name.h"

#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QRegularExpression>

#include <filesystem>
#include <memory>
#include <optional>
#include <system_error>

namespace halftone::ui {

namespace {

namespace fs = std::filesystem;

bool isDicom(const ActiveCase& active)
{
    return active.loaded().choice.format.rfind("DICOM", 0) == 0;
}

QString surfaceFormat()
{
    return tr("Surface of each label, STL (*.stl)");
}

/// Those that can hold the mask, the proposed one first.
QStringList formatsFor(const ActiveCase& active, SavedAs as)
{
    const Geometry& geometry = active.image()->geometry;
    QStringList formats{tr("NIfTI (*.nii.gz *.nii)"), tr("3D Slicer segmentation (*.seg.nrrd)"),
                        tr("NRRD (*.nrrd)"), tr("MetaImage (*.mha)"), tr("TIFF (*.tif *.tiff)")};
    if (isDicom(active)) {
        formats.prepend(tr("DICOM segmentation (*.dcm)"));
    }
    if (geometry.size[2] == 1) {
        formats.append(tr("PNG (*.png)"));
    }
    if (geometry.spacingKnown && as == SavedAs::Anything) {
        formats.append(surfaceFormat());
    }
    return formats;
}

/// The name of a layer as that of a file: "pancreas > 0.30, W4A6" as "pancreas-0.30-W4A6".
QString fileNameOf(QString layer)
{
    for (const std::string& extension : image::maskExtensions()) {
        if (layer.endsWith(QString::fromStdString(extension), Qt::CaseInsensitive)) {
            layer.chop(static_cast<qsizetype>(extension.size()));
        }
    }
    return layer.replace(QRegularExpression(QStringLiteral("[^\\w.-]+")), QStringLiteral("-"));
}

QString editedWordOf(const MaskSnapshot& mask)
{
    return mask.edited ? tr("edited") : tr("copy");
}

/// With the first extension of the chosen format where the name has none of a mask.
fs::path completed(const QString& name, const QString& format)
{
    for (const std::string& extension : image::maskExtensions()) {
        if (name.endsWith(QString::fromStdString(extension), Qt::CaseInsensitive)) {
            return toPath(name);
        }
    }
    return toPath(name + format.section(QStringLiteral("(*"), 1).section(u' ', 0, 0).remove(u')'));
}

bool mayReplace(QWidget& parent, const std::vector<fs::path>& files)
{
    QStringList present;
    for (const fs::path& file : files) {
        std::error_code ignored;
        if (fs::exists(file, ignored)) {
            present.append(toQString(file.filename()));
        }
    }
    if (present.isEmpty()) {
        return true;
    }
    QMessageBox question(
        QMessageBox::Warning, tr("Save Mask"),
        tr("%1 is there already. Replace it?").arg(present.join(QStringLiteral(", "))),
        QMessageBox::Cancel, &parent);
    const QPushButton* replace = question.addButton(tr("Replace"), QMessageBox::DestructiveRole);
    question.setDefaultButton(QMessageBox::Cancel);
    question.exec();
    return question.clickedButton() == replace;
}

/// Where a mask with these labels goes; nothing where the user changed his mind, or another image
/// was opened meanwhile.
std::optional<fs::path> askForPath(MainWindow& window, const QString& title,
                                   const QStringList& formats, const QString& proposed,
                                   const std::vector<Label>& labels)
{
    const std::shared_ptr<const Image> image = window.document().baseImage();
    QFileDialog dialog(&window, title);
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setFileMode(QFileDialog::AnyFile);
    dialog.setOption(QFileDialog::DontConfirmOverwrite); // names are completed first
    dialog.setNameFilters(formats);
    propose(dialog, proposed, window.folders(), FileKind::Mask);
    const QString accepted = askForFileToSave(dialog, window.folders(), FileKind::Mask);
    if (accepted.isEmpty()) {
        return std::nullopt;
    }
    if (window.document().baseImage() != image) {
        window.banners().add(MessageKind::Error,
                             tr("Another image was opened meanwhile: no mask was saved."));
        return std::nullopt;
    }
    fs::path path = completed(accepted, dialog.selectedNameFilter());
    try {
        return mayReplace(window, image::maskFiles(path, labels)) ? std::optional(path)
                                                                  : std::nullopt;
    } catch (const Error& error) {
        window.banners().add(MessageKind::Error, textOf(error));
        return std::nullopt;
    }
}

std::optional<fs::path> askForMaskPath(MainWindow& window, const QString& title,
                                       const QString& what, const std::vector<Label>& labels,
                                       SavedAs as)
{
    const ActiveCase& active = *window.session().active();
    const QString ending = isDicom(active) ? QStringLiteral(".dcm") : QStringLiteral(".nii.gz");
    auto path = askForPath(window, title, formatsFor(active, as),
                           proposedPath(active, what, ending), labels);
    if (path && as == SavedAs::Voxels && image::isSurfaceFile(*path)) {
        window.banners().add(MessageKind::Error,
                             tr("A surface cannot be edited again: save the mask itself, as "
                                ".nii.gz or .seg.nrrd, before it goes."));
        return std::nullopt;
    }
    return path;
}

} // namespace

void askToSaveMask(MainWindow& window)
{
    Session& session = window.session();
    const Layer* target = window.editing().target(); // which the brush is for
    const Layer* edited =
        target != nullptr && target->style.visible ? target : editedOnScreen(window.document());
    if (edited != nullptr) {
        askToSaveEdited(window, edited->id);
    } else if (const auto path = askForMaskPath(
                   window, tr("Save Mask"), formatPrecision(session.precision().precision()),
                   session.active()->model()->card.labels, SavedAs::Anything)) {
        session.saveMask(*path);
    }
}

quint64 askToSaveEdited(MainWindow& window, LayerId layer, SavedAs as)
{
    window.document().edits().endStroke();
    const std::optional<MaskSnapshot> mask = window.document().edits().snapshot(layer);
    if (!mask || window.session().active() == nullptr) {
        return 0;
    }
    const QString edited = editedWordOf(*mask);
    const QString precision = QString::fromStdString(mask->origin.precision);
    const auto path = askForMaskPath(
        window, tr("Save %1").arg(mask->name),
        precision.isEmpty() ? edited : precision + QChar(u'-') + edited, mask->fileLabels(), as);
    return path ? window.session().saveEdited(layer, *path) : 0;
}

void askToSaveSurface(MainWindow& window)
{
    Session& session = window.session();
    const ActiveCase& active = *session.active();
    const Layer* layer = window.document().find(window.studyPanel().layers().current());
    if (layer == nullptr
        || (layer->as<LabelsContent>() == nullptr && layer->as<EditedContent>() == nullptr)) {
        layer =
            editedOnScreen(window.document()); // which a mask that is seen is, where there is one
    }
    const auto* content = layer != nullptr ? layer->as<LabelsContent>() : nullptr;
    const bool isEdited = layer != nullptr && layer->as<EditedContent>() != nullptr;
    if (content == nullptr && !isEdited && !active.canSegment()) {
        window.banners().add(MessageKind::Note, tr("There is no surface to save: select a layer of "
                                                   "labels, or open a model."));
        return;
    }
    // The layer may go while the dialog is open.
    const LayerId id = layer != nullptr ? layer->id : 0;
    const std::shared_ptr<const LabelMap> labels = content != nullptr ? content->labels : nullptr;
    const auto edited = isEdited ? window.document().edits().snapshot(id) : std::nullopt;
    const QString extension = QStringLiteral(".stl");
    const QString precision = formatPrecision(session.precision().precision());
    const auto path = askForPath(window, tr("Save Surface"), {surfaceFormat()},
                                 labels   ? fileNameOf(layer->name) + extension
                                 : edited ? fileNameOf(layer->name) + QChar(u'-')
                                                + editedWordOf(*edited) + extension
                                          : proposedPath(active, precision, extension),
                                 labels   ? labels->labels
                                 : edited ? edited->fileLabels()
                                          : active.model()->card.labels);
    if (!path) {
        return;
    }
    if (labels) {
        session.saveLabels(*path, labels);
    } else if (edited) {
        session.saveEdited(id, *path);
    } else {
        session.saveMask(*path);
    }
}

void connectSaver(MainWindow& window)
{
    const MaskSaver* saver = &window.session().saver();
    Banners* banners = &window.banners();
    QObject::connect(saver, &MaskSaver::cancelled, &window, [banners](const QString& name) {
        banners->add(MessageKind::Note, tr("%1 was not saved: cancelled.").arg(name));
    });
    QObject::connect(saver, &MaskSaver::unsuited, &window, [&window](const QString& sentence) {
        window.banners().add(
            MessageKind::Error, sentence,
            {{tr("Save as another format..."), [&window] { askToSaveMask(window); }}});
    });
    QObject::connect(saver, &MaskSaver::saved, &window, [banners](const QString& path) {
        banners->addPassing(tr("The mask was saved to %1.").arg(path));
    });
    QObject::connect(saver, &MaskSaver::labelsSaved, &window, [banners](const QString& path) {
        banners->addPassing(tr("The labels were saved to %1.").arg(path));
    });
}

} // namespace halftone::ui
