// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// ONNX Runtime as a contestant: node onnxruntime.js FOLDER MODEL THREADS RUNS
// FOLDER is where npm installed onnxruntime-node. Prints one line of JSON, as measurement.h does.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { createRequire } = require('node:module');

const WARM_UPS = 2;
const SIDE = 512;

/** Most memory this process has ever held, in bytes. */
function peakResidentBytes() {
  const found = /^VmHWM:\s+(\d+) kB/m.exec(fs.readFileSync('/proc/self/status', 'ascii'));
  return 1024 * Number(found[1]);
}

/** Grey codes that look like nothing, the same as measurement.h makes. */
function makeCodes(count) {
  const codes = new Uint8Array(count);
  let state = 1;
  for (let i = 0; i < count; ++i) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    codes[i] = state >>> 24;
  }
  return codes;
}

function makeInput(ort, isQuantized) {
  const codes = makeCodes(SIDE * SIDE);
  const shape = [1, 1, SIDE, SIDE];
  return isQuantized
    ? new ort.Tensor('uint8', codes, shape)
    : new ort.Tensor('float32', Float32Array.from(codes, (code) => code / 255), shape);
}

async function main(folder, model, threads, runs) {
  const ort = createRequire(path.join(path.resolve(folder), 'x.js'))('onnxruntime-node');
  const about = path.join(folder, 'node_modules', 'onnxruntime-node', 'package.json');
  const version = JSON.parse(fs.readFileSync(about, 'utf8')).version;
  const before = peakResidentBytes();

  const session = await ort.InferenceSession.create(model, {
    executionProviders: ['cpu'],
    graphOptimizationLevel: 'all',
    executionMode: 'sequential',
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
  });
  const feeds = { image: makeInput(ort, path.basename(model).includes('int8')) };
  const milliseconds = [];
  for (let i = 0; i < WARM_UPS + runs; ++i) {
    const start = process.hrtime.bigint();
    await session.run(feeds);
    if (i >= WARM_UPS) {
      milliseconds.push(Number(process.hrtime.bigint() - start) / 1e6);
    }
  }
  const peak = peakResidentBytes() - before;
  console.log(JSON.stringify({ version, isa: '', threads, peak_bytes: peak, milliseconds }));
}

const [folder, model, threads, runs] = process.argv.slice(2);
main(folder, model, Number(threads), Number(runs)).catch((error) => {
  console.error(`onnxruntime.js: ${error.message}`);
  process.exitCode = 1;
});
