// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// The readers of this test are the test itself, started once more: serveFaultily() adds what no
// file is known to do any more. What hostile readers do is in serveNonsense().
#include "core/base/platform/platform.h"
#include "core/base/stoppable_thread.h"
#include "core/image/image_io.h"
#include "core/image/picture/png_write.h"
#include "core/image/process/detail/elsewhere.h"
#include "core/image/process/detail/frames.h"
#include "core/image/process/detail/serve.h"
#include "core/image/process/reader_process.h"
#include "tests/image/dicom_files.h"
#include "tests/support/expect_error.h"

#include <QProcess>
#include <QTest>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <thread>

#ifdef __linux__
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>
#endif

using namespace halftone;
using namespace halftone::image;
using namespace halftone::test;
namespace fs = std::filesystem;

namespace {

constexpr const char* kNonsense = "HALFTONE_TEST_NONSENSE";

void sleepForEver()
{
    for (;;) {
        std::this_thread::sleep_for(std::chrono::hours(1));
    }
}

/// What a file whose name begins like that does to the process that decodes it.
void misbehave(const std::string& name)
{
    const auto is = [&](const char* fault) { return name.starts_with(fault); };
    if (is("crash")) {
        std::signal(SIGSEGV, SIG_DFL);
        std::raise(SIGSEGV);
    } else if (is("leave")) {
        std::_Exit(3);
    } else if (is("compute")) {
        ParentLink::limit({std::uint64_t{1} << 40, 0}); // the file's budget would take 20 s
        for (volatile unsigned turn = 0;; turn = turn + 1) {
        }
    } else if (is("memory")) {
        std::vector<std::vector<std::byte>> blocks;
        for (;;) { // in blocks, as address space is what counts
            blocks.emplace_back(std::size_t{64} << 20);
        }
    } else if (is("print")) {
        std::printf("not an answer\n");
        std::fflush(stdout);
        std::fprintf(stderr, "nor this\n");
    } else if (is("sleep")) {
        sleepForEver();
    } else if (is("write")) {
        std::ofstream file(QDir::temp().filePath("halftone_reader_wrote").toStdString());
        file << "something" << std::flush;
        throw Error(ErrorCode::FileFormat,
                    std::string(file ? "it was written" : "nothing written"));
    }
}

detail::Source openFaultily(const fs::path& path, const ReadOptions& options, const StopToken& stop)
{
    misbehave(path.filename().string());
    detail::Source source = detail::openHere(path, options, stop);
    const std::string name = path.filename().string();
    if (name.starts_with("late-")) {
        source.read = [name](const ProgressFn&, const StopToken&, Findings&) -> Voxels {
            misbehave(name.substr(5));
            return {};
        };
    }
    return source;
}

/// A reader that was taken over: it answers the second request, or the first, with something else.
int serveNonsense(const std::string& which)
{
    using namespace halftone::image::detail;
    ParentLink link;
    const auto hear = [&] {
        FrameHead head;
        Bytes body;
        const bool heard = link.receive(std::as_writable_bytes(std::span(&head, 1)));
        body.resize(head.bytes);
        return heard && link.receive(body);
    };
    const auto say = [&](FrameKind kind, const Bytes& body, std::uint32_t length) {
        const FrameHead head{kind, length};
        static_cast<void>(link.send(std::as_bytes(std::span(&head, 1))) && link.send(body));
    };
    const auto sayWell = [&](FrameKind kind, const Bytes& body) {
        say(kind, body, static_cast<std::uint32_t>(body.size()));
    };
    Source source;
    source.info.geometry.size = {64, 64, 1};
    source.info.bytes = 64 * 64;
    while (hear()) {
        if (which == "endless head") {
            say(FrameKind::Opened, {}, 0xffffffff);
        } else if (which == "unknown frame") {
            sayWell(static_cast<FrameKind>(77), {});
        } else if (which == "request as answer") {
            sayWell(FrameKind::Read, {});
        } else if (which == "voxels unasked") {
            sayWell(FrameKind::Voxels, write(VoxelsReply{0, 64 * 64, {}}));
        } else if (which == "short body") {
            sayWell(FrameKind::Opened, Bytes(10));
        } else if (which == "progress beyond") {
            sayWell(FrameKind::Progress, write(ProgressReport{7, ""}));
        } else {
            sayWell(FrameKind::Opened, write(source));
            if (hear() && which == "too many voxels") {
                sayWell(FrameKind::Voxels, write(VoxelsReply{0, std::uint64_t{1} << 60, {}}));
            } else if (which == "opened twice") {
                sayWell(FrameKind::Opened, write(source));
            } else { // "voxels missing": it ends in the middle of them
                sayWell(FrameKind::Voxels, write(VoxelsReply{0, 64 * 64, {}}));
                static_cast<void>(link.send(Bytes(100)));
                return EXIT_SUCCESS;
            }
        }
    }
    return EXIT_SUCCESS;
}

bool writePicture(const fs::path& path, std::uint8_t first)
{
    IndexedPicture picture{4, 3, {}, {}};
    for (int i = 0; i < 256; ++i) {
        const auto grey = static_cast<std::uint8_t>(i);
        picture.palette.push_back({grey, grey, grey});
    }
    for (int i = 0; i < 12; ++i) {
        picture.pixels.push_back(static_cast<std::uint8_t>(first + i));
    }
    return writePng(path, picture) > 0;
}

/// Numbers of the processes that a process started and has not taken leave of.
std::vector<long> childrenOf(long process)
{
    std::vector<long> children;
    std::error_code error;
    for (const auto& task :
         fs::directory_iterator("/proc/" + std::to_string(process) + "/task", error)) {
        std::ifstream list(task.path() / "children");
        for (long child = 0; list >> child;) {
            children.push_back(child);
        }
    }
    return children;
}

/// 'S', 'R', 'Z', ...; 0 if there is no such process.
char stateOf(long process)
{
    std::ifstream file("/proc/" + std::to_string(process) + "/stat");
    std::string text;
    std::getline(file, text);
    const auto name = text.rfind(')'); // the name may hold anything
    return name == std::string::npos || name + 2 >= text.size() ? '\0' : text[name + 2];
}

template <typename Holds>
bool comesTrue(Holds holds)
{
    for (int turn = 0; turn < 3000; ++turn) {
        if (holds()) {
            return true;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
}

} // namespace

class ReaderProcessTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    [[nodiscard]] fs::path picture(const char* name)
    {
        const fs::path path = pathIn(m_folder, QString::fromLatin1(name));
        return writePicture(path, 40) ? path : fs::path();
    }

    static bool isPicture(const Image& image)
    {
        return image.geometry.size == std::array<int, 3>{4, 3, 1} && image.value(0) == 40
               && image.value(11) == 51;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        useReaderProcesses(ReaderStart::WhenNeeded);
    }

    void faultsCostOneFile_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, const char* words) {
            QTest::newRow(name) << QString::fromLatin1(name) << QString::fromLatin1(words);
        };
        row("crash.png", "decoding it ended unexpectedly (signal 11)");
        row("leave.png", "decoding it ended unexpectedly (exit code 3)");
        row("compute.png", "decoding it took more than 20 s of computing");
        row("memory.png", "decoding it needed more than 1.5 GB of memory");
        row("late-crash.png", "decoding it ended unexpectedly (signal 11)");
        row("late-memory.png", "decoding it needed more than 1.5 GB of memory");
        row("write.png", "nothing written");
    }

    void faultsCostOneFile()
    {
        QFETCH(QString, name);
        QFETCH(QString, words);
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        if (name.contains(QStringLiteral("memory")) || name.contains(QStringLiteral("crash"))) {
            QSKIP("Sanitizers reserve memory without end, and handle signals themselves.");
        }
#endif
        const fs::path bad = picture(qPrintable(name));
        const fs::path good = picture("good.png");
        const QString fault = errorOf([&] { static_cast<void>(readImage(bad)); });
        QVERIFY2(fault.contains(words), qPrintable(fault));
        QVERIFY2(name.startsWith(QStringLiteral("write"))
                     || fault.contains(QString::fromStdString(bad.string())),
                 qPrintable(fault));
        QVERIFY(isPicture(readImage(good)));
    }

    void whatLibrariesPrintGoesNowhere()
    {
        QVERIFY(isPicture(readImage(picture("print.png"))));
    }

    void nonsenseIsRefused_data()
    {
        QTest::addColumn<QString>("words");
        for (const char* which :
             {"endless head", "unknown frame", "request as answer", "voxels unasked", "short body",
              "progress beyond", "too many voxels", "opened twice"}) {
            QTest::newRow(which) << QStringLiteral("an answer that makes no sense");
        }
        QTest::newRow("voxels missing") << QStringLiteral("ended unexpectedly (exit code 0)");
    }

    void nonsenseIsRefused()
    {
        QFETCH(QString, words);
        qputenv(kNonsense, QTest::currentDataTag());
        detail::ReaderPool readers;
        const fs::path path = picture("good.png");
        const QString fault = errorOf([&] {
            const detail::Source source = detail::openElsewhere(readers, path, {}, {});
            Findings findings;
            static_cast<void>(detail::readVoxels(source, path, {}, {}, findings));
        });
        qunsetenv(kNonsense);
        QVERIFY2(fault.contains(words), qPrintable(fault));
    }

    void progressArrives()
    {
        QTemporaryDir series;
        QVERIFY(putSeries(series, 3));
        std::vector<std::string> said;
        const Image image =
            readImage(series.path().toStdString(), [&](double fraction, std::string_view what) {
                QVERIFY(fraction >= 0 && fraction <= 1);
                said.emplace_back(what);
            });
        QVERIFY(isInOrder(image, 3));
        QVERIFY(std::find(said.begin(), said.end(), "reading slice 1 of 3") != said.end());
    }

    /// It would sleep for ever.
    void aStopEndsIt()
    {
        for (const char* name : {"sleep.png", "late-sleep.png"}) {
            StopSource source;
            const StoppableThread stopper([&source](const StopToken&) {
                std::this_thread::sleep_for(std::chrono::milliseconds(200));
                source.requestStop();
            });
            HALFTONE_EXPECT_ERROR(ErrorCode::Cancelled, "",
                                  readImage(picture(name), {}, source.token()));
        }
        QVERIFY(isPicture(readImage(picture("good.png"))));
    }

    void threadsReadAtOnce()
    {
        QTemporaryDir series;
        QVERIFY(putSeries(series, 3));
        const fs::path file = picture("good.png");
        const fs::path bad = picture("crash.png");
        std::atomic<int> right = 0;
        std::vector<std::thread> threads;
        for (int n = 0; n < 4; ++n) {
            threads.emplace_back([&, n] {
                for (int turn = 0; turn < 10; ++turn) {
                    if (n == 3 && turn % 3 == 0) {
                        right += errorOf([&] {
                                     static_cast<void>(readImage(bad));
                                 }).contains(QStringLiteral("unexpectedly"));
                    } else if (n % 2 == 0) {
                        right += isPicture(readImage(file));
                    } else {
                        right += isInOrder(readImage(series.path().toStdString()), 3);
                    }
                }
            });
        }
        for (std::thread& thread : threads) {
            thread.join();
        }
        QCOMPARE(right.load(), 40);
    }

