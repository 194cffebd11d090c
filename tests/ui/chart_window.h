// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "window_fixture.h"

#include "ui/widgets/panels/tradeoff_panel.h"
#include "ui/widgets/views/point_card.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QToolButton>

namespace halftone::test {

/// A real window, for tests of its trade-off chart.
class ChartWindow : public WindowTest {
protected:
    ChartView& chart() { return m_window->precisionPanel().chart(); }
    TradeoffPanel& panel() { return *m_window->findChild<TradeoffPanel*>(); }
    template <typename Widget>
    Widget* child(const char* name)
    {
        return panel().findChild<Widget*>(QString::fromLatin1(name));
    }
    QWidget* part(const char* name) { return child<QWidget>(name); }
    QComboBox* combo(const char* name) { return child<QComboBox>(name); }

    ResultKey keyOf(Precision precision)
    {
        return {session().wanted()->series, precision, session().slice()};
    }

    const pipeline::TradeoffPoint& pointOf(const std::string& label)
    {
        const auto& points = session().tradeoff().points();
        return *std::find_if(points.begin(), points.end(), [&](const auto& point) {
            return quant::toString(point.precision) == label;
        });
    }

    static QString valueOf(const PointFacts& facts, const char* name)
    {
        for (const PointFact& fact : facts.facts) {
            if (fact.name.startsWith(QString::fromLatin1(name))) {
                return fact.value;
            }
        }
        return QStringLiteral("no such fact");
    }

    double costOf(Precision precision)
    {
        return pipeline::costOf(*session().tradeoff().find(precision), CostAxis::SliceTime);
    }

    /// A whole pixel at which the mouse finds the point; null where others hide it.
    QPoint placeToHover(Precision precision)
    {
        const auto& points = chart().chart().points();
        const double ratio = chart().devicePixelRatioF();
        for (std::size_t i = 0; i < points.size(); ++i) {
            if (points[i].label != quant::toString(precision)) {
                continue;
            }
            const auto at = *chart().chart().positionOf(i);
            for (int dy = -9; dy <= 9; ++dy) {
                for (int dx = -9; dx <= 9; ++dx) {
                    const QPoint pixel =
                        (QPointF(at.first, at.second) / ratio).toPoint() + QPoint(dx, dy);
                    if (chart().chart().pick(pixel.x() * ratio, pixel.y() * ratio) == i) {
                        return pixel;
                    }
                }
            }
        }
        return {};
    }

    /// Precisions that the mouse can find; how many lie on each other depends on the machine.
    std::vector<Precision> hoverable()
    {
        std::vector<Precision> found;
        for (const pipeline::TradeoffPoint& point : session().tradeoff().points()) {
            if (!placeToHover(point.precision).isNull()) {
                found.push_back(point.precision);
            }
        }
        return found;
    }

    /// As the window system tells it: the window finds the chart under the pointer by itself.
    void hover(const QPoint& at)
    {
        QTest::mouseMove(m_window->windowHandle(), chart().mapTo(m_window.get(), at));
        QCoreApplication::processEvents();
    }

    void leave()
    {
        QTest::mouseMove(m_window->windowHandle(), QPoint(m_window->width() / 2, 100));
        QCoreApplication::processEvents();
    }

    void press(Qt::Key key) { QTest::keyClick(&chart(), key); }

    void type(const char* name, const QString& text)
    {
        auto* box = child<QDoubleSpinBox>(name);
        box->setFocus();
        box->selectAll();
        QTest::keyClicks(box, text);
        QTest::keyClick(box, Qt::Key_Return);
    }

    /// As from the list: what the user picks.
    void choose(const char* name, int index)
    {
        QComboBox* box = combo(name);
        box->setFocus();
        while (box->currentIndex() != index) {
            QTest::keyClick(box, box->currentIndex() < index ? Qt::Key_Down : Qt::Key_Up);
        }
    }
};

} // namespace halftone::test
