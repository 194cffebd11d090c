// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/document/finding_text.h"
#include "ui/document/format.h"
#include "ui/document/language.h"
#include "ui/widgets/cohort/cohort_page.h"
#include "ui/widgets/controls/banner.h"
#include "ui/widgets/controls/bindings.h"
#include "ui/widgets/controls/definition_button.h"
#include "ui/widgets/network/network_page.h"
#include "ui/widgets/panels/limits_card.h"
#include "ui/widgets/window/part_chooser.h"
#include "window_fixture.h"
#include "window_texts.h"

#include <QDialog>
#include <QDoubleSpinBox>
#include <QMenuBar>
#include <QRegularExpression>
#include <QScreen>

using namespace halftone;
using namespace halftone::ui;
using namespace halftone::test;

namespace {

/// Words of both languages, names and abbreviations: what is left of a text without them is to
/// differ.
const char* const kSame =
    "W\\d+A\\d+|FP32|UQ?-?\\d[.\\d]*|Q-?\\d[.\\d]*|Random "
    "EM|random-em|synthetic-em[\\w-]*|Dice|HD95|MONAI|"
    "Halftone( "
    "test)?|EM|MRI?|CT|DICOM|NIfTI|NRRD|MetaImage|TIFF|PNG|JPEG|PDF|CSV|JSON|STL|Format|Name|"
    "Start|"
    "System|English|Deutsch|Rang?k?|Hounsfield|portable|avx\\w*|Code|fp|px|ms|kB|MB|mm|nm|"
    "Limits?|Ctrl|Shift|Alt|Esc|Del|PgUp|PgDown|Tab|conv\\w*|enc\\w*|dec\\w*|head|mid\\w*|up\\w*|"
    "down\\w*|"
    "membrane|cell|class-\\d|bottom|Apache|case,image,reference,subject|threads?|AVX-512 "
    "VNNI|Algorithm|direct|Winograd|winograd\\w*|dot|AskariHemmat|et al|LibTorch|OpenGL";

QString withoutKnown(QString text)
{
    static const QRegularExpression tags(QStringLiteral("<[^>]*>|&"));
    static const QRegularExpression same(QStringLiteral("\\b(%1)\\b").arg(QLatin1String(kSame)));
    return text.remove(tags).remove(same);
}

bool holdsWords(const QString& text)
{
    static const QRegularExpression word(QStringLiteral("[A-Za-z]{3,}"));
    return withoutKnown(text).contains(word);
}

} // namespace

/// The window in German: nothing is left in English, nothing is cut, and what is written, parsed or
/// kept stays as it was.
class TestGerman : public WindowTest {
    Q_OBJECT

private:
    Texts m_english;
    Texts m_german;
    QStringList m_cutInEnglish; ///< of what anybody's data says

    /// What models say of themselves, which nobody translates.
    QSet<QString> wordsOfModels()
    {
        QSet<QString> words;
        for (const pipeline::InstalledModel& installed : session().opener().library().models) {
            const model::ModelCard& card = installed.model->card;
            for (const std::string& text : {model::titleOf(card), card.description, card.licence}) {
                words << QString::fromStdString(text);
            }
        }
        return words;
    }

    QStringList allCut(const QSize& size)
    {
        m_window->resize(size);
        QStringList cut;
        for (QWidget* page :
             {static_cast<QWidget*>(nullptr), static_cast<QWidget*>(&m_window->networkPage()),
              static_cast<QWidget*>(&m_window->cohortPage())}) {
            m_window->showPage(page);
            QTest::qWait(50);
            waitUntilSettled();
            cut += cutTexts(*m_window);
            keepPicture(m_window->picture(),
                        QStringLiteral("%1-%2-%3x-%4")
                            .arg(locale().name())
                            .arg(size.width())
                            .arg(m_window->devicePixelRatioF())
                            .arg(page == nullptr ? QStringLiteral("image") : page->objectName()));
        }
        m_window->showPage(nullptr);
        return cut;
    }

    void closeDialogs()
    {
        for (QWidget* widget : QApplication::topLevelWidgets()) {
            if (widget != m_window.get() && !qobject_cast<QMenu*>(widget)) {
                widget->close();
            }
        }
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }

    void give(Command command)
    {
        for (QAction* action : m_window->actions()) {
            if (action->text() == textOf(binding(command))) {
                action->trigger();
                return;
            }
        }
        QFAIL("no such command");
    }

