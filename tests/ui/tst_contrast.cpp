// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "gui_support.h"

#include "ui/widgets/controls/theme.h"
#include "ui/widgets/network/network_diagram.h"
#include "ui/widgets/views/slice_strip.h"

#include <QApplication>
#include <QFile>
#include <QMap>
#include <QPalette>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <optional>
#include <set>
#include <vector>

using namespace halftone::ui;

namespace {

constexpr double kEnough = 4.5; ///< WCAG 2.1, AA, for letters of any size
constexpr double kDisabled = 3; ///< which it asks nothing of
constexpr double kFrame = 3;    ///< what tells where something is

struct Rule {
    QString element; ///< "#banner #bannerAction": the selector without the states of its last part
    std::set<QString> states;
    QMap<QString, QString> values;
};

/// Only what the sheet uses: lists of selectors, states behind the last part.
std::vector<Rule> readSheet()
{
    QFile file(QStringLiteral(":/themes/dark.qss"));
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    QString text = QString::fromUtf8(file.readAll());
    text.remove(QRegularExpression(QStringLiteral("/\\*.*?\\*/"),
                                   QRegularExpression::DotMatchesEverythingOption));
    std::vector<Rule> rules;
    const QRegularExpression block(QStringLiteral("([^{}]+)\\{([^}]*)\\}"));
    for (auto at = block.globalMatch(text); at.hasNext();) {
        const QRegularExpressionMatch match = at.next();
        QMap<QString, QString> values;
        for (const QString& each : match.captured(2).split(u';', Qt::SkipEmptyParts)) {
            values[each.section(u':', 0, 0).trimmed()] = each.section(u':', 1).trimmed();
        }
        for (const QString& selector : match.captured(1).split(u',')) {
            QString element = selector.simplified();
            std::set<QString> states;
            static const QRegularExpression state(QStringLiteral("(?<!:):([a-z-]+)"));
            for (auto found = state.globalMatch(element); found.hasNext();) {
                states.insert(found.next().captured(1));
            }
            element.remove(state);
            rules.push_back({element, states, values});
        }
    }
    return rules;
}

std::optional<QColor> colourIn(const QString& value)
{
    static const QRegularExpression hex(QStringLiteral("#[0-9a-f]{6}"));
    static const QRegularExpression rgba(
        QStringLiteral("rgba\\((\\d+), *(\\d+), *(\\d+), *(\\d+)\\)"));
    if (const auto match = rgba.match(value); match.hasMatch()) {
        return QColor(match.captured(1).toInt(), match.captured(2).toInt(),
                      match.captured(3).toInt(), match.captured(4).toInt());
    }
    const auto match = hex.match(value);
    return match.hasMatch() ? std::optional(QColor(match.captured())) : std::nullopt;
}

QColor over(const QColor& upper, const QColor& lower)
{
    const double alpha = upper.alphaF();
    const auto mix = [&](int a, int b) { return qRound(a * alpha + b * (1 - alpha)); };
    return {mix(upper.red(), lower.red()), mix(upper.green(), lower.green()),
            mix(upper.blue(), lower.blue())};
}

class Sheet {
public:
    Sheet() : m_rules(readSheet()) {}

    [[nodiscard]] const std::vector<Rule>& rules() const { return m_rules; }

    /// What an element in these states has by all rules that say it; the last, and of those with
    /// more states the one, wins.
    [[nodiscard]] std::optional<QColor> valueOf(const Rule& of, const QString& name) const
    {
        std::optional<QColor> found;
        std::size_t most = 0;
        for (const Rule& rule : m_rules) {
            // What an element is with an attribute more it is without it, too.
            const bool isElement =
                rule.element == of.element || of.element.startsWith(rule.element + QChar(u'['));
            const bool applies = isElement
                                 && std::includes(of.states.begin(), of.states.end(),
                                                  rule.states.begin(), rule.states.end());
            if (applies && rule.values.contains(name) && rule.states.size() >= most) {
                most = rule.states.size();
                found = colourIn(rule.values[name]); // "transparent": none
            }
        }
        return found;
    }

