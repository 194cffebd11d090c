// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "volume_window.h"

#include "core/eval/surface_distance.h"
#include "ui/widgets/views/compare_view.h"
#include "ui/widgets/views/other_view.h"
#include "ui/widgets/views/wipe_handle.h"

#include <QMenu>
#include <QRadioButton>
#include <QScrollArea>
#include <QToolButton>

#include <set>

/// A window in which two masks are compared, and what the core says of both.
namespace halftone::test {

/// At which a random model paints a part of the image.
inline constexpr Precision kPainting{1, 2};

class CompareWindow : public VolumeWindow {
protected:
    /// Of the same label: "d-other" has other weights and takes slices along L. "b-cord" knows
    /// other labels.
    void installCompared()
    {
        QVERIFY(m_folder.isValid());
        installModel("b-cord", Modality::MR, {"white-matter", "grey-matter"});
        installModel("c-ct", Modality::CT, {"pancreas"}, 8, 11);
        installModel("d-other", Modality::CT, {"pancreas"}, 8, 23);
        const std::string file = (path("d-other") + QStringLiteral(".halftone")).toStdString();
        model::Model model = model::readModel(toPath(QString::fromStdString(file)));
        model.card.preprocess.orientation = "PSL";
        model.card.labels.front().colour = {20, 200, 40};
        model::writeModel(toPath(QString::fromStdString(file)), model);
    }

    void openBlobs(const char* name = "blobs.nii.gz")
    {
        const Geometry geometry = patientGrid({96, 88, 12}, {0.8, 0.8, 3.0});
        openVolume(volume(geometry,
                          [](int i, int j, int k) {
                              return 127 + 60 * std::sin(i / 5.0 + k)
                                     + 60 * std::cos(j / 7.0 - k / 3.0);
                          }),
                   name);
        session().precision().setPrecision(kPainting);
        waitUntilSettled();
    }

    CompareView& compare() { return m_window->compare(); }
    SliceView& other() { return compare().other(); }
    WipeHandle& wipe() { return compare().wipe(); }
    Comparison& comparison() { return session().comparison(); }

    QMenu* chooser()
    {
        for (QMenu* menu : m_window->findChildren<QMenu*>()) {
            if (menu->title() == QStringLiteral("&Compare with")) {
                Q_EMIT menu->aboutToShow();
                return menu;
            }
        }
        return nullptr;
    }

    /// An entry of the menu or of one within it; null: none.
    static QAction* entry(const QMenu* menu, const QString& text)
    {
        for (QAction* action : menu->actions()) {
            QAction* found = action->text() == text      ? action
                             : action->menu() != nullptr ? entry(action->menu(), text)
                                                         : nullptr;
            if (found != nullptr) {
                return found;
            }
        }
        return nullptr;
    }

    /// What a person clicks; within the menu of another model if that is named.
    void choose(const QString& text, const QString& model = {})
    {
        const QMenu* menu = chooser();
        if (!model.isEmpty()) {
            const QAction* named = entry(menu, model);
            QVERIFY2(named != nullptr && named->menu() != nullptr, qPrintable(model));
            menu = named->menu();
        }
        QAction* action = entry(menu, text);
        QVERIFY2(action != nullptr && action->isEnabled(), qPrintable(text));
        action->trigger();
        waitUntilSettled();
    }

    QString otherName()
    {
        return other().findChild<QToolButton*>(QStringLiteral("otherChoice"))->accessibleName();
    }

    QString caption() { return mainView().findChild<QLabel*>(QStringLiteral("caption"))->text(); }

    QString figure(const char* name)
    {
        return m_window->findChild<QLabel*>(QString::fromLatin1(name))->text();
    }

    /// What the core makes of the open image, on its own grid.
    LabelMap maskByCore(const std::shared_ptr<const model::Model>& model, Precision precision)
    {
        const image::PreparedImage prepared(active().image(), model->card.preprocess);
        const auto predictor = pipeline::makePredictor(pipeline::makeRuntime(), model, precision);
        LabelMap oriented{prepared.orientedGeometry(), {}, {}};
        for (int slice = 0; slice < prepared.slices(); ++slice) {
            const auto labels =
                pipeline::segmentSlice(*predictor, prepared, pipeline::reachOf(model->network),
                                       slice, false, {})
                    .labels;
            oriented.voxels.insert(oriented.voxels.end(), labels.begin(), labels.end());
        }
        return prepared.toNative(oriented);
    }

    std::shared_ptr<const model::Model> installed(const char* name)
    {
        for (const auto& each : session().opener().library().models) {
            if (each.model->card.name == name) {
                return each.model;
            }
        }
        return nullptr;
    }

