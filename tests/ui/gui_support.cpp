// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "gui_support.h"

#include "core/model/model_file.h"
#include "ui/widgets/controls/theme.h"

#include <QApplication>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QMimeData>
#include <QStandardPaths>
#include <QUrl>
#include <QWidget>
#include <vtkOpenGLRenderWindow.h>

#include <algorithm>
#include <cstdlib>

namespace halftone::test {

RandomModelFolder::RandomModelFolder(int width)
{
    model::Model model = model::makeRandomModel(model::makeUNet(width, 1, 1), 11);
    model.card.name = "random-em";
    model.card.title = "Random EM";
    model.card.preprocess.modality = Modality::EM;
    model.card.nonCommercial = true;
    for (model::ConvWeights& conv : model.convs) {
        conv.master.clear();
        conv.floatScale.clear();
        conv.floatOffset.clear();
    }
    const QString path = filePath(QStringLiteral("random-em.halftone"));
    model::writeModel(path.toStdString(), model);
    m_model = std::make_shared<const model::Model>(std::move(model));
    qputenv("HALFTONE_MODELS", m_folder.path().toUtf8());
}

RandomModelFolder::~RandomModelFolder()
{
    qunsetenv("HALFTONE_MODELS");
}

LoopWatch::LoopWatch()
{
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_longest = std::max(m_longest, static_cast<double>(m_clock.nsecsElapsed()) / 1e6);
        m_clock.restart();
    });
    m_timer.start(1);
    reset();
}

void LoopWatch::reset()
{
    m_longest = 0;
    m_clock.restart();
}

int channelDifference(QRgb a, QRgb b)
{
    return std::max({std::abs(qRed(a) - qRed(b)), std::abs(qGreen(a) - qGreen(b)),
                     std::abs(qBlue(a) - qBlue(b))});
}

int differingPixels(const QImage& a, const QImage& b, int tolerance)
{
    if (a.size() != b.size()) {
        return -1;
    }
    int count = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            count += channelDifference(a.pixel(x, y), b.pixel(x, y)) > tolerance ? 1 : 0;
        }
    }
    return count;
}

double percentile(std::vector<double> values, double fraction)
{
    std::sort(values.begin(), values.end());
    const auto last = static_cast<double>(values.size() - 1);
    return values[static_cast<std::size_t>(fraction * last + 0.5)];
}

void keepPicture(const QImage& picture, const QString& name)
{
    const QString folder = qEnvironmentVariable("HALFTONE_TEST_PICTURES");
    if (!folder.isEmpty()) {
        picture.save(folder + QChar(u'/') + name + QStringLiteral(".png"));
    }
}

bool dropFiles(QWidget& on, const QStringList& files)
{
    QMimeData data;
    QList<QUrl> urls;
    for (const QString& file : files) {
        urls << QUrl::fromLocalFile(file);
    }
    data.setUrls(urls);
    const QPoint place = on.rect().center();
    // Without this no drop arrives.
    QDragEnterEvent enter(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&on, &enter);
    QDropEvent drop(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&on, &drop);
    return enter.isAccepted();
}

void prepareOpenGl()
{
    vtkOpenGLRenderWindow::SetGlobalMaximumNumberOfMultiSamples(0);
}

void prepareApplication()
{
    QStandardPaths::setTestModeEnabled(true);
    QApplication::setOrganizationName(QStringLiteral("HalftoneTest"));
    QApplication::setApplicationName(QStringLiteral("halftone-test"));
    ui::theme::apply(*qobject_cast<QApplication*>(QCoreApplication::instance()));
}

} // namespace halftone::test