#ifdef __linux__
    void oneServesManyFilesAndNoneIsLeftBehind()
    {
        QVERIFY(isPicture(readImage(picture("good.png"))));
        const std::vector<long> before = childrenOf(getpid());
        QVERIFY(!before.empty() && before.size() <= 2);
        for (int turn = 0; turn < 20; ++turn) {
            QVERIFY(isPicture(readImage(picture("good.png"))));
        }
        QVERIFY(childrenOf(getpid()) == before);
        for (int turn = 0; turn < 3; ++turn) {
            HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "unexpectedly",
                                  readImage(picture("crash.png")));
        }
        for (const long child : childrenOf(getpid())) {
            QVERIFY2(stateOf(child) != 'Z', "a process that ended was not taken leave of");
        }
    }

    void oneThatWasKilledWhileItWaitedIsReplaced()
    {
        QVERIFY(isPicture(readImage(picture("good.png"))));
        for (const long child : childrenOf(getpid())) {
            kill(static_cast<pid_t>(child), SIGKILL);
            QVERIFY(comesTrue([child] { return stateOf(child) == 'Z'; }));
        }
        QVERIFY(isPicture(readImage(picture("good.png"))));
    }

    void readersGetNothingElseThatIsOpen()
    {
        const int open = ::open("/dev/null", O_RDONLY); // without O_CLOEXEC
        detail::ReaderPool readers;
        const std::optional<ChildProcess> reader = readers.take();
        QVERIFY(reader);
        const std::vector<long> children = childrenOf(getpid());
        const auto names = [&](long child) {
            QStringList targets;
            for (const QFileInfo& file : QDir(QStringLiteral("/proc/%1/fd").arg(child))
                                             .entryInfoList(QDir::Files | QDir::System)) {
                targets.append(file.symLinkTarget());
            }
            return targets;
        };
        // Three standard streams, the two ends of the pipes, and no more once it serves.
        QVERIFY(comesTrue([&] { return names(children.back()).size() == 5; })
                || geteuid() != 0); // of processes without core files only root sees this
        ::close(open);
    }

    void endsWithItsParent()
    {
        QProcess parent;
        parent.start(
            QCoreApplication::applicationFilePath(),
            {QStringLiteral("--read"), QString::fromStdString(picture("late-sleep.png").string())});
        QVERIFY(parent.waitForStarted());
        const auto process = static_cast<long>(parent.processId());
        QVERIFY(comesTrue([process] { return !childrenOf(process).empty(); }));
        const long reader = childrenOf(process).front();
        parent.kill();
        QVERIFY(parent.waitForFinished());
        QVERIFY(comesTrue([reader] {
            const char state = stateOf(reader);
            return state == '\0' || state == 'Z'; // a container may have nobody who reaps it
        }));
    }

    /// No descriptor is left for pipes.
    void decodesHereWhereNoneCanBeStarted()
    {
        detail::ReaderPool readers;
        const fs::path path = picture("good.png");
        const int free = dup(0);
        ::close(free);
        rlimit limit{};
        getrlimit(RLIMIT_NOFILE, &limit);
        const rlimit few{static_cast<rlim_t>(free) + 1, limit.rlim_max};
        setrlimit(RLIMIT_NOFILE, &few);
        const detail::Source source = detail::openElsewhere(readers, path, {}, {});
        setrlimit(RLIMIT_NOFILE, &limit);
        QVERIFY(findKind(source.info.findings, "decoded-unprotected") != nullptr);
    }
#endif
};

int main(int argc, char** argv)
{
    if (detail::isReaderStart(argc, argv)) {
        if (const auto which = environmentVariable(kNonsense)) {
            return serveNonsense(*which);
        }
        return detail::serve(openFaultily);
    }
    QCoreApplication application(argc, argv);
    if (argc == 3 && qstrcmp(argv[1], "--read") == 0) {
        useReaderProcesses(ReaderStart::WhenNeeded);
        return readImage(argv[2]).voxels.valueless_by_exception() ? 1 : 0;
    }
    ReaderProcessTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_reader_process.moc"
