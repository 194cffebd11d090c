// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "volume_window.h"

#include <QRadioButton>

/// Two images and three label layers in a window, and what must be seen of them.
namespace halftone::test {

inline constexpr double kZ = 4; ///< of the plane that is looked at

/// Where the second image is dark and bright; at 27.5 to 30 mm it goes from one to the other.
inline constexpr double kEdgeFrom = 27.5;
inline constexpr double kEdgeTo = 30;

inline LabelMap labelMap(const Geometry& geometry, const std::function<int(int, int)>& labelAt)
{
    LabelMap map{geometry, {}, {}};
    for (int k = 0; k < geometry.size[2]; ++k) {
        for (int j = 0; j < geometry.size[1]; ++j) {
            for (int i = 0; i < geometry.size[0]; ++i) {
                map.voxels.push_back(static_cast<std::uint8_t>(labelAt(i, j)));
            }
        }
    }
    return map;
}

inline bool isWithin(int value, int from, int to)
{
    return value >= from && value < to;
}

class LayersWindow : public VolumeWindow {
protected:
    enum class Part { Swatch, Name, Eye };

    void openAll()
    {
        makeWindow();
        const Geometry base = patientGrid({64, 60, 6}, {1, 1, 2});
        openVolume(volume(base, [](int i, int j, int) { return 200 + (i * 7 + j * 5) % 300; }),
                   "base.nii.gz");
        waitUntilSettled();
        press(Qt::Key_X);
        press(Qt::Key_I);
        document().setCursor({32, 30, kZ});
        clickRow("pancreas", Part::Eye); // what a random model paints
        const Geometry coarse = patientGrid({16, 15, 4}, {2.5, 2.5, 3}, {10, 10, 0});
        image::writeImage(toPath(path("second.nii.gz")),
                          volume(coarse, [](int i, int, int) { return i < 8 ? 100 : 900; }));
        add([&] { session().opener().readImage(toPath(path("second.nii.gz"))); });
        addLabels("spot.nii.gz", labelMap(base, [](int i, int j) { return i < 20 && j < 20; }));
        addLabels("far.nii.gz", labelMap(patientGrid({10, 10, 6}, {2, 2, 2}, {30.3, 30.3, 0}),
                                         [](int, int) { return 1; }));
        addLabels("two.nii.gz", labelMap(base, [](int i, int j) {
                      return !isWithin(i, 40, 60) ? 0 : j < 10 ? 1 : isWithin(j, 12, 25) ? 2 : 0;
                  }));
        waitUntilSettled();
    }

    void addLabels(const char* name, const LabelMap& labels)
    {
        image::writeLabelMap(toPath(path(name)), labels);
        add([&] {
            session().opener().readLabels({toPath(path(name))}, session().active()->image());
        });
    }

    void add(const std::function<void()>& call)
    {
        QSignalSpy added(&document(), &Document::layerAdded);
        call();
        QVERIFY(added.wait(kTimeoutMs));
    }

    QStringList rowNames()
    {
        QStringList names;
        for (int row = 0; row < m_window->layers().rowCount(); ++row) {
            names.push_back(m_window->layers().index(row).data().toString());
        }
        return names;
    }

    /// A row's name may say the label after the layer's.
    const Layer& layerNamed(const char* name)
    {
        const QString layerName = QString::fromLatin1(name).section(QStringLiteral(": "), 0, 0);
        const auto found =
            std::find_if(document().layers().begin(), document().layers().end(),
                         [&](const Layer& layer) { return layer.name == layerName; });
        Q_ASSERT(found != document().layers().end());
        return *found;
    }

    QModelIndex rowNamed(const char* name)
    {
        return m_window->layers().index(
            static_cast<int>(rowNames().indexOf(QString::fromLatin1(name))));
    }

    bool isChecked(const char* name)
    {
        return rowNamed(name).data(Qt::CheckStateRole).toInt() == static_cast<int>(Qt::Checked);
    }

