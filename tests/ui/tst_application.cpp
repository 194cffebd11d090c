// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "gui_support.h"

#include <QApplication>
#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTest>

using namespace halftone;

/// The program itself, as people and scripts start it.
class TestApplication : public QObject {
    Q_OBJECT

private:
    struct Outcome {
        int code = -1;
        QString output;
        QString errors;
    };

    std::unique_ptr<test::RandomModelFolder> m_models;

    /// `environment` holds NAME=VALUE entries to add; without a value: to take away.
    static Outcome run(const QStringList& arguments, const QStringList& environment = {})
    {
        QProcess process;
        QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
        for (const QString& entry : environment) {
            const QString name = entry.section(QLatin1Char('='), 0, 0);
            variables.remove(name);
            if (entry.contains(QLatin1Char('='))) {
                variables.insert(name, entry.section(QLatin1Char('='), 1));
            }
        }
        process.setProcessEnvironment(variables);
        process.start(QStringLiteral(HALFTONE_PROGRAM), arguments);
        if (!process.waitForFinished(300'000)) {
            process.kill();
            process.waitForFinished();
            return {-1, {}, QStringLiteral("did not end")};
        }
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2,
                QString::fromUtf8(process.readAllStandardOutput()),
                QString::fromUtf8(process.readAllStandardError())};
    }

private Q_SLOTS:
    void initTestCase() { m_models = std::make_unique<test::RandomModelFolder>(4); }

    void helpAndVersion()
    {
        const Outcome help = run({QStringLiteral("--help")});
        QCOMPARE(help.code, 0);
        for (const char* word : {"--model", "--weights", "--activations", "--reference", "--sample",
                                 "--screenshot", "IMAGE"}) {
            QVERIFY2(help.output.contains(QString::fromLatin1(word)), word);
        }
        // What app/run.sh prints before there is a program to ask; the first line names the
        // program.
        QFile file(QStringLiteral(HALFTONE_HELP));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString kept = QString::fromUtf8(file.readAll());
        const auto body = [](const QString& text) { return text.mid(text.indexOf(QChar(u'\n'))); };
        QCOMPARE(body(help.output), body(kept));
        const Outcome version = run({QStringLiteral("--version")});
        QCOMPARE(version.code, 0);
        QVERIFY(version.output.startsWith(QStringLiteral("halftone ")));
    }

