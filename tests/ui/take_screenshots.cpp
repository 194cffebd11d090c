// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// usage: take_screenshots FOLDER
//
// Pictures of the window for the README, of synthetic samples only: real ones, taken while the
// window does what its users see. slider-NN.png are one move of the slider each, from W8A8 down to
// W1A1. resources/screenshots/renew.sh makes the files of the README of them.
#include "tests/bench/window_clock.h"

#include "tests/support/cohort_folder.h"
#include "ui/document/colour_by.h"
#include "ui/document/path_text.h"
#include "ui/widgets/cohort/cohort_page.h"
#include "ui/widgets/network/network_page.h"

#include <QApplication>
#include <QCursor>
#include <QDir>
#include <QScreen>
#include <QTemporaryDir>

#include <cstdio>
#include <exception>

namespace {

using namespace halftone;
using namespace halftone::bench;

constexpr QSize kSize(1440, 900);
/// One bit less a move, weights and activations in turn: what a hand on the two sliders does.
constexpr Precision kMoves[] = {{8, 8}, {7, 8}, {6, 8}, {6, 6}, {5, 6}, {4, 6}, {4, 5},
                                {4, 4}, {3, 4}, {2, 4}, {2, 3}, {2, 2}, {1, 2}, {1, 1}};

void save(Window& window, const QDir& folder, const QString& name)
{
    const QString path = folder.filePath(name);
    if (!window.window.picture().save(path)) {
        throw Error(ErrorCode::FileWrite, path.toStdString() + " was not written.");
    }
    std::printf("%s\n", qPrintable(path));
}

void settle(Window& window)
{
    if (!window.session().isSettled()) {
        waitFor(&window.session(), &Session::settled, kAlways);
    }
    pauseBriefly();
}

void open(Window& window, phantom::Kind kind)
{
    window.session().openSample(kind);
    waitFor(&window.session(), &Session::caseChanged, kAlways);
    settle(window);
}

void takeSlider(Window& window, const QDir& folder)
{
    open(window, phantom::Kind::Em);
    setColourBy(window.window.document(), ColourBy::ErrorAgainstReference);
    int number = 0;
    for (const Precision precision : kMoves) {
        if (!window.isOffered(precision)) {
            continue;
        }
        window.setPrecision(precision);
        settle(window);
        save(window, folder,
             QStringLiteral("slider-%1.png").arg(number++, 2, 10, QLatin1Char('0')));
    }
}

void takePlanes(Window& window, const QDir& folder)
{
    open(window, phantom::Kind::Abdomen);
    window.setPrecision(quant::kBalanced);
    window.setLayout(Layout::FourViews);
    settle(window);
    save(window, folder, QStringLiteral("scene-ct-planes.png"));
    window.setLayout(Layout::OnePlane);
}

void takeMain(Window& window, const QDir& folder)
{
    open(window, phantom::Kind::Em);
    window.setPrecision(quant::kBalanced);
    setColourBy(window.window.document(), ColourBy::ErrorAgainstReference);
    settle(window);
    save(window, folder, QStringLiteral("scene-em-w4a6.png"));
}

void takeCompare(Window& window, const QDir& folder)
{
    open(window, phantom::Kind::Em);
    Document& document = window.window.document();
    setColourBy(document, ColourBy::Label);
    window.setPrecision(quant::kBalanced);
    document.setOther(OtherPrecision{{1, 1}});
    document.setCompareMode(CompareMode::Wipe);
    settle(window);
    save(window, folder, QStringLiteral("scene-compare.png"));
    document.setCompareMode(CompareMode::Off);
    document.setOther({});
}

void takeNetwork(Window& window, const QDir& folder)
{
    open(window, phantom::Kind::Em);
    window.setPrecision(quant::kBalanced);
    settle(window);
    NetworkPage& page = window.window.networkPage();
    window.window.showPage(&page);
    if (page.study().shown() == nullptr || !page.study().lossText().isEmpty()) {
        waitFor(&page.study(), &NetworkStudy::changed, [&] {
            return page.study().shown() != nullptr && page.study().lossText().isEmpty();
        });
    }
    pauseBriefly();
    save(window, folder, QStringLiteral("scene-network.png"));
    window.window.showPage(nullptr);
}

void takeCohort(Window& window, const QDir& folder)
{
    const QTemporaryDir cases;
    const std::filesystem::path list = test::writeEmCohort(cases.path().toStdString(), 256, 4);
    CohortPage& page = window.window.cohortPage();
    window.window.showPage(&page);
    page.open(toQString(list));
    waitFor(&page.cohort(), &CohortSession::stateChanged,
            [&] { return page.cohort().state() == CohortSession::State::Ready; });
    page.cohort().start();
    waitFor(&page.cohort(), &CohortSession::stateChanged,
            [&] { return page.cohort().state() == CohortSession::State::Ready; });
    pauseBriefly();
    save(window, folder, QStringLiteral("scene-cohort.png"));
    window.window.showPage(nullptr);
}

} // namespace

int main(int argc, char** argv)
{
    test::prepareOpenGl();
    QApplication application(argc, argv);
    test::prepareApplication();
    if (argc != 2) {
        std::fputs("usage: take_screenshots FOLDER\n", stderr);
        return 2;
    }
    try {
        const QDir folder(QString::fromLocal8Bit(argv[1]));
        folder.mkpath(QStringLiteral("."));
        QCursor::setPos(QGuiApplication::primaryScreen()->geometry().bottomRight());
        Window window;
        window.session().opener().start();
        window.window.resize(kSize);
        window.window.show();
        takeMain(window, folder);
        takeSlider(window, folder);
        takeCompare(window, folder);
        takeNetwork(window, folder);
        takePlanes(window, folder);
        takeCohort(window, folder);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "take_screenshots: %s\n", error.what());
        return 1;
    }
    return 0;
}
