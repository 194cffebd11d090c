// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/volumes_model.h"

#include "core/base/visible_text.h"
#include "core/image/grid/plane.h"
#include "core/image/image_io.h"
#include "ui/session/display_window.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace halftone::ui {

namespace {

/// Of a file: it may hold anything.
QString shown(const std::string& text)
{
    constexpr std::size_t kMostBytes = 200;
    return QString::fromStdString(visible(text, kMostBytes)).trimmed();
}

} // namespace

QImage thumbnailOf(const Image& image)
{
    const Geometry& geometry = image.geometry;
    const image::Point middle{(geometry.size[0] - 1) / 2.0, (geometry.size[1] - 1) / 2.0,
                              static_cast<double>(geometry.size[2] / 2)};
    const image::PlaneGrid grid =
        image::planeGrid(geometry, image::planeOfSlices(geometry), image::toMm(geometry, middle));
    const std::vector<float> values = image::samplePlane(image, grid, image::Sampling::Nearest);
    // Windows that files ask for are seldom good for the whole range of MR.
    const DisplayWindow window = image.modality == Modality::CT ? firstWindow(image, nullptr)
                                                                : automaticWindow(image, nullptr);
    QImage picture(grid.columns, grid.rows, QImage::Format_Grayscale8);
    std::size_t pixel = 0;
    for (int row = 0; row < grid.rows; ++row) {
        uchar* line = picture.scanLine(row);
        for (int column = 0; column < grid.columns; ++column) {
            const double value = values[pixel++];
            const double level = (value - window.low) / (window.high - window.low);
            line[column] = std::isfinite(level)
                               ? static_cast<uchar>(std::lround(255 * std::clamp(level, 0.0, 1.0)))
                               : uchar{0};
        }
    }
    const double width = grid.columns * grid.columnSpacingMm();
    const double height = grid.rows * grid.rowSpacingMm();
    const double scale = std::max(grid.columns, grid.rows) / std::max(width, height);
    const QSize size(std::max(1, static_cast<int>(std::lround(width * scale))),
                     std::max(1, static_cast<int>(std::lround(height * scale))));
    return size == picture.size()
               ? picture
               : picture.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

VolumesModel::VolumesModel(pipeline::VolumeChoice choice, QObject* parent)
    : QAbstractTableModel(parent), m_choice(std::move(choice))
{
    connect(&m_lane, &JobRunner::failed, this, [this](quint64, ErrorCode, const QString& sentence) {
        m_failures[m_reading] = sentence;
        show(m_reading);
    });
}

bool VolumesModel::isUsed(Column column) const
{
    const auto says = [column](const image::VolumeSummary& volume) {
        switch (column) {
        case Modality: return !volume.modality.empty();
        case Images: return volume.images > 0;
        case Date: return !volume.date.empty();
        default: return true;
        }
    };
    return std::any_of(m_choice.volumes.begin(), m_choice.volumes.end(), says);
}

void VolumesModel::wantPictures(std::vector<int> rows)
{
    std::erase_if(rows, [this](int row) {
        return row < 0 || row >= rowCount() || m_pictures.contains(row) || m_failures.contains(row);
    });
    m_wanted = std::move(rows);
    readNext();
}

void VolumesModel::readNext()
{
    if (m_lane.isBusy() || m_wanted.empty()) {
        return;
    }
    const int row = m_wanted.front();
    m_wanted.erase(m_wanted.begin());
    m_reading = row;
    image::ReadOptions options;
    options.volume = row + 1;
    options.part =
        image::previewOf(m_choice.volumes[static_cast<std::size_t>(row)].size, kPicturePixels);
    m_lane.start(
        [file = m_choice.file, options](const JobContext& context) {
            return thumbnailOf(image::readImage(file, {}, context.stop(), options));
        },
        [this, row](const QImage& picture) {
            m_pictures[row] = picture;
            show(row);
        });
}

void VolumesModel::show(int row)
{
    Q_EMIT dataChanged(index(row, 0), index(row, kColumns - 1));
    // Once this job has ended for its lane, too.
    QMetaObject::invokeMethod(this, &VolumesModel::readNext, Qt::QueuedConnection);
}

int VolumesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_choice.volumes.size());
}

int VolumesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : kColumns;
}

QString VolumesModel::text(int row, Column column) const
{
    const image::VolumeSummary& volume = m_choice.volumes[static_cast<std::size_t>(row)];
    const auto& [x, y, z] = volume.size;
    switch (column) {
    case Number: return QString::number(row + 1);
    case Picture: return m_failures.contains(row) ? tr("no picture") : QString();
    case Name: {
        const QString words = shown(volume.description);
        const QString kind = shown(volume.kind);
        return words.isEmpty() || kind.isEmpty() ? words + kind : words + QChar(u'\n') + kind;
    }
    case Modality: return shown(volume.modality);
    case Size: return QStringLiteral("%1 \u00d7 %2 \u00d7 %3").arg(x).arg(y).arg(z);
    case Images: return volume.images > 0 ? QString::number(volume.images) : QString();
    case Date: return shown(volume.date);
    }
    return {};
}

QVariant VolumesModel::data(const QModelIndex& index, int role) const
{
    const int row = index.row();
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole) {
        return text(row, static_cast<Column>(index.column()));
    }
    if (role == Qt::DecorationRole && index.column() == Picture) {
        const auto found = m_pictures.find(row);
        return found != m_pictures.end() ? QVariant(found->second) : QVariant();
    }
    if (role == Qt::ToolTipRole) {
        const auto failure = m_failures.find(row);
        return failure != m_failures.end() ? failure->second : text(row, Name);
    }
    if (role == Qt::TextAlignmentRole) {
        const bool number = index.column() == Number || index.column() == Images;
        return QVariant(Qt::AlignVCenter | (number ? Qt::AlignRight : Qt::AlignLeft));
    }
    return {};
}

QVariant VolumesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::ToolTipRole) {
        switch (section) {
        case Picture: return tr("The middle slice");
        case Name: return tr("The series in the words of its file, and what tells it apart");
        case Size: return tr("Columns, rows and slices");
        case Images: return tr("Images of the series that it is made of");
        default: return {};
        }
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case Number: return tr("No.");
    case Name: return tr("Volume");
    case Modality: return tr("Modality");
    case Size: return tr("Voxels");
    case Images: return tr("Images");
    case Date: return tr("Date");
    default: return {};
    }
}

} // namespace halftone::ui
