// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "app/gui_options.h"
#include "app/version.h"
#include "core/base/error.h"
#include "core/base/platform/platform.h"
#include "core/base/visible_text.h"
#include "ui/document/path_text.h"
#include "ui/session/open_files.h"
#include "ui/widgets/controls/theme.h"
#include "ui/widgets/window/main_window.h"

#include <QApplication>
#include <QTimer>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <system_error>

namespace {

using halftone::app::GuiOptions;

constexpr std::chrono::milliseconds kShowDelay{150};

/// Saves the picture once everything is computed; an error that leaves nothing to show ends the
/// program with code 1.
void saveAndExit(halftone::ui::MainWindow& window, const QString& path)
{
    halftone::ui::Session* session = &window.session();
    QObject::connect(session, &halftone::ui::Session::failed, &window,
                     [session](const QString& sentence) {
                         std::fprintf(stderr, "halftone: %s\n", qPrintable(sentence));
                         if (session->active() == nullptr) {
                             QCoreApplication::exit(1);
                         }
                     });
    QObject::connect(session, &halftone::ui::Session::settled, &window, [&window, path] {
        // A view that became visible a moment ago first needs its OpenGL context.
        QTimer::singleShot(kShowDelay, &window, [&window, path] {
            try {
                halftone::ui::requireNotOpen(window.session().document(), "the screenshot",
                                             halftone::ui::toPath(path));
            } catch (const halftone::Error& error) {
                std::fprintf(stderr, "halftone: %s\n", error.what());
                QCoreApplication::exit(1);
                return;
            }
            const bool saved = window.picture().save(path);
            if (!saved) {
                std::fprintf(stderr, "halftone: the screenshot could not be written to %s\n",
                             qPrintable(path));
            }
            QCoreApplication::exit(saved ? 0 : 1);
        });
    });
}

/// Qt aborts without a display; a sentence is better.
void requireDisplay()
{
#ifdef Q_OS_LINUX
    if (qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")
        && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) {
        throw halftone::Error(halftone::ErrorCode::Unsupported,
                              "There is no display to open a window on. Start it under Xvfb "
                              "(xvfb-run -a halftone ...) or use halftone-cli.");
    }
#endif
}

int run(int argc, char** argv, const GuiOptions& options)
{
    requireDisplay();
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("halftone"));
    QApplication::setApplicationDisplayName(QStringLiteral("Halftone"));
    QApplication::setOrganizationName(QStringLiteral("Halftone"));
    QApplication::setApplicationVersion(QString::fromLatin1(halftone::kVersion));
    halftone::ui::theme::apply(application);

    const bool screenshot = !options.screenshot.empty();
    halftone::ui::MainWindow window(
        {halftone::pipeline::makeRuntime(), QString::fromLatin1(halftone::kVersion), !screenshot});
    if (options.precision) {
        window.session().precision().setPrecision(*options.precision);
    }
    if (options.open.image || options.open.sample || options.open.model) {
        window.session().open(options.open);
    }
    if (screenshot) {
        saveAndExit(window, QString::fromStdString(options.screenshot));
    }
    window.session().opener().start();
    window.show();
    return QApplication::exec();
}

int cannotPrint()
{
    std::fprintf(stderr, "halftone: Cannot write to standard output: %s.\n",
                 std::generic_category().message(errno).c_str());
    return EXIT_FAILURE;
}

} // namespace

int main(int argc, char** argv)
{
    halftone::letOverlongWritesFail();
    try {
        std::optional<halftone::app::EarlyExit> early;
        const GuiOptions options = halftone::app::readArguments(argc, argv, early);
        if (early) {
            std::FILE* const stream = early->code == 0 ? stdout : stderr;
            std::fputs(early->text.c_str(), stream);
            return std::fflush(stream) == 0 ? early->code : cannotPrint();
        }
        return run(argc, argv, options);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "halftone: %s\n", halftone::visibleLines(error.what()).c_str());
        return EXIT_FAILURE;
    }
}
