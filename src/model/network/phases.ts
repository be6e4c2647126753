import type { NetworkGateway } from './deployment.js';
import { isManaged } from './managed.js';
import type { NetworkModel } from './network-model.js';

/** A time in which no gateway changes its size. Seconds after Monday 00:00 UTC. */
export interface Phase {
  readonly fromSeconds: number;
  /** null: nothing changes any more. */
  readonly toSeconds: number | null;
  /** The deployment as it is meanwhile. */
  readonly network: NetworkModel;
}

const NO_TIMELINE = { startSeconds: 0, offsetSeconds: 0, scalings: [] };

/**
 * The sizes that a deployment goes through on its timeline, in order; one phase when nothing scales. Changes before the
 * start of the timeline have been made; the others count, however long a run of the model is. Gateways that the service connection point cannot
 * manage stay as they are.
 */
export function phasesOf(model: NetworkModel): Phase[] {
  const { startSeconds, scalings } = model.timeline ?? NO_TIMELINE;
  const moments = [...new Set(scalings.map(({ atSeconds }) => atSeconds))].sort((a, b) => a - b);
  const isOver = (seconds: number): boolean => seconds < startSeconds;
  let first = model;
  for (const moment of moments.filter(isOver)) {
    const size = (gateway: NetworkGateway) => scaled(model, gateway, moment);
    first = { ...first, gateways: first.gateways.map(size) };
  }
  const phases: Phase[] = [{ fromSeconds: startSeconds, toSeconds: null, network: first }];
  for (const moment of moments.filter((seconds) => !isOver(seconds))) {
    const last = phases.at(-1)!;
    const gateways = last.network.gateways.map((gateway) => scaled(model, gateway, moment));
    if (gateways.every((gateway, index) => gateway === last.network.gateways[index])) continue;
    // What is due at the very start is the first size.
    if (moment === startSeconds) phases.pop();
    else phases.splice(-1, 1, { ...last, toSeconds: moment });
    const before = moment === startSeconds ? undefined : last.network;
    phases.push({ fromSeconds: moment, toSeconds: null, network: { ...model, gateways, before } });
  }
  return phases;
}

/** The gateway after the last of its changes at one moment; itself when its size stays the same. */
function scaled(model: NetworkModel, gateway: NetworkGateway, moment: number): NetworkGateway {
  const due = model.timeline!.scalings.filter(
    ({ atSeconds, gateway: name }) => atSeconds === moment && name === gateway.name,
  );
  const instances = due.at(-1)?.instances ?? gateway.instances;
  return instances === gateway.instances || !isManaged(model, gateway) ? gateway : { ...gateway, instances };
}
