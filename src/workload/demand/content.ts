import { createDistribution } from '../../engine/index.js';
import { OCCURS, type Occurs, repeatSeconds } from '../../model/occurs.js';
import { clientCounts } from '../../model/remote.js';
import type { Model, PopulationModel } from '../../model/schema.js';
import { axisMinutes, Curve, type Recurring } from './curve.js';
import { chanceOfNone } from './due.js';
import { type OwnSession, ownSessions, shiftsOf } from './presence.js';
import { addEvenly, delayedEvenly, MINUTE, WEEK_SECONDS } from './week.js';

type Content = Model['content'][number];
type Deployment = Content['deployments'][number];

/** How long clients are followed after content has become available, at most: who has not noticed it by then is left out. */
const LONGEST = 2 * WEEK_SECONDS;

/** What one population downloads. */
export interface ContentDemand {
  /** Begun. */
  readonly downloads: Curve;
  /** Those whose client asks the gateway for them. */
  readonly downloadsAtGateway: Curve;
  readonly bytes: Curve;
  /** Downloads of each package, in the order of the model. */
  readonly packages: readonly Recurring[];
}

/** What downloads depend on of a population's clients. */
interface ClientHabits {
  /** Share of the clients online, by minute of the week. */
  readonly online: Float64Array;
  /** By session of the week: the chance that a client asks for its policy at its beginning. */
  readonly policyAtBeginning: readonly number[];
  readonly weeksOfOnce: number;
}

/** Downloads, each at a time of its deployment or, of what users want, at any time. */
export function contentDemand(
  model: Model,
  population: PopulationModel,
  habits: ClientHabits,
): ContentDemand {
  const [downloads, downloadsAtGateway, bytes] = [new Curve(), new Curve(), new Curve()];
  const packages = model.content.map((content): Recurring => {
    if (content.source === 'windows-update') return { everyWeek: 0, once: 0 }; // past the gateway, in no part of which it is seen
    const one = new Curve();
    for (const occurs of OCCURS) {
      const begun = begunDownloads(content, occurs, model, population, habits);
      one.add(occurs, begun);
      bytes.add(
        occurs,
        bytesOf(begun, createDistribution(content.size).mean * (1 - content.peers), population),
      );
    }
    downloads.addCurve(one);
    if (content.source === 'gateway') downloadsAtGateway.addCurve(one);
    return one.total();
  });
  return { downloads, downloadsAtGateway, bytes, packages };
}

/** Downloads of a package begun in each minute, of its deployments that come as often; every week, of what users want too. */
function begunDownloads(
  { deployments, onDemand = 0 }: Content,
  occurs: Occurs,
  model: Model,
  population: PopulationModel,
  { online, policyAtBeginning, weeksOfOnce }: ClientHabits,
): Float64Array {
  const axis = new Float64Array(axisMinutes(occurs, weeksOfOnce));
  for (const deployment of deployments)
    if (deployment.occurs === occurs) addDeployment(axis, population, deployment, policyAtBeginning);
  const { remote: everyone } = clientCounts(model);
  if (occurs !== 'weekly' || everyone === 0) return axis;
  const wanted = (onDemand * MINUTE * population.count) / everyone;
  return axis.map((count, minute) => count + online[minute]! * wanted);
}

/**
 * Downloads that a deployment makes the clients of a population begin, by minute from Monday 00:00 UTC of the first week on.
 * @param axis of so many minutes; what comes later falls on its beginning
 * @param chanceAtBeginning by session of the week: that a client asks for its policy at its beginning
 */
function addDeployment(
  axis: Float64Array,
  population: PopulationModel,
  deployment: Deployment,
  chanceAtBeginning: readonly number[],
): void {
  const { to, share, available, window, notice, occurs } = deployment;
  if (to !== undefined && !to.includes(population.name)) return;
  const shifts = shiftsOf(population.hours);
  const clients = (population.count * share) / shifts.length;
  // The next version replaces one whose download has not begun.
  const repeat = repeatSeconds(occurs);
  const followed = Math.min(LONGEST, repeat);
  for (const shift of shifts) {
    const sessions = ownSessions(population.hours, shift, available, available + followed);
    const noticed = new Float64Array(Math.ceil((followed + window) / MINUTE) + 1);
    if (notice === 'at-once') noticed[0] = 1;
    else noticeByPolicy(noticed, population, sessions, available, chanceAtBeginning);
    startWhenOnline(axis, delayedEvenly(noticed, window), sessions, available, available + repeat, clients);
  }
}

/** By minute after `available`: the chance that a client receives its first policy since then. */
function noticeByPolicy(
  noticed: Float64Array,
  { activities }: PopulationModel,
  sessions: readonly OwnSession[],
  available: number,
  chanceAtBeginning: readonly number[],
): void {
  const { policy } = activities;
  let left = 1;
  for (const { begin, end, number } of sessions) {
    if (left < 1e-9) return;
    const from = Math.max(begin, available);
    if (number !== null && begin >= available) {
      const atOnce = left * chanceAtBeginning[number]!;
      noticed[Math.floor((begin - available) / MINUTE)]! += atOnce;
      left -= atOnce;
    }
    const waiting = left;
    for (let time = from; time < end && left > 1e-9; time += MINUTE) {
      const after = waiting * chanceOfNone(policy, Math.min(end, time + MINUTE) - from);
      noticed[Math.floor((time - available) / MINUTE)]! += left - after;
      left = after;
    }
  }
}

/** A download that is due while its client is offline begins with its next session, unless a new version has replaced it. */
function startWhenOnline(
  axis: Float64Array,
  due: Float64Array,
  sessions: readonly OwnSession[],
  available: number,
  replaced: number,
  clients: number,
): void {
  let session = 0;
  due.forEach((chance, minute) => {
    if (chance === 0) return;
    const time = available + minute * MINUTE;
    while (session < sessions.length && sessions[session]!.end <= time) session++;
    const { begin } = sessions[session] ?? { begin: time };
    if (Math.max(begin, time) >= replaced) return;
    const start = Math.floor(Math.max(begin, time) / MINUTE);
    axis[start % axis.length]! += clients * chance;
  });
}

/** Bytes of the content of downloads by minute, each at the rate of its client's access from its beginning on. */
function bytesOf(downloads: Float64Array, bytes: number, { access }: PopulationModel): Float64Array {
  const axis = new Float64Array(downloads.length);
  for (const { share, down } of access.bandwidth) {
    const seconds = (bytes * 8) / down;
    downloads.forEach((count, minute) => {
      addEvenly(axis, count * share * bytes, minute * MINUTE, seconds);
    });
  }
  return axis;
}
