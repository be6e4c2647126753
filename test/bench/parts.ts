import type { Part } from './part.js';
import { clientsPart, durationPart, instancesPart } from './parts/growth.js';
import { hardIncrementsPart, holdPart } from './parts/hold.js';
import { millionPart } from './parts/million.js';
import { peersPart } from './parts/peers.js';
import { piecesPart } from './parts/pieces.js';
import { requestPart } from './parts/request.js';
import { startUpPart } from './parts/start-up.js';
import { w1Part, w2Part } from './parts/workloads.js';

/** The parts of the suite, in the order of the table. */
export const parts: readonly Part[] = [
  w1Part,
  w2Part,
  holdPart,
  hardIncrementsPart,
  requestPart,
  clientsPart,
  instancesPart,
  durationPart,
  millionPart,
  startUpPart,
  piecesPart,
  peersPart,
];