    void clickRow(const char* name, Part part)
    {
        const QModelIndex index = rowNamed(name);
        QVERIFY2(index.isValid(), name);
        auto* list = m_window->findChild<QListView*>(QStringLiteral("layerList"));
        list->scrollTo(index);
        const QRect box = list->visualRect(index);
        const int x = part == Part::Swatch ? box.left() + 14
                      : part == Part::Eye  ? box.right() - 16
                                           : box.center().x();
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, {x, box.center().y()});
    }

    QRadioButton* radio(const char* name)
    {
        return m_window->findChild<QRadioButton*>(QString::fromLatin1(name));
    }

    /// What a layer puts over what lies below it; an invalid colour is nothing.
    static QColor colourOf(const Layer& layer, const image::Point& mm)
    {
        if (const auto* content = layer.as<ImageContent>()) {
            const Image& image = *content->image;
            const auto voxel = voxelAt(image.geometry, mm);
            if (!voxel) {
                return {};
            }
            const DisplayWindow& window = layer.style.window;
            const double value = image.value(flatIndex(image.geometry, *voxel));
            const int grey = static_cast<int>(std::lround(
                255 * std::clamp((value - window.low) / (window.high - window.low), 0.0, 1.0)));
            return {grey, grey, grey};
        }
        const auto* content = layer.as<LabelsContent>();
        const auto voxel =
            content != nullptr ? voxelAt(content->labels->geometry, mm) : std::nullopt;
        if (!voxel || layer.style.outlined) {
            return {};
        }
        const int value = content->labels->voxels[flatIndex(content->labels->geometry, *voxel)];
        for (const LabelStyle& label : layer.style.labels) {
            if (label.value == value && label.visible) {
                return QColor(label.colour);
            }
        }
        return {};
    }

    QColor expectedAt(const image::Point& mm, const Layer* without = nullptr)
    {
        QColor colour;
        for (const bool images : {true, false}) { // labels lie over all images
            for (const Layer& layer : document().layers()) {
                const QColor mine = colourOf(layer, mm);
                if ((layer.as<ImageContent>() != nullptr) == images && layer.style.visible
                    && &layer != without && mine.isValid()) {
                    colour = colour.isValid() ? blended(colour, mine, layer.style.opacity) : mine;
                }
            }
        }
        return colour;
    }

    /// The view shows the layer at a point.
    bool isPainted(const image::Point& mm, const char* name)
    {
        const QImage seen = picture(Plane::Axial);
        const QColor found = seen.pixelColor(screenAt(Plane::Axial, mm));
        const QColor with = expectedAt(mm);
        const QColor without = expectedAt(mm, &layerNamed(name));
        return isNear(found, with) && !isNear(found, without);
    }

    void checkPixels()
    {
        for (const Plane plane : image::kPlanes) {
            if (!view(plane).isVisible()) {
                continue;
            }
            const QImage seen = picture(plane);
            const image::PlaneGrid& grid = view(plane).slice().plane();
            for (int row = 0; row < grid.rows; ++row) {
                for (int column = 0; column < grid.columns; ++column) {
                    const image::Point mm = grid.at(column, row);
                    if (mm[0] > kEdgeFrom && mm[0] < kEdgeTo) {
                        continue;
                    }
                    const QColor found = seen.pixelColor(screenAt(plane, column, row));
                    const QColor expected = expectedAt(mm);
                    QVERIFY2(isNear(found, expected), qPrintable(describe(found, expected)));
                }
            }
        }
    }

    /// A line runs around far.nii.gz, where voxels end.
    void checkOutline()
    {
        const QImage with = picture(Plane::Axial);
        press(Qt::Key_W);
        const QImage without = picture(Plane::Axial);
        press(Qt::Key_W);
        const QPoint middle = screenAt(Plane::Axial, {40, 40, kZ});
        const QPoint left = screenAt(Plane::Axial, {29.5, 40, kZ});
        const QPoint top = screenAt(Plane::Axial, {40, 29.5, kZ});
        const auto changed = [&](const QPoint& at) {
            const QRect box(at - QPoint(2, 2), QSize(5, 5));
            return differingPixels(with.copy(box), without.copy(box), 20) >= 5;
        };
        QVERIFY(changed(left));
        QVERIFY(changed(top));
        QVERIFY(!changed(middle));
    }
};

} // namespace halftone::test
