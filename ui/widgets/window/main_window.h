// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/session/study.h"
#include "ui/widgets/controls/banner.h"
#include "ui/widgets/window/study_controller.h"

#include <QImage>
#include <QMainWindow>

#include <filesystem>

class QActionGroup;
class QLabel;
class QMenu;
class QMenuBar;
class QStackedWidget;

namespace halftone::ui {

class LoadCard;
class PrecisionPanel;
class SliceStrip;
class SliceView;
class StatusLine;
class StudyPanel;
class Welcome;

/// How a window is made.
struct WindowOptions {
    pipeline::Runtime runtime;
    QString version;      ///< for the About box
    bool remember = true; ///< keep recent files and the window's place between runs
};

/// The application's window: shows what StudyController holds and turns input into calls to it.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(WindowOptions options, QWidget* parent = nullptr);
    ~MainWindow() override;

    [[nodiscard]] const DisplayWindow& displayWindow() const noexcept { return m_window; }
    [[nodiscard]] StudyController& controller() { return m_controller; }
    [[nodiscard]] SliceView& sliceView() { return *m_view; }
    [[nodiscard]] PrecisionPanel& precisionPanel() { return *m_precisionPanel; }
    [[nodiscard]] StudyPanel& studyPanel() { return *m_studyPanel; }
    [[nodiscard]] Banners& banners() { return *m_banners; }

    /// The whole window as it is now, OpenGL views included.
    [[nodiscard]] QImage picture();

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    [[nodiscard]] QWidget* makeHeader();
    [[nodiscard]] QWidget* makeCentre();
    void connectController();
    void connectViews();
    // main_window_actions.cpp
    void makeMenus();
    void makeFileMenu();
    void makeViewMenu();
    void makePrecisionMenu();
    void makeHelpMenu();
    QAction* add(QMenu* menu, const QString& text, const QList<QKeySequence>& keys,
                 const std::function<void()>& call);
    void fillRecentMenu();
    void fillModelMenu();
    void remember(const std::filesystem::path& path);
    void openImageDialog();
    void openFolderDialog();
    void openReferenceDialog();
    void openModelDialog();
    void saveMaskDialog();
    void saveScreenshotDialog();
    void openPath(const QString& path);

    void showStudy();
    void askForReferenceLabel();
    void explainModel();
    void showSlice();
    void showOverlay(); ///< mask, reference and caption of the slice
    void showMask();
    void showReference();
    void showCaption();
    void showFigures();
    void showProbe(int x, int y);
    void resetWindow();
    void dragWindow(double width, double level);

    WindowOptions m_options;
    StudyController m_controller;
    DisplayWindow m_window;
    std::shared_ptr<const Image> m_windowedImage; ///< that m_window was chosen for
    bool m_closeWhenSaved = false;
    bool m_maskShown = true; ///< S switches the overlay
    bool m_hadReference = false;
    int m_overlaySlice = -1; ///< slice of the overlay that is drawn, -1: none

    StudyPanel* m_studyPanel;
    PrecisionPanel* m_precisionPanel;
    SliceView* m_view;
    SliceStrip* m_strip;
    StatusLine* m_status;
    Banners* m_banners;
    Welcome* m_welcome;
    LoadCard* m_loadCard;
    QStackedWidget* m_stack;
    QWidget* m_sliceBar;
    QLabel* m_stripName;
    QLabel* m_sliceNumber;
    QLabel* m_summary;
    QMenuBar* m_menuBar;
    QMenu* m_recentMenu = nullptr;
    QMenu* m_modelMenu = nullptr;
    QAction* m_maskAction = nullptr;
    QAction* m_outlineAction = nullptr;
    QList<QAction*> m_studyActions; ///< need an image
    QList<QAction*> m_maskActions;  ///< need an image and a model
};

} // namespace halftone::ui