    /// B's picture is the image and, where the mask has a label, this colour over it.
    void checkOther(const LabelMap& mask, const QColor& colour)
    {
        compare().renderNow();
        const QImage seen = other().picture();
        const image::PlaneGrid& grid = other().slice().plane();
        std::set<int> values;
        for (int row = 0; row < grid.rows; ++row) {
            for (int column = 0; column < grid.columns; ++column) {
                const image::Point mm = grid.at(column, row);
                const auto voxel = voxelAt(mask.geometry, mm);
                const int value = voxel ? mask.voxels[flatIndex(mask.geometry, *voxel)] : 0;
                values.insert(value);
                const ScreenPoint at = other().slice().toScreen({double(column), double(row)});
                const QPoint pixel(static_cast<int>(std::lround(at.x - 0.5)),
                                   static_cast<int>(std::lround(at.y - 0.5)));
                if (!seen.rect().contains(pixel)) {
                    continue;
                }
                const QColor expected = value == 0 ? greyAt(mm) : blended(greyAt(mm), colour, 0.55);
                QVERIFY2(isNear(seen.pixelColor(pixel), expected),
                         qPrintable(describe(seen.pixelColor(pixel), expected)));
            }
        }
        QVERIFY2(values.size() == 2, "the test needs a mask that covers a part");
    }

    /// Slice k of a map on the image's own grid, which here is that of the active model.
    static std::vector<std::uint8_t> sliceOf(const LabelMap& map, int k)
    {
        const auto begin = map.voxels.begin()
                           + static_cast<std::ptrdiff_t>(map.geometry.sliceVoxels())
                                 * static_cast<std::ptrdiff_t>(k);
        return {begin, begin + static_cast<std::ptrdiff_t>(map.geometry.sliceVoxels())};
    }

    /// The panel says of two masks what the core does.
    void checkFigures(const LabelMap& a, const LabelMap& b, const char* word)
    {
        const int k = session().slice();
        Geometry flat = a.geometry;
        flat.size[2] = 1;
        const eval::Structure label{"pancreas", {1}};
        const auto mine = sliceOf(a, k);
        const auto theirs = sliceOf(b, k);
        const eval::ErrorCounts errors = eval::countErrors(mine, theirs);
        const double dice = eval::countOverlap(mine, theirs, label).dice();
        QVERIFY(errors.onlyHere + errors.missed > 0);
        const QChar kept(0x00A0); // a number and its unit are not torn apart
        const auto unbroken = [&](QString text) { return text.replace(QChar(u' '), kept); };
        QCOMPARE(figure("figure0"), formatScore(dice) + kept + QLatin1String(word));
        QCOMPARE(figure("figure1"), formatCount(errors.onlyHere) + kept + QStringLiteral("px"));
        QCOMPARE(figure("figure2"), formatCount(errors.missed) + kept + QStringLiteral("px"));
        const double pixelMm2 = a.geometry.spacingMm[0] * a.geometry.spacingMm[1];
        const QString area =
            formatArea(a.geometry, static_cast<double>(errors.onlyHere) * pixelMm2);
        QCOMPARE(m_window->findChild<QLabel*>(QStringLiteral("figure1"))->toolTip(), area);
        QCOMPARE(figure("figureArea1"), area);
        nothingIsCut();
        QCOMPARE(figure("figureDistance"),
                 unbroken(formatLength(a.geometry,
                                       eval::surfaceDistances(mine, theirs, flat).hausdorff95)));
        const eval::EvaluationReport all = eval::evaluate(a, b, std::span(&label, 1));
        const eval::ErrorCounts together = eval::countErrors(a.voxels, b.voxels);
        const QStringList lines = figure("figureVolume").split(QLatin1Char('\n'));
        QCOMPARE(lines.size(), 3);
        QCOMPARE(lines[0],
                 QStringLiteral("slices together: ") + formatScore(all.structures.front().dice));
        QCOMPARE(lines[1],
                 QStringLiteral("HD95 ")
                     + unbroken(formatLength(a.geometry, all.structures.front().hausdorff95)));
        QCOMPARE(lines[2], QStringLiteral("only here ")
                               + unbroken(formatVolume(a.geometry, together.onlyHere))
                               + QStringLiteral(", missed ")
                               + unbroken(formatVolume(a.geometry, together.missed)));
    }

    /// No label of the panel on the left ends beyond it, and no number has less room than it needs.
    void nothingIsCut()
    {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        auto* panel = m_window->findChild<QScrollArea*>(QStringLiteral("studyPanel"));
        const int room = panel->width() - 10; // a scroll bar may be there
        for (const QLabel* label : panel->widget()->findChildren<QLabel*>()) {
            if (!label->isVisible()) {
                continue;
            }
            const int right = label->mapTo(panel, QPoint(label->width(), 0)).x();
            QVERIFY2(right <= room, qPrintable(label->text()));
            QVERIFY2(label->wordWrap() || label->width() >= label->sizeHint().width(),
                     qPrintable(label->text()));
        }
    }

    /// The volume whose every voxel is what two sine waves say, as a label file.
    void writeLabels(const char* name, const char* label = "")
    {
        const Geometry& grid = active().image()->geometry;
        LabelMap map{grid, {}, {{1, label, {}}}};
        for (int k = 0; k < grid.size[2]; ++k) {
            for (int j = 0; j < grid.size[1]; ++j) {
                for (int i = 0; i < grid.size[0]; ++i) {
                    map.voxels.push_back(i > 20 + k && i < 60 && j > 15 && j < 50 ? 1 : 0);
                }
            }
        }
        image::writeLabelMap(toPath(path(name)), map);
    }
};

} // namespace halftone::test