    /// Each page and dialog of a window with a sample.
    Texts walk(const QString& pictures)
    {
        Texts texts;
        makeWindow();
        addAllTexts(texts); // with nothing open
        openSample();
        QWidget* const pages[] = {nullptr, &m_window->networkPage(), &m_window->cohortPage()};
        for (QWidget* page : pages) {
            m_window->showPage(page);
            QTest::qWait(0);
            waitUntilSettled();
            addAllTexts(texts);
            if (!pictures.isEmpty()) {
                keepPicture(m_window->picture(),
                            pictures
                                + (page == nullptr    ? QString()
                                   : page == pages[1] ? QStringLiteral("-network")
                                                      : QStringLiteral("-cohort")));
            }
        }
        m_window->showPage(nullptr);
        for (const Command command :
             {Command::Numbers, Command::TradeoffTable, Command::CheatSheet, Command::About}) {
            give(command);
            QTest::qWait(0);
            addAllTexts(texts);
            for (const QDialog* dialog : m_window->findChildren<QDialog*>()) {
                if (!pictures.isEmpty()) {
                    keepPicture(const_cast<QDialog*>(dialog)->grab().toImage(),
                                pictures + QChar(u'-') + dialog->objectName());
                }
            }
            closeDialogs();
        }
        for (DefinitionButton* button : m_window->findChildren<DefinitionButton*>()) {
            button->click();
            addAllTexts(texts);
            closeDialogs();
        }
        pipeline::TooLarge large;
        large.file = "large.nii";
        large.info.geometry.size = {512, 512, 4000};
        large.info.bytes = std::size_t{2} * 512 * 512 * 4000;
        large.room = large.info.bytes / 4;
        const PartChooser chooser(large, m_window.get());
        addAllTexts(texts);
        return texts;
    }

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("HALFTONE_TORCH_MODULE", "no-such-module.so");
        m_models = std::make_unique<RandomModelFolder>(kModelWidth);
        QCOMPARE(formatScore(0.5), QStringLiteral("0.500")); // whatever this machine's locale is
        m_english = walk({});
        for (const QSize& size : {QSize(1024, 768), QSize(1600, 1000)}) {
            for (const QString& found : allCut(size)) {
                m_cutInEnglish << found.section(u'\'', 0, 0);
            }
        }
        m_window.reset();
        QVERIFY(m_english.size() > 300);
        speak(QStringLiteral("de"));
        m_german = walk(QStringLiteral("german"));
    }
    void cleanup() { closeDialogs(); }

    void nothingIsLeftInEnglish()
    {
        const QSet<QString> data = wordsOfModels();
        QStringList left;
        for (auto text = m_german.cbegin(); text != m_german.cend(); ++text) {
            // An example of a file's text has the words of the file; libraries and their licences
            // are names.
            if (!text.value().contains(QLatin1String("cohortExample"))
                && !text.value().contains(QLatin1String("licenceList"))
                && !text.value().contains(QLatin1String("aboutVersion"))
                && m_english.contains(text.key()) && !data.contains(text.key())
                && holdsWords(text.key())) {
                left << QStringLiteral("%1: '%2'").arg(text.value(), text.key().left(200));
            }
        }
        QVERIFY2(left.isEmpty(), qPrintable(left.join(QChar(u'\n'))));
    }

    void noEnglishWordsStandWithinGermanTexts()
    {
        // Words that no German text has: fragments that went through no translation.
        static const QRegularExpression english(QStringLiteral(
            "\\b(the|of|and|with|is|are|to|from|no|not|slice|slices|weights|at|by|which)\\b"));
        const QSet<QString> data = wordsOfModels();
        QStringList mixed;
        for (auto text = m_german.cbegin(); text != m_german.cend(); ++text) {
            if (!data.contains(text.key()) && text.key().contains(english)
                && !text.value().contains(QLatin1String("licenceList"))
                && !text.key().contains(QLatin1String("AskariHemmat"))) {
                mixed << QStringLiteral("%1: '%2'").arg(text.value(), text.key().left(300));
            }
        }
        QVERIFY2(mixed.isEmpty(), qPrintable(mixed.join(QChar(u'\n'))));
    }

    void mnemonicsAreUniqueInEachMenu()
    {
        for (QMenu* menu : m_window->findChildren<QMenu*>()) {
            QMap<QChar, QString> seen;
            for (const QAction* action : menu->actions()) {
                const QString text = action->text();
                const qsizetype at = text.indexOf(QChar(u'&'));
                if (at >= 0 && at + 1 < text.size()) {
                    const QChar key = text.at(at + 1).toLower();
                    QVERIFY2(!seen.contains(key),
                             qPrintable(seen.value(key) + QStringLiteral(" and ") + text));
                    seen.insert(key, text);
                }
            }
        }
    }

    void nothingIsCut_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("small") << QSize(1024, 768);
        QTest::newRow("usual") << QSize(1600, 1000);
    }
    void nothingIsCut()
    {
        QFETCH(QSize, size);
        QStringList cut;
        for (const QString& found : allCut(size)) {
            if (!m_cutInEnglish.contains(found.section(u'\'', 0, 0))) {
                cut << found;
            }
        }
        cut.removeDuplicates();
        QVERIFY2(cut.isEmpty(), qPrintable(cut.join(QChar(u'\n'))));
    }

    void numbersHaveACommaAndAreTakenWithEither()
    {
        QCOMPARE(formatScore(0.807), QStringLiteral("0,807"));
        QCOMPARE(formatMilliseconds(11.4), QStringLiteral("11,4 ms"));
        QCOMPARE(formatCount(4812), QStringLiteral("4\u202f812"));
        QCOMPARE(QString::number(0.5), QStringLiteral("0.5")); // what is written
        auto* box = m_window->findChild<QDoubleSpinBox*>(QStringLiteral("leastQuality"));
        for (const char* typed : {"0,75", "0.75"}) {
            box->setValue(0);
            QString text = QString::fromLatin1(typed);
            int position = 0;
            QCOMPARE(box->validate(text, position), QValidator::Acceptable);
            QCOMPARE(text, QStringLiteral("0,75"));
            QCOMPARE(box->valueFromText(text), 0.75);
        }
    }

    void sentencesOfTheCoreAreTranslated_data()
    {
        QTest::addColumn<QString>("english");
        QTest::addColumn<QString>("german");
        const auto row = [](const char* english, const char* german) {
            QTest::newRow(english) << QString::fromUtf8(english) << QString::fromUtf8(german);
        };
        row("Cannot read 'the image': the file is empty.",
            "\u201ethe image\u201c kann nicht gelesen werden: Die Datei ist leer.");
        row("pixels of 2.5 mm, the model is for 0.2 mm to 1 mm",
            "Pixel von 2,5 mm, das Modell ist f\u00fcr 0,2 mm bis 1 mm");
        row("CT by its values, not EM, it holds labels, no grey values",
            "CT nach seinen Werten, nicht EM, es enth\u00e4lt Label, keine Grauwerte");
        row("Warning: 3 slices missing: they are shown blank.",
            "Warnung: 3 Schichten fehlen: Sie werden leer gezeigt.");
        row("W4A6 needs 3.5 GB for a slice of 512 x 512 pixels, and 1.2 GB of memory are free. "
            "Close other programs, or choose fewer bits.",
            "W4A6 braucht 3,5 GB f\u00fcr eine Schicht von 512 x 512 Pixeln, und 1,2 GB Speicher "
            "sind frei. Schlie\u00dfen Sie andere Programme, oder w\u00e4hlen Sie weniger Bits.");
        row("Nobody knows this sentence.", "Nobody knows this sentence.");
    }
    void sentencesOfTheCoreAreTranslated()
    {
        QFETCH(QString, english);
        QFETCH(QString, german);
        QCOMPARE(coreText(english), german);
    }

    void errorsReachTheWindowInGerman()
    {
        OpenRequest request;
        request.image = "/no/such/file.nii";
        session().open(request);
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->banners().sentences().isEmpty(), kTimeoutMs);
        const QString said = m_window->banners().sentences().front();
        QVERIFY2(said.contains(QStringLiteral("kann nicht gelesen werden"))
                     || said.contains(QStringLiteral("nicht vorhanden")),
                 qPrintable(said));
    }

    void theLanguageFollowsTheWishThenTheSystem()
    {
        const QStringList german{QStringLiteral("de-AT"), QStringLiteral("en-US")};
        QCOMPARE(languageFor({}, german), QStringLiteral("de"));
        QCOMPARE(languageFor(QStringLiteral("en"), german), QStringLiteral("en"));
        QCOMPARE(languageFor({}, {QStringLiteral("fr-FR"), QStringLiteral("de-DE")}),
                 QStringLiteral("de"));
        QCOMPARE(languageFor({}, {QStringLiteral("fr-FR")}), QStringLiteral("en"));
        QCOMPARE(languageFor(QStringLiteral("tlh"), {}), QStringLiteral("en"));
    }
};

HALFTONE_GUI_TEST_MAIN(TestGerman)
#include "tst_german.moc"
