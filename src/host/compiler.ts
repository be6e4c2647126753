import { setFlagsFromString } from 'node:v8';
import { requestsPerSecond } from '../model/demand.js';
import type { Model } from '../model/schema.js';

/** Requests of one replication from which on more compiling pays: it costs a tenth of a second. */
const MANY = 1e6;
/** Bytes of bytecode in one compiled function, instead of 920. notes: long-replications */
const INLINED_BYTES = 2500;

let isSet = false;

/**
 * Lets more of what a request's stages call be compiled into their callers, for the whole process, before a replication
 * that is long enough to gain by it. It changes speed alone. notes: long-replications
 */
export function compileFor(model: Model, seconds: number): void {
  if (isSet || requestsPerSecond(model) * seconds < MANY) return;
  isSet = true;
  setFlagsFromString(`--max-inlined-bytecode-size-cumulative=${INLINED_BYTES}`);
}
