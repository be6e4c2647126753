import { z } from 'zod';
import {
  count,
  durationDistribution,
  fixedDuration,
  NO_ZERO,
  ONE_VALUE,
  type Provenance,
  positive,
  share,
  sizeDistribution,
  withDefault,
} from '../field.js';
import { assumed, chosen, derived, doc, field } from './origin.js';

type DurationText = Extract<z.input<typeof durationDistribution>, string>;
type SizeText = Extract<z.input<typeof sizeDistribution>, string>;

interface ActivityDefaults {
  readonly period: readonly [DurationText, Provenance];
  readonly spread?: readonly [DurationText, Provenance];
  readonly probability?: readonly [number, Provenance];
  readonly exchanges?: number;
  readonly request: readonly [SizeText, Provenance];
  readonly reply: readonly [SizeText, Provenance];
  readonly service: readonly [DurationText, Provenance];
}

const noSpread = ['0s', doc(4)] as const;
const always = [1, chosen(4)] as const;

function activity(what: string, defaults: ActivityDefaults) {
  const spread = defaults.spread ?? noSpread;
  const probability = defaults.probability ?? always;
  return z
    .strictObject({
      enabled: withDefault(z.boolean(), true, chosen(4), 'Whether clients do it at all'),
      arrivals: withDefault(
        z.enum(['periodic', 'poisson']),
        'periodic',
        chosen(4),
        'Each client at its own phase of the period, or at random with the same mean rate',
      ),
      period: withDefault(
        positive(fixedDuration(ONE_VALUE.schedule), NO_ZERO.period),
        defaults.period[0],
        defaults.period[1],
        'Time between two of a client',
      ),
      spread: withDefault(
        fixedDuration(ONE_VALUE.width),
        spread[0],
        spread[1],
        'Random delay after it is due, uniform from 0',
      ),
      probability: withDefault(
        share,
        probability[0],
        probability[1],
        'Share of the times due at which there is something to send',
      ),
      exchanges: withDefault(
        count(1, 255),
        defaults.exchanges ?? 1,
        assumed(4, 1, 50),
        'Requests in a row, each waiting for the answer to the one before',
      ),
      request: withDefault(sizeDistribution, defaults.request[0], defaults.request[1], 'Bytes to the site'),
      reply: withDefault(sizeDistribution, defaults.reply[0], defaults.reply[1], 'Bytes to the client'),
      service: withDefault(
        durationDistribution,
        { lognormal: { mean: defaults.service[0], cv: 1 } },
        defaults.service[1],
        'Service time at the site system',
      ),
      timeout: positive(fixedDuration(ONE_VALUE.timeout), NO_ZERO.timeout)
        .optional()
        .describe("Time after which the client gives an attempt up; left out: the population's"),
    })
    .prefault({})
    .describe(what);
}

const weekly = ['7d', doc(4)] as const;
const serviceSample = (text: DurationText) => [text, assumed(3, '2ms', '300ms')] as const;

/** Every activity of a client; the keys are the request classes. Sizes split the documented 100 MB a month. */
export const activitiesSchema = z
  .strictObject({
    policy: activity('Policy request', {
      period: ['60min', doc(4)],
      request: ['2kB', assumed(4, '1kB', '10kB')],
      reply: ['58kB', assumed(4, '10kB', '180kB')],
      service: serviceSample('31ms'),
    }),
    notification: activity('Client notification: its keep-alive', {
      period: ['5min', field(4)],
      request: ['1297B', doc(4)],
      reply: ['358B', doc(4)],
      service: serviceSample('2ms'),
    }),
    state: activity('State messages, when any are queued', {
      period: ['15min', doc(4)],
      probability: [0.21, assumed(4, 0.05, 1)],
      request: ['9.5kB', assumed(4, '2kB', '50kB')],
      reply: ['0.5kB', assumed(4, '0.2kB', '2kB')],
      service: serviceSample('31ms'),
    }),
    'hardware-inventory': activity('Hardware inventory', {
      period: weekly,
      spread: ['240min', doc(4)],
      request: ['1.2MB', assumed(4, '0.1MB', '5MB')],
      reply: ['1kB', assumed(4, '0.2kB', '2kB')],
      service: serviceSample('100ms'),
    }),
    'software-inventory': activity('Software inventory', {
      period: weekly,
      request: ['100kB', assumed(4, '1kB', '5MB')],
      reply: ['1kB', assumed(4, '0.2kB', '2kB')],
      service: serviceSample('50ms'),
    }),
    metering: activity('Software metering', {
      period: weekly,
      request: ['100kB', assumed(4, '1kB', '1MB')],
      reply: ['1kB', assumed(4, '0.2kB', '2kB')],
      service: serviceSample('50ms'),
    }),
    heartbeat: activity('Heartbeat discovery', {
      period: weekly,
      request: ['10kB', assumed(4, '2kB', '50kB')],
      reply: ['1kB', assumed(4, '0.2kB', '2kB')],
      service: serviceSample('31ms'),
    }),
    'update-scan': activity('Software update scan, at the update point', {
      period: weekly,
      spread: ['2h', doc(4)],
      exchanges: 10,
      request: ['2kB', assumed(4, '1kB', '10kB')],
      reply: ['500kB', assumed(4, '50kB', '2MB')],
      service: serviceSample('100ms'),
    }),
    location: activity('Location request, and at the start of the agent', {
      period: ['24h', doc(4)],
      request: ['2kB', assumed(4, '1kB', '5kB')],
      reply: ['4kB', assumed(4, '1kB', '20kB')],
      service: serviceSample('31ms'),
    }),
    token: activity('Renewal of a CCM or site token; the period is that of site tokens', {
      period: ['30d', doc(7)],
      request: ['1974B', doc(3)],
      reply: ['1566B', doc(3)],
      service: ['2ms', doc(3)],
    }),
    compliance: activity('Compliance baselines', {
      period: ['7d', assumed(4, '1d', '30d')],
      request: ['10kB', assumed(4, '1kB', '100kB')],
      reply: ['2kB', assumed(4, '0.2kB', '20kB')],
      service: serviceSample('31ms'),
    }),
    'content-location': activity('Where to find content; asked before each download, never by itself', {
      period: ['30d', derived(5)],
      probability: [0, chosen(5)],
      request: ['2kB', assumed(5, '1kB', '5kB')],
      reply: ['4kB', assumed(5, '1kB', '20kB')],
      service: serviceSample('31ms'),
    }),
  })
  .prefault({})
  .describe('What clients ask for, how often and how much');

/** The request classes, in the order in which results list them. */
export const requestClasses = Object.keys(activitiesSchema.unwrap().shape) as RequestClass[];
export type RequestClass = keyof z.output<typeof activitiesSchema>;
