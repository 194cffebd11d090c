// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/document/colour_by.h"
#include "ui/document/format.h"
#include "ui/widgets/views/compare_view.h"
#include "ui/widgets/views/other_view.h"
#include "ui/widgets/window/actions.h"
#include "ui/widgets/window/command_groups.h"
#include "ui/widgets/window/compare_menu.h"
#include "ui/widgets/window/main_window.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QMenu>

#include <functional>
#include <vector>

namespace halftone::ui {

namespace {

/// Sees the key of a shortcut go up, wherever the focus is, and the window lose the keyboard, after
/// which nobody would tell.
class KeyWatch : public QObject {
public:
    KeyWatch(QWidget& window, int key, std::function<void()> released)
        : QObject(&window), m_window(window), m_key(key), m_released(std::move(released))
    {
        qApp->installEventFilter(this);
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::KeyRelease) {
            const auto* key = static_cast<QKeyEvent*>(event);
            if (key->key() == m_key && !key->isAutoRepeat()) {
                m_released();
            }
        } else if (event->type() == QEvent::WindowDeactivate && watched == &m_window) {
            m_released();
        }
        return QObject::eventFilter(watched, event);
    }

private:
    QWidget& m_window;
    int m_key;
    std::function<void()> m_released;
};

/// B as a menu, wherever the mouse is or at `place`; `then` once something was chosen.
void popUpChoice(MainWindow& window, const QPoint& place, const std::function<void()>& then = {})
{
    auto* menu = new QMenu(&window);
    menu->setObjectName(QStringLiteral("otherMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillCompareMenu(*menu, window);
    QObject::connect(menu, &QMenu::triggered, &window, [&window, then] {
        if (then && isSet(window.document().other())) {
            then();
        }
    });
    menu->popup(place);
}

/// Instead of a key that seems dead while there is no B: says what is missing, and offers it.
/// `then`: what was asked for.
void askForOther(MainWindow& window, const std::function<void()>& then)
{
    Document& document = window.document();
    const PrecisionModel& precision = window.session().precision();
    const quant::Precision other =
        precision.precision() != precision.full() ? precision.full() : quant::kSmallest;
    std::vector<BannerAction> actions;
    if (precision.isOffered(other)) {
        actions.push_back({formatPrecision(other), [&document, other, then] {
                               document.setOther(OtherPrecision{other});
                               then();
                           }});
    }
    actions.push_back({QCoreApplication::translate("Commands", "Choose..."), [&window, then] {
                           const QWidget& view = window.compare();
                           popUpChoice(window, view.mapToGlobal(view.rect().topLeft()), then);
                       }});
    window.banners().add(MessageKind::Note,
                         QCoreApplication::translate(
                             "Commands", "Choose what to compare with: another precision, another "
                                         "model, the reference or other labels."),
                         actions);
}

} // namespace

void connectCompareCommands(Actions& actions, MainWindow& window)
{
    Document& document = window.document();
    CompareView& compare = window.compare();
    const auto mode = [&](Command command, CompareMode wanted) {
        actions.on(
            command, [&window, &document, wanted, action = actions.action(command)](bool on) {
                if (isSet(document.other())) {
                    document.setCompareMode(on ? wanted : CompareMode::Off);
                } else {
                    action->setChecked(false);
                    askForOther(window, [&document, wanted] { document.setCompareMode(wanted); });
                }
            });
    };
    mode(Command::ComparePanes, CompareMode::Panes);
    mode(Command::CompareWipe, CompareMode::Wipe);
    // Held down, the key would give the command again and again; from the menu it stays until it
    // is given once more.
    actions.action(Command::ShowOther)->setAutoRepeat(false);
    actions.on(Command::ShowOther, [&](bool) {
        isSet(document.other()) ? compare.setFlicker(!compare.flickers())
                                : askForOther(window, [] {});
    });
    new KeyWatch(window, binding(Command::ShowOther).keys.front()[0].key(),
                 [&compare] { compare.setFlicker(false); });
    Comparison& comparison = window.session().comparison();
    actions.on(Command::SwapOther, [&](bool) { comparison.swap(); });
    actions.on(Command::HatchErrors, [&](bool on) { document.setErrorsHatched(on); });
    actions.on(Command::ColourByOtherError,
               [&](bool) { setColourBy(document, ColourBy::ErrorAgainstOther); });
    const auto follow = [&] {
        actions.setAvailable(Needs::OtherMask, isSet(document.other()));
        actions.setAvailable(Needs::OtherErrors,
                             canColourBy(document, ColourBy::ErrorAgainstOther));
        actions.action(Command::SwapOther)->setEnabled(comparison.canSwap());
        actions.action(Command::ComparePanes)
            ->setChecked(document.compareMode() == CompareMode::Panes);
        actions.action(Command::CompareWipe)
            ->setChecked(document.compareMode() == CompareMode::Wipe);
        actions.action(Command::HatchErrors)->setChecked(document.errorsHatched());
    };
    QObject::connect(&document, &Document::compareChanged, &window, follow);
    QObject::connect(&window.session(), &Session::caseChanged, &window, follow);

    QMenu* with = actions.submenu(Submenu::CompareWith);
    QObject::connect(with, &QMenu::aboutToShow, &window,
                     [&window, with] { fillCompareMenu(*with, window); });
    OtherView* other = &compare.other();
    QObject::connect(other, &OtherView::choiceRequested, &window,
                     [&window](const QPoint& place) { popUpChoice(window, place); });
    QObject::connect(other, &OtherView::swapRequested, &comparison, &Comparison::swap);
    QObject::connect(other, &OtherView::closeRequested, &document,
                     [&document] { document.setOther({}); });
}

} // namespace halftone::ui
