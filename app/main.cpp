// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "app/gui_options.h"
#include "app/last_words.h"
#include "app/version.h"
#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/base/platform/platform.h"
#include "core/base/visible_text.h"
#include "core/image/process/reader_process.h"
#include "core/pipeline/script_process.h"
#include "ui/document/language.h"
#include "ui/document/path_text.h"
#include "ui/widgets/controls/save_file.h"
#include "ui/widgets/controls/theme.h"
#include "ui/widgets/window/main_window.h"

#include <QApplication>
#include <QByteArray>
#include <QEvent>
#include <QFileOpenEvent>
#include <QLocale>
#include <QObject>
#include <QStandardPaths>
#include <QTimer>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>
#include <system_error>

namespace {

using halftone::app::GuiOptions;

constexpr std::chrono::milliseconds kShowDelay{150};

/// One sentence on standard error, and the exit code.
int fail(const std::exception& fault)
{
    std::fprintf(stderr, "halftone: %s\n",
                 halftone::visibleLines(halftone::asError(fault).what()).c_str());
    return EXIT_FAILURE;
}

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
            int code = EXIT_SUCCESS;
            try {
                halftone::ui::savePicture(window.session().document(), window.picture(), path);
            } catch (const std::exception& fault) {
                code = fail(fault);
            }
            QCoreApplication::exit(code);
        });
    });
}

bool s_windowIsOpen = false;
/// Where messages of Qt go, too; the window's, once there is one.
std::weak_ptr<halftone::ui::ProgramLog> s_log;

halftone::LogLevel levelOf(QtMsgType type)
{
    return type == QtDebugMsg || type == QtInfoMsg ? halftone::LogLevel::Info
           : type == QtWarningMsg                  ? halftone::LogLevel::Warning
                                                   : halftone::LogLevel::Error;
}

/// What Qt cannot do without ends the program, by default with a crash: a display that is not
/// there, a platform plugin that is missing, no screen. A sentence and an exit code are better.
void onQtMessage(QtMsgType type, const QMessageLogContext& context, const QString& text)
{
    static QString s_reason; // what the platform plugin said first
    // Qt waits for ever for a thread that painting did not get, and hears no events without theirs.
    if (text.startsWith(u"QThread::start: Thread creation")) {
        const auto refused = std::make_error_code(std::errc::resource_unavailable_try_again);
        std::_Exit(fail(std::system_error(refused)));
    }
    if (type != QtFatalMsg) {
        if (s_reason.isEmpty() && QByteArray(context.category).startsWith("qt.qpa")) {
            s_reason = text;
        }
        std::fprintf(stderr, "%s\n", qPrintable(qFormatLogMessage(type, context, text)));
        if (const auto log = s_log.lock()) {
            log->add(levelOf(type), text);
        }
        return;
    }
    const QString reason = (s_reason.isEmpty() ? text : s_reason).simplified();
    if (s_windowIsOpen) {
        std::fprintf(stderr, "halftone: Unexpected failure: %s. Please report it.\n",
                     qPrintable(text.simplified()));
    } else {
        std::fprintf(stderr,
                     "halftone: No window can be opened: %s. Check DISPLAY and QT_QPA_PLATFORM, "
                     "start it under Xvfb (xvfb-run -a halftone ...) or use halftone-cli.\n",
                     qPrintable(reason));
    }
    std::_Exit(EXIT_FAILURE);
}

/// Qt's own sentence does not name halftone-cli.
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

std::filesystem::path recoveryFolder()
{
    const QString data = QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation);
    return data.isEmpty() ? std::filesystem::path() : halftone::ui::toPath(data) / "recovery";
}

/// macOS names files to open in events, not in arguments.
class FileOpener : public QObject {
public:
    explicit FileOpener(halftone::ui::MainWindow& window) : m_window(window) {}

    bool eventFilter(QObject* receiver, QEvent* event) override
    {
        if (event->type() != QEvent::FileOpen) {
            return QObject::eventFilter(receiver, event);
        }
        m_window.openPath(static_cast<QFileOpenEvent*>(event)->file());
        return true;
    }

private:
    halftone::ui::MainWindow& m_window;
};

int run(int argc, char** argv, const GuiOptions& options)
{
    requireDisplay();
    const auto log = std::make_shared<halftone::ui::ProgramLog>();
    s_log = log; // before there are other threads
    halftone::pipeline::useScriptProcesses();
    halftone::image::useReaderProcesses(
        halftone::image::ReaderStart::Ahead, [](halftone::LogLevel level, std::string_view text) {
            if (const auto open = s_log.lock()) {
                open->add(level,
                          QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())));
            }
        });
    // Of Qt, of the lanes and of graphics drivers; for each core those of the engine, of Qt's
    // painting and of OpenGL in software, which waits for ever for one that it does not get.
    constexpr int kOfAll = 12;
    constexpr int kOfEachCore = 3;
    halftone::requireThreads(kOfAll + kOfEachCore * halftone::resolveThreads(0));
    qInstallMessageHandler(onQtMessage);
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("halftone"));
    QApplication::setApplicationDisplayName(QStringLiteral("Halftone"));
    QApplication::setOrganizationName(QStringLiteral("Halftone"));
    QApplication::setApplicationVersion(QString::fromLatin1(halftone::kVersion));
    halftone::ui::theme::apply(application);

    const bool screenshot = !options.screenshot.empty();
    const QString chosen = screenshot ? QString() : halftone::ui::chosenLanguage();
    halftone::ui::speak(halftone::ui::languageFor(
        options.language.empty() ? chosen : QString::fromStdString(options.language),
        QLocale::system().uiLanguages()));
    halftone::ui::MainWindow window(
        {halftone::pipeline::makeRuntime(), QString::fromLatin1(halftone::kVersion), !screenshot,
         !screenshot, screenshot ? std::filesystem::path() : recoveryFolder(), log});
    if (options.precision) {
        window.session().precision().setPrecision(*options.precision);
    }
    if (options.open.image || options.open.sample || options.open.model) {
        halftone::ui::OpenRequest request = options.open;
        request.asks = !screenshot; // of which nobody would be there to choose
        window.session().open(request);
    }
    if (!options.list.empty()) {
        window.openPath(halftone::ui::toQString(options.list));
    }
    if (screenshot) {
        saveAndExit(window, QString::fromStdString(options.screenshot));
    }
    window.session().opener().start();
    FileOpener fileOpener(window);
    application.installEventFilter(&fileOpener);
    window.show();
    s_windowIsOpen = true;
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
    if (const std::optional<int> code = halftone::image::serveAsReader(argc, argv)) {
        return *code;
    }
    if (const std::optional<int> code = halftone::pipeline::serveAsScriptReader(argc, argv)) {
        return *code;
    }
    halftone::useParentConsole();
    halftone::app::sayLastWords("halftone");
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
    } catch (const std::exception& fault) {
        return fail(fault);
    }
}
