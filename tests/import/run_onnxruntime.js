// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// ONNX Runtime as a judge: node run_onnxruntime.js FOLDER MODEL CODES HEIGHT WIDTH OUTPUT
// FOLDER is where npm installed onnxruntime-node. CODES holds a byte a pixel; OUTPUT gets the first output as
// float32.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { createRequire } = require('node:module');

async function main(folder, model, codes, height, width, output) {
  const ort = createRequire(path.join(path.resolve(folder), 'x.js'))('onnxruntime-node');
  const session = await ort.InferenceSession.create(model, { executionProviders: ['cpu'], intraOpNumThreads: 1 });
  const image = Float32Array.from(fs.readFileSync(codes), (code) => code / 255);
  const feeds = { [session.inputNames[0]]: new ort.Tensor('float32', image, [1, 1, height, width]) };
  const { data } = (await session.run(feeds))[session.outputNames[0]];
  fs.writeFileSync(output, Buffer.from(data.buffer, data.byteOffset, data.byteLength));
}

const [folder, model, codes, height, width, output] = process.argv.slice(2);
main(folder, model, codes, Number(height), Number(width), output).catch((error) => {
  console.error(`run_onnxruntime.js: ${error.message}`);
  process.exitCode = 1;
});
