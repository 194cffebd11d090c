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
#include "ui/widgets/window/main_window.h"
#include "ui/widgets/window/proposed_name.h"

#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>

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
        formats.append(tr("Surface of each label, STL (*.stl)"));
    }
    return formats;
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
std::optional<fs::path> askForPath(MainWindow& window, const QString& what,
                                   const std::vector<Label>& labels)
{
    Session& session = window.session();
    const ActiveCase& active = *session.active();
    const std::shared_ptr<const Image> image = active.image();
    QFileDialog dialog(&window, tr("Save Mask"));
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setFileMode(QFileDialog::AnyFile);
    dialog.setOption(QFileDialog::DontConfirmOverwrite); // names are completed first
    dialog.setNameFilters(formatsFor(active));
    propose(dialog,
            proposedPath(active, what,
                         isDicom(active) ? QStringLiteral(".dcm") : QStringLiteral(".nii.gz")),
            window.folders(), FileKind::Mask);
    const QString accepted = askForFileToSave(dialog, window.folders(), FileKind::Mask);
    if (accepted.isEmpty()) {
        return std::nullopt;
    }
    if (session.active() == nullptr || session.active()->image() != image) {
        window.banners().add(MessageKind::Error,
                             tr("Another image was opened meanwhile: no mask was saved."));
        return std::nullopt;
    }
    const fs::path path = completed(accepted, dialog.selectedNameFilter());
    try {
        return mayReplace(window, image::maskFiles(path, labels)) ? std::optional(path)
                                                                  : std::nullopt;
    } catch (const Error& error) {
        window.banners().add(MessageKind::Error, textOf(error));
        return std::nullopt;
    }
}

} // namespace

void askToSaveMask(MainWindow& window)
{
    Session& session = window.session();
    if (const Layer* edited = editedOnScreen(window.document())) {
        askToSaveEdited(window, edited->id);
    } else if (const auto path =
                   askForPath(window, formatPrecision(session.precision().precision()),
                              session.active()->model()->card.labels)) {
        session.saveMask(*path);
    }
}

bool askToSaveEdited(MainWindow& window, LayerId layer)
{
    window.document().edits().endStroke();
    const std::optional<MaskSnapshot> mask = window.document().edits().snapshot(layer);
    if (!mask || window.session().active() == nullptr) {
        return false;
    }
    const QString edited = mask->edited ? tr("edited") : tr("copy");
    const QString precision = QString::fromStdString(mask->origin.precision);
    const auto path =
        askForPath(window, precision.isEmpty() ? edited : precision + QChar(u'-') + edited,
                   mask->fileLabels());
    if (path) {
        window.session().saveEdited(layer, *path);
    }
    return path.has_value();
}

} // namespace halftone::ui
