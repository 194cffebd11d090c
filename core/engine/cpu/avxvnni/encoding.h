// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

// With HALFTONE_AVXVNNI_STAND_IN the files of this folder are compiled for AVX512-VL and -VNNI
// instead of AVX-VNNI, under another namespace: the same instructions in another encoding. Only
// tests do that, on machines that lack AVX-VNNI.
#ifdef HALFTONE_AVXVNNI_STAND_IN
#define HALFTONE_AVXVNNI avxvnni_stand_in
#else
#define HALFTONE_AVXVNNI avxvnni
#endif
