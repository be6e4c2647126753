import { z } from 'zod';
import { dayTime } from '../clock/week-field.js';
import { populationZone } from '../clock/zone-field.js';
import {
  count,
  durationDistribution,
  fixedDuration,
  NO_ZERO,
  ONE_VALUE,
  positive,
  rate,
  share,
  withDefault,
} from '../field.js';
import { activitiesSchema } from './activities.js';
import { firewallSchema } from './firewall.js';
import { assumed, chosen, doc } from './origin.js';

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const hoursSchema = z
  .strictObject({
    from: withDefault(dayTime, '0h', chosen(4), 'Local time at which clients come online'),
    to: withDefault(dayTime, '24h', chosen(4), 'Local time at which they go offline'),
    days: withDefault(z.array(z.enum(days)).min(1), [...days], chosen(4), 'Days on which they are online'),
    timeZone: withDefault(
      populationZone,
      'site',
      chosen(4),
      'Time zone of these hours; site: that of the site',
    ),
    spread: withDefault(
      fixedDuration(ONE_VALUE.width),
      '30min',
      assumed(4, '0min', '2h'),
      "Each client's start and end vary by up to this, uniform",
    ),
  })
  .prefault({})
  .describe('When clients are online; from 0h to 24h means always');

const bandwidthSchema = z.strictObject({
  share: share.describe('Share of the population'),
  down: positive(rate, NO_ZERO.rate).describe('To the client'),
  up: positive(rate, NO_ZERO.rate).describe('From the client'),
});

const populationSchema = z
  .strictObject({
    name: withDefault(z.string().min(1), 'clients', chosen(4), 'Name of the population in results'),
    count: count(0, 10_000_000).describe('Clients, remote or not'),
    remote: withDefault(
      share,
      1,
      chosen(4),
      'Share of them that is on the internet; the rest is on the intranet and does not touch the gateway',
    ),
    authentication: withDefault(
      z.strictObject({
        entra: share.prefault(0),
        certificate: share.prefault(0),
        siteToken: share.prefault(0),
      }),
      { entra: 1, certificate: 0, siteToken: 0 },
      chosen(7),
      'Shares of clients by how they authenticate; they add up to 1',
    ),
    hours: hoursSchema,
    access: z
      .strictObject({
        rtt: withDefault(
          durationDistribution,
          { lognormal: { mean: '50ms', cv: 0.75 } },
          assumed(9, '10ms', '150ms'),
          'Round trip between a client and the gateway, drawn once for each client (median 40 ms, p95 120 ms)',
        ),
        bandwidth: withDefault(
          z.array(bandwidthSchema).min(1),
          [{ share: 1, down: '50Mbps', up: '10Mbps' }],
          chosen(9),
          'Access classes',
        ),
      })
      .prefault({})
      .describe('Internet access of clients'),
    clientsPerAddress: withDefault(count(1), 1, chosen(6), 'Clients behind one public address (NAT)'),
    trustsCertificate: withDefault(
      share,
      1,
      chosen(5),
      'Share of clients that trust the server certificate of the gateway',
    ),
    staleConnection: withDefault(
      durationDistribution,
      '0s',
      assumed(6, '0s', '21s'),
      'Time a client loses on a connection that was dropped without a reset',
    ),
    connectTimeout: withDefault(
      durationDistribution,
      '21s',
      assumed(3, '3s', '60s'),
      'Time after which connecting to a silent VM is given up',
    ),
    timeout: withDefault(
      positive(fixedDuration(ONE_VALUE.timeout), NO_ZERO.timeout),
      '60s',
      assumed(3, '30s', '5min'),
      'Time after which a client gives an attempt up',
    ),
    retry: z
      .strictObject({
        attempts: withDefault(
          count(1, 255),
          3,
          assumed(3, 1, 10),
          'Tries of one request, the first included',
        ),
        backoff: withDefault(
          durationDistribution,
          '60s',
          assumed(3, '1s', '10min'),
          'Pause before the second try; grows by the factor',
        ),
        factor: withDefault(
          z.number().min(1).max(10),
          2,
          assumed(3, 1, 4),
          'How much longer each further pause is',
        ),
        jitter: withDefault(
          share,
          0.5,
          assumed(3, 0, 1),
          'A pause is shortened by up to this share, uniform',
        ),
      })
      .prefault({})
      .describe('What a client does after a failed attempt'),
    startup: withDefault(
      z.array(
        z.enum(['location', 'policy', 'notification', 'state', 'heartbeat', 'compliance', 'update-scan']),
      ),
      ['location', 'policy', 'notification'],
      doc(4),
      'What a client asks for when it comes online',
    ),
    activities: activitiesSchema,
    firewall: firewallSchema.optional(),
  })
  // From here on a population is its remote clients; all else that counts clients counts them.
  .transform((population) => ({
    ...population,
    count: Math.round(population.count * population.remote),
    inAll: population.count,
  }))
  .describe('A population of clients that behave alike');

export const clientsSchema = z.array(populationSchema).min(1).max(255).describe('Populations of clients');
