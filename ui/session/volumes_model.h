// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pipeline/load.h"
#include "ui/jobs/job_runner.h"

#include <QAbstractTableModel>
#include <QImage>

#include <map>
#include <vector>

namespace halftone::ui {

/// The volumes of a file or folder, one a row, as people tell them apart. Pictures of their middle
/// slices are read one at a time behind it, of the rows that are asked for; what is read of a file
/// is one slice, thinned out, and none of it is kept longer than this.
class VolumesModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Number, Picture, Name, Modality, Size, Images, Date };
    static constexpr int kColumns = Date + 1;
    /// Longest side of a picture, in its own pixels: enough for two to a point.
    static constexpr int kPicturePixels = 144;

    explicit VolumesModel(pipeline::VolumeChoice choice, QObject* parent = nullptr);

    /// False where no volume says anything there.
    [[nodiscard]] bool isUsed(Column column) const;
    /// Pictures of these rows come next, in this order; what was asked for before and has not
    /// begun is forgotten.
    void wantPictures(std::vector<int> rows);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    /// DecorationRole of Picture: a QImage, or nothing while there is none. ToolTipRole: all of it,
    /// and why there is no picture.
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    [[nodiscard]] QString text(int row, Column column) const;
    void readNext();
    void show(int row);

    pipeline::VolumeChoice m_choice;
    std::map<int, QImage> m_pictures;  ///< by row
    std::map<int, QString> m_failures; ///< sentences, by row
    std::vector<int> m_wanted;
    int m_reading = -1; ///< the row of the last job
    JobRunner m_lane;   ///< last: it stops before what its results are delivered to is gone
};

/// The middle slice of an image as it is looked at: upright, in true proportion, CT in the
/// window that it opens in, others from their darkest to their brightest, its longest side that of
/// the larger number of pixels.
[[nodiscard]] QImage thumbnailOf(const Image& image);

} // namespace halftone::ui