    /// All that may lie behind an element: what it stands in, by the sheet, else any ground.
    [[nodiscard]] std::vector<QColor> behind(const Rule& of) const
    {
        std::vector<QColor> grounds;
        const QString parent = of.element.section(u' ', 0, -2).section(u' ', -1);
        for (const Rule& rule : m_rules) {
            const QString part = rule.element.section(u' ', -1);
            if (!parent.isEmpty() && part.section(u'[', 0, 0) == parent.section(u'[', 0, 0)) {
                for (const char* name : {"background", "background-color"}) {
                    const auto colour = colourIn(rule.values[QString::fromLatin1(name)]);
                    if (colour && colour->alpha() == 255) {
                        grounds.push_back(*colour);
                    }
                }
            }
        }
        if (grounds.empty()) {
            const bool onImage = of.element.contains(QStringLiteral("chip"))
                                 || of.element.contains(QStringLiteral("synthetic"));
            grounds = onImage ? std::vector<QColor>{Qt::black, Qt::white}
                              : std::vector<QColor>{QColor(theme::kGround), QColor(theme::kPanel),
                                                    QColor(theme::kCard)};
        }
        return grounds;
    }

private:
    std::vector<Rule> m_rules;
};

QString describe(const Rule& rule, const QColor& text, const QColor& ground)
{
    QStringList states;
    for (const QString& state : rule.states) {
        states.push_back(QChar(u':') + state);
    }
    return QStringLiteral("%1%2: %3 on %4 is %5")
        .arg(rule.element, states.join(QString()), text.name(), ground.name())
        .arg(theme::contrast(text, ground), 0, 'f', 2);
}

} // namespace

