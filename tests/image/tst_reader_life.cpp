// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// How reader processes begin and end, seen from outside; /proc tells.
#include "core/image/process/detail/elsewhere.h"
#include "core/image/process/reader_process.h"
#include "tests/image/faulty_reader.h"
#include "tests/image/test_images.h"
#include "tests/support/expect_error.h"

#include <QProcess>
#include <QTest>

#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>

using namespace halftone;
using namespace halftone::image;
using namespace halftone::test;

namespace {

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

class ReaderLifeTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    [[nodiscard]] fs::path picture(const char* name)
    {
        const fs::path path = pathIn(m_folder, QString::fromLatin1(name));
        return writePicture(path) ? path : fs::path();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        useReaderProcesses(ReaderStart::WhenNeeded);
    }

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
        if (geteuid() != 0) {
            QSKIP("Of processes that leave no core files only root sees what is open.");
        }
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
        // Three standard streams and the two ends of the pipes, once it serves.
        QVERIFY(comesTrue([&] { return names(children.back()).size() == 5; }));
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
};

int main(int argc, char** argv)
{
    if (const std::optional<int> code = serveAsFaultyReader(argc, argv)) {
        return *code;
    }
    QCoreApplication application(argc, argv);
    if (argc == 3 && qstrcmp(argv[1], "--read") == 0) {
        useReaderProcesses(ReaderStart::WhenNeeded);
        static_cast<void>(readImage(argv[2]));
        return 0;
    }
    ReaderLifeTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_reader_life.moc"
