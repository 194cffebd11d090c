// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// What platform_check loads at run time.

extern "C" int halftoneAnswer();

extern "C" int halftoneAnswer()
{
    return 42;
}