    void wrongArgumentsAreUsageErrors_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("word");
        const auto row = [](const char* name, const QString& arguments, const char* word) {
            QTest::newRow(name) << arguments.split(QChar(u' ')) << QString::fromLatin1(word);
        };
        row("unknown option", QStringLiteral("--nonsense"), "nonsense");
        row("mixed pair", QStringLiteral("--sample em --weights 32 --activations 4"), "W32A4");
        row("no number", QStringLiteral("--weights four"), "four");
        row("unknown sample", QStringLiteral("--sample liver"), "liver");
        row("two images", QStringLiteral("a.nii b.nii"), "One image");
        row("image and sample", QStringLiteral("a.nii --sample em"), "not both");
        row("picture of a list", QStringLiteral("list.CSV --screenshot out.png"),
            "a list of cases");
        row("picture of a workspace",
            QStringLiteral("study.halftone-workspace --screenshot out.png"), "is a workspace");
        row("picture of nothing", QStringLiteral("--screenshot out.png"), "--sample");
        row("picture of a model", QStringLiteral("a.halftone --screenshot out.png"), "--sample");
    }

    void wrongArgumentsAreUsageErrors()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, word);
        const Outcome outcome = run(arguments);
        QCOMPARE(outcome.code, 2);
        QVERIFY2(outcome.errors.contains(word), qPrintable(outcome.errors));
    }

    void noWindowIsASentence_data()
    {
        QTest::addColumn<QString>("environment");
        const auto row = [](const char* name, const char* environment) {
            QTest::newRow(name) << QString::fromLatin1(environment);
        };
        row("nonsense", "QT_QPA_PLATFORM=nonsense");
#ifdef Q_OS_LINUX
        // No server can have that number: its port would be above 65535.
        row("wrong display", "DISPLAY=:99999 QT_QPA_PLATFORM=xcb WAYLAND_DISPLAY");
        row("wrong display alone", "DISPLAY=:99999 QT_QPA_PLATFORM WAYLAND_DISPLAY");
        row("no display", "DISPLAY QT_QPA_PLATFORM WAYLAND_DISPLAY");
#endif
    }

    void noWindowIsASentence()
    {
        QFETCH(QString, environment);
        const Outcome outcome =
            run({QStringLiteral("--sample"), QStringLiteral("em")}, environment.split(QChar(u' ')));
        QVERIFY2(outcome.code == 1, qPrintable(outcome.errors));
        QVERIFY2(outcome.errors.contains(QStringLiteral("\nhalftone: "))
                     || outcome.errors.startsWith(QStringLiteral("halftone: ")),
                 qPrintable(outcome.errors));
        QVERIFY2(outcome.errors.contains(QStringLiteral("halftone-cli")),
                 qPrintable(outcome.errors));
    }

    void aPlatformWithoutOpenGlShowsAWindow_data()
    {
        QTest::addColumn<QString>("platform");
        QTest::newRow("offscreen") << QStringLiteral("offscreen");
        QTest::newRow("minimal") << QStringLiteral("minimal");
    }

    void aPlatformWithoutOpenGlShowsAWindow()
    {
        QFETCH(QString, platform);
        const QString out = m_models->filePath(platform + QStringLiteral(".png"));
        const Outcome outcome =
            run({QStringLiteral("--sample"), QStringLiteral("em"), QStringLiteral("--weights"),
                 QStringLiteral("2"), QStringLiteral("--activations"), QStringLiteral("4"),
                 QStringLiteral("--screenshot"), out},
                {QStringLiteral("QT_QPA_PLATFORM=") + platform, QStringLiteral("DISPLAY")});
        QVERIFY2(outcome.code == 0, qPrintable(outcome.errors));
        QVERIFY(!QImage(out).isNull());
    }

    void aScreenshotThatCannotBeWrittenIsASentence()
    {
        const QString out = m_models->filePath(QStringLiteral("none/window.png"));
        const Outcome outcome =
            run({QStringLiteral("--sample"), QStringLiteral("em"), QStringLiteral("--weights"),
                 QStringLiteral("2"), QStringLiteral("--activations"), QStringLiteral("4"),
                 QStringLiteral("--screenshot"), out});
        QCOMPARE(outcome.code, 1);
        QVERIFY2(outcome.errors.contains(QStringLiteral("none' does not exist")),
                 qPrintable(outcome.errors));
    }

    void theScreenshotIsNeverWrittenOverTheImage()
    {
        const QString path = m_models->filePath(QStringLiteral("picture.png"));
        QImage picture(64, 64, QImage::Format_Grayscale8);
        picture.fill(Qt::gray);
        QVERIFY(picture.save(path));
        const QString link = m_models->filePath(QStringLiteral("link.png"));
        QVERIFY(QFile::link(path, link));
        for (const QString& out : {path, link}) {
            const Outcome outcome =
                run({path, QStringLiteral("--model"), QStringLiteral("random-em"),
                     QStringLiteral("--screenshot"), out});
            QCOMPARE(outcome.code, 1);
            QVERIFY2(outcome.errors.contains(QStringLiteral("they are one file")),
                     qPrintable(outcome.errors));
            QVERIFY(QImage(path).size() == QSize(64, 64));
        }
    }

    void aMissingImageEndsTheScreenshotWithASentence()
    {
        const QString out = m_models->filePath(QStringLiteral("none.png"));
        const Outcome outcome =
            run({QStringLiteral("no-such-file.nii.gz"), QStringLiteral("--screenshot"), out});
        QCOMPARE(outcome.code, 1);
        QVERIFY2(outcome.errors.contains(QStringLiteral("no-such-file.nii.gz")),
                 qPrintable(outcome.errors));
        QVERIFY(!QFile::exists(out));
    }

    void theScreenshotShowsTheWholeWindow()
    {
        const QString out = m_models->filePath(QStringLiteral("window.png"));
        const Outcome outcome =
            run({QStringLiteral("--sample"), QStringLiteral("em"), QStringLiteral("--weights"),
                 QStringLiteral("2"), QStringLiteral("--activations"), QStringLiteral("4"),
                 QStringLiteral("--screenshot"), out});
        QVERIFY2(outcome.code == 0, qPrintable(outcome.errors));
        const QImage image(out);
        QCOMPARE(image.size(), QSize(1600, 1000));
        // The middle shows tissue: many grey levels and the orange of the mask.
        QSet<QRgb> colours;
        bool orange = false;
        for (int y = 200; y < 800; y += 3) {
            for (int x = 400; x < 1100; x += 3) {
                const QColor colour = image.pixelColor(x, y);
                colours.insert(colour.rgb());
                orange = orange || colour.red() > colour.blue() + 60;
            }
        }
        QVERIFY2(colours.size() > 100, qPrintable(QString::number(colours.size())));
        QVERIFY(orange);
    }
};

HALFTONE_GUI_TEST_MAIN(TestApplication)
#include "tst_application.moc"
