// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/window/save_mask.h"

#include "core/image/mask_file.h"
#include "ui/document/format.h"
#include "ui/document/path_text.h"
#include "ui/widgets/controls/save_file.h"
#include "ui/widgets/panels/study_panel.h"
#include "ui/widgets/window/main_window.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QRegularExpression>

#include <filesystem>
#include <memory>
#include <system_error>

namespace halftone::ui {

namespace {

namespace fs = std::filesystem;

QString tr(const char* text)
{
    return QCoreApplication::translate("SaveMask", text);
}

bool isDicom(const ActiveCase& active)
{
    return active.loaded().choice.format.rfind("DICOM", 0) == 0;
}

QString surfaceFormat()
{
    return tr("Surface of each label, STL (*.stl)");
}

/// Those that can hold the mask, the proposed one first.
QStringList formatsFor(const ActiveCase& active)
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
    if (geometry.spacingKnown) {
        formats.append(surfaceFormat());
    }
    return formats;
}

/// "scan-W4A6" beside the image; of a sample, in the folder that the dialog opens.
QString proposedPath(const ActiveCase& active, quant::Precision precision, const QString& extension)
{
    const QString end = QChar(u'-') + formatPrecision(precision) + extension;
    fs::path file = active.loaded().choice.file;
    if (file.empty()) {
        return QString::fromStdString(active.image()->name).section(u'.', 0, 0) + end;
    }
    std::error_code ignored;
    file = fs::absolute(file, ignored).lexically_normal();
    if (!file.has_filename()) { // "folder/"
        file = file.parent_path();
    }
    const QString stem = toQString(file.filename()).section(u'.', 0, 0);
    return toQString(file.parent_path() / toPath(stem + end));
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

/// Runs a dialog; empty: nothing is to be saved.
fs::path askForPath(MainWindow& window, const QString& title, const QStringList& formats,
                    const QString& proposed, const std::vector<Label>& labels)
{
    const std::shared_ptr<const Image> image = window.document().baseImage();
    QFileDialog dialog(&window, title);
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setFileMode(QFileDialog::AnyFile);
    dialog.setOption(QFileDialog::DontConfirmOverwrite); // names are completed first
    dialog.setNameFilters(formats);
    if (const QFileInfo info(proposed); info.isAbsolute()) {
        dialog.setDirectory(info.path());
    }
    dialog.selectFile(QFileInfo(proposed).fileName());
    const QString accepted = askForFileToSave(dialog);
    if (accepted.isEmpty()) {
        return {};
    }
    if (window.document().baseImage() != image) {
        window.banners().add(MessageKind::Error,
                             tr("Another image was opened meanwhile: no mask was saved."));
        return {};
    }
    fs::path path = completed(accepted, dialog.selectedNameFilter());
    try {
        return mayReplace(window, image::maskFiles(path, labels)) ? path : fs::path();
    } catch (const Error& error) {
        window.banners().add(MessageKind::Error, QString::fromUtf8(error.what()));
        return {};
    }
}

} // namespace

void askToSaveMask(MainWindow& window)
{
    Session& session = window.session();
    const ActiveCase& active = *session.active();
    const fs::path path = askForPath(
        window, tr("Save Mask"), formatsFor(active),
        proposedPath(active, session.precision().precision(),
                     isDicom(active) ? QStringLiteral(".dcm") : QStringLiteral(".nii.gz")),
        active.model()->card.labels);
    if (!path.empty()) {
        session.saveMask(path);
    }
}

void askToSaveSurface(MainWindow& window)
{
    Session& session = window.session();
    const ActiveCase& active = *session.active();
    const Layer* layer = window.document().find(window.studyPanel().layers().current());
    const auto* content = layer != nullptr ? layer->as<LabelsContent>() : nullptr;
    if (content == nullptr && !active.canSegment()) {
        window.banners().add(MessageKind::Note, tr("There is no surface to save: select a layer of "
                                                   "labels, or open a model."));
        return;
    }
    // The layer may go while the dialog is open.
    const std::shared_ptr<const LabelMap> labels = content != nullptr ? content->labels : nullptr;
    const QString extension = QStringLiteral(".stl");
    const fs::path path =
        askForPath(window, tr("Save Surface"), {surfaceFormat()},
                   labels ? fileNameOf(layer->name) + extension
                          : proposedPath(active, session.precision().precision(), extension),
                   labels ? labels->labels : active.model()->card.labels);
    if (path.empty()) {
        return;
    }
    if (labels) {
        session.saveLabels(path, labels);
    } else {
        session.saveMask(path);
    }
}

} // namespace halftone::ui
