// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "volume_window.h"

#include <QAction>

/// A window with a volume in which no two columns are alike.
namespace halftone::test {

inline Image gradientVolume()
{
    return volume(patientGrid({40, 32, 12}, {1.0, 1.5, 4.0}, {-20, -24, -22}),
                  [](int i, int j, int k) { return i * 20 + j * 3 + k; });
}

class ViewerWindow : public VolumeWindow {
protected:
    void begin()
    {
        makeWindow();
        openVolume(gradientVolume(), "gradient.nii.gz");
        waitUntilSettled();
    }

    QAction* action(const char* text)
    {
        for (QAction* each : m_window->actions()) {
            if (each->text() == QString::fromLatin1(text)) {
                return each;
            }
        }
        return nullptr;
    }
};

} // namespace halftone::test
