// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/model.h"

#include <QElapsedTimer>
#include <QImage>
#include <QObject>
#include <QStringList>
#include <QTemporaryDir>
#include <QTimer>

#include <memory>
#include <vector>

class QWidget;

/// What tests of real windows share.
namespace halftone::test {

/// A folder with one model of random weights for EM images, named by HALFTONE_MODELS while this
/// lives. No float weights: full precision is W8A8 with and without LibTorch.
class RandomModelFolder {
public:
    explicit RandomModelFolder(int width);
    ~RandomModelFolder();

    [[nodiscard]] std::shared_ptr<const model::Model> model() const { return m_model; }
    [[nodiscard]] QString filePath(const QString& name) const { return m_folder.filePath(name); }

private:
    QTemporaryDir m_folder;
    std::shared_ptr<const model::Model> m_model;
};

/// Longest time the event loop of this thread was not running, since the last reset.
class LoopWatch : public QObject {
public:
    LoopWatch();
    void reset();
    [[nodiscard]] double longestGapMs() const { return m_longest; }

private:
    QTimer m_timer;
    QElapsedTimer m_clock;
    double m_longest = 0;
};

/// Of the channel that differs most.
[[nodiscard]] int channelDifference(QRgb a, QRgb b);

/// Pixels that differ by more than `tolerance` in a channel; -1 if the sizes differ.
[[nodiscard]] int differingPixels(const QImage& a, const QImage& b, int tolerance = 8);

/// The value below which a fraction of the values lies.
[[nodiscard]] double percentile(std::vector<double> values, double fraction);

/// Saves a picture for people to look at, if HALFTONE_TEST_PICTURES names a folder.
void keepPicture(const QImage& picture, const QString& name);

/// Drags files over a widget and drops them there; true: it takes them.
bool dropFiles(QWidget& on, const QStringList& files);

/// Before QApplication is made: OpenGL for VTK without multisampling.
void prepareOpenGl();
/// After: settings in test mode, the product's theme.
void prepareApplication();

} // namespace halftone::test

/// As QTEST_MAIN, with OpenGL windows.
#define HALFTONE_GUI_TEST_MAIN(TestClass)                                                          \
    int main(int argc, char** argv)                                                                \
    {                                                                                              \
        halftone::test::prepareOpenGl();                                                           \
        QApplication application(argc, argv);                                                      \
        halftone::test::prepareApplication();                                                      \
        TestClass test;                                                                            \
        return QTest::qExec(&test, argc, argv);                                                    \
    }
