// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "volume_window.h"

#include "ui/document/edited_mask.h"
#include "ui/widgets/panels/layers_panel.h"

#include <QAction>
#include <QMessageBox>

/// A window with a small CT, whose values tell where a voxel is, and what tests of editing share.
namespace halftone::test {

inline int valueAt(int i, int j, int k)
{
    return i * 10 + j + k * 1000;
}

inline Image editedVolume()
{
    return volume(patientGrid({40, 32, 12}, {1.0, 1.5, 4.0}, {-20, -24, -22}), valueAt);
}

class EditingWindow : public VolumeWindow {
protected:
    using Voxel = std::array<int, 3>;

    void begin()
    {
        makeWindow();
        openVolume(editedVolume(), "scan.nii.gz");
        waitUntilSettled();
    }

    /// With labels of which no voxel is labelled, and the brush.
    void beginEmpty()
    {
        begin();
        press(Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(editing().target() != nullptr);
        QVERIFY(mainView().tool() == ToolKind::Brush);
    }

    Editing& editing() { return m_window->editing(); }
    /// Something is edited.
    const EditedMask& edited() { return *editing().target()->as<EditedContent>()->mask; }
    LabelMap editedMap() { return edited().labels().snapshot().toLabelMap(); }

    std::size_t labelled(std::uint8_t label = 1)
    {
        const LabelMap map = editedMap();
        return static_cast<std::size_t>(std::count(map.voxels.begin(), map.voxels.end(), label));
    }
    std::uint8_t at(const Voxel& voxel)
    {
        return edited().labels().at(voxel[0], voxel[1], voxel[2]);
    }
    /// Voxels that have a label, by what `isMeant` says of their place.
    std::size_t labelledWhere(const std::function<bool(int, int, int)>& isMeant)
    {
        const auto [columns, rows, slices] = edited().labels().geometry().size;
        std::size_t count = 0;
        for (int k = 0; k < slices; ++k) {
            for (int j = 0; j < rows; ++j) {
                for (int i = 0; i < columns; ++i) {
                    count += at({i, j, k}) != 0 && isMeant(i, j, k) ? 1U : 0U;
                }
            }
        }
        return count;
    }

    QPoint pointAt(Plane plane, const Voxel& voxel)
    {
        const image::Point mm = image::toMm(document().baseImage()->geometry,
                                            {double(voxel[0]), double(voxel[1]), double(voxel[2])});
        return (QPointF(screenAt(plane, mm)) / view(plane).devicePixelRatioF()).toPoint();
    }
    int sliceHere() { return session().slice(); }

    /// As a person does, with moves between.
    void stroke(Plane plane, const std::vector<Voxel>& line, Qt::KeyboardModifiers modifiers = {},
                bool isReleased = true)
    {
        SliceView* target = &view(plane);
        const QPoint first = pointAt(plane, line.front());
        QTest::mouseMove(target, first);
        QTest::mousePress(target, Qt::LeftButton, modifiers, first);
        QPoint last = first;
        for (const Voxel& voxel : line) {
            last = pointAt(plane, voxel);
            QMouseEvent move(QEvent::MouseMove, last, target->mapToGlobal(QPointF(last)),
                             Qt::NoButton, Qt::LeftButton, modifiers);
            QApplication::sendEvent(target, &move);
        }
        if (isReleased) {
            QTest::mouseRelease(target, Qt::LeftButton, modifiers, last);
        }
    }
    void paint(const Voxel& voxel) { stroke(Plane::Axial, {voxel}); }

    QString caption(Plane plane)
    {
        return view(plane).findChild<QLabel*>(QStringLiteral("caption"))->text();
    }
    QString undoText()
    {
        for (QAction* action : m_window->actions()) {
            if (action->shortcuts().contains(QKeySequence(Qt::CTRL | Qt::Key_Z))) {
                return action->text().remove(QChar(u'&'));
            }
        }
        return {};
    }
    QAction* action(Command command)
    {
        for (QAction* each : m_window->actions()) {
            if (each->text() == textOf(binding(command))) {
                return each;
            }
        }
        return nullptr;
    }
    template <typename Widget>
    Widget* widget(const char* name)
    {
        return m_window->findChild<Widget*>(QString::fromLatin1(name));
    }
    void setSize(int voxels)
    {
        BrushOptions options = editing().options();
        options.size = voxels;
        editing().setOptions(options);
    }
};

} // namespace halftone::test