/// Whatever is written can be read: texts of the theme on all that may lie behind them.
class TestContrast : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void contrastIsThatOfTheStandard()
    {
        QCOMPARE(theme::contrast(Qt::white, Qt::black), 21.0);
        QCOMPARE(theme::contrast(Qt::red, Qt::red), 1.0);
        QVERIFY(std::abs(theme::contrast(QColor(0x76, 0x76, 0x76), Qt::white) - 4.54) < 0.01);
    }

    void theSheetsTexts()
    {
        const Sheet sheet;
        QVERIFY(sheet.rules().size() > 100);
        QStringList faults;
        int checked = 0;
        for (const Rule& rule : sheet.rules()) {
            const bool saysText = rule.values.contains(QStringLiteral("color"));
            const bool saysGround = rule.values.contains(QStringLiteral("background"));
            if ((!saysText && !saysGround) || rule.element.contains(QStringLiteral("::"))) {
                continue;
            }
            const QColor text =
                sheet.valueOf(rule, QStringLiteral("color")).value_or(QColor(theme::kText));
            const auto own = sheet.valueOf(rule, QStringLiteral("background"));
            const bool banner = rule.element.startsWith(QStringLiteral("#banner"));
            const double least =
                rule.states.contains(QStringLiteral("disabled")) && !banner ? kDisabled : kEnough;
            for (const QColor& behind : sheet.behind(rule)) {
                const QColor ground = own ? over(*own, behind) : behind;
                ++checked;
                if (theme::contrast(text, ground) < least) {
                    faults.push_back(describe(rule, text, ground));
                }
            }
        }
        QVERIFY(checked > 150);
        faults.removeDuplicates();
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QChar(u'\n'))));
    }

    /// Of whatever kind the banner is and whatever the mouse does to its buttons.
    void buttonsInBanners()
    {
        const Sheet sheet;
        const std::set<QString> all[] = {{},
                                         {QStringLiteral("hover")},
                                         {QStringLiteral("focus")},
                                         {QStringLiteral("pressed"), QStringLiteral("hover")},
                                         {QStringLiteral("disabled")}};
        const Rule action{QStringLiteral("#banner #bannerAction"), {}, {}};
        QCOMPARE(sheet.behind(action).size(), std::size_t{4});
        std::set<std::pair<bool, QRgb>> looks;
        for (const std::set<QString>& states : all) {
            const Rule rule{action.element, states, {}};
            const QColor text = *sheet.valueOf(rule, QStringLiteral("color"));
            const auto own = sheet.valueOf(rule, QStringLiteral("background"));
            for (const QColor& behind : sheet.behind(rule)) {
                const QColor ground = own ? over(*own, behind) : behind;
                QVERIFY2(theme::contrast(text, ground) >= kEnough,
                         qPrintable(describe(rule, text, ground)));
            }
            looks.insert({own.has_value(), own ? own->rgb() : text.rgb()});
        }
        QCOMPARE(looks.size(), std::size(all)); // none looks like another
    }

    void ringsAreSeen()
    {
        const Sheet sheet;
        int rings = 0;
        for (const Rule& rule : sheet.rules()) {
            if (rule.states.contains(QStringLiteral("focus"))
                && rule.values.contains(QStringLiteral("border-color"))) {
                const auto ring = colourIn(rule.values[QStringLiteral("border-color")]);
                const auto own = sheet.valueOf(rule, QStringLiteral("background"));
                for (const QColor& behind : sheet.behind(rule)) {
                    const QColor ground = own ? over(*own, behind) : behind;
                    QVERIFY2(ring && theme::contrast(*ring, ground) >= kFrame,
                             qPrintable(rule.element));
                }
                ++rings;
            }
        }
        QVERIFY(rings > 10);
    }

    void theTablesOfColours()
    {
        const QRgb grounds[] = {theme::kGround, theme::kPanel, theme::kCard};
        for (const QRgb ground : grounds) {
            for (const QRgb text :
                 {theme::kText, theme::kBright, theme::kQuiet, theme::kDim, theme::kAccent}) {
                QVERIFY2(theme::contrast(QColor(text), QColor(ground)) >= kEnough,
                         qPrintable(QColor(text).name() + QColor(ground).name()));
            }
            QVERIFY(theme::contrast(QColor(theme::kFaint), QColor(ground)) >= kDisabled);
        }
        for (const QRgb text : {theme::kText, theme::kQuiet}) { // of a selected row
            QVERIFY(theme::contrast(QColor(text), QColor(theme::kLine)) >= kEnough);
        }
        QVERIFY(theme::contrast(QColor(theme::kOnAccent), QColor(theme::kAccent)) >= kEnough);
        const QPalette palette = QApplication::palette();
        const std::pair<QPalette::ColorRole, QPalette::ColorRole> pairs[] = {
            {QPalette::WindowText, QPalette::Window},
            {QPalette::Text, QPalette::Base},
            {QPalette::Text, QPalette::AlternateBase},
            {QPalette::PlaceholderText, QPalette::Base},
            {QPalette::ButtonText, QPalette::Button},
            {QPalette::ToolTipText, QPalette::ToolTipBase},
            {QPalette::HighlightedText, QPalette::Highlight},
            {QPalette::Link, QPalette::Base}};
        for (const auto& [text, ground] : pairs) {
            QVERIFY2(theme::contrast(palette.color(text), palette.color(ground)) >= kEnough,
                     qPrintable(QString::number(text)));
            QVERIFY(theme::contrast(palette.color(QPalette::Disabled, text),
                                    palette.color(QPalette::Disabled, ground))
                    >= kDisabled);
        }
    }

    void wordsOnColoursOfValues()
    {
        for (int step = 0; step <= 100; ++step) {
            for (const QColor& ground : {heatColour(step / 100.0), scoreColour(step / 100.0),
                                         fragileColour(step / 100.0)}) {
                QVERIFY2(theme::contrast(theme::inkOn(ground), ground) >= kEnough,
                         qPrintable(ground.name()));
            }
        }
    }
};

HALFTONE_GUI_TEST_MAIN(TestContrast)
#include "tst_contrast.moc"
