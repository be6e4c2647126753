/** Exact results of queueing theory: what simulations of textbook systems are held to. */
export { machineRepair, meanValueAnalysis } from './theory/closed.js';
export { erlangB, erlangC } from './theory/erlang.js';
export { jackson } from './theory/jackson.js';
export { maxMinShares } from './theory/max-min.js';
export { mg1, mg1Sharing, mgInfinityMeanNumber } from './theory/mg1.js';
export { mmc, mmcSojournQuantile, mmcSojournTail } from './theory/mmc.js';
export { mmck } from './theory/mmck.js';
export { periodicMeanWait } from './theory/periodic.js';
