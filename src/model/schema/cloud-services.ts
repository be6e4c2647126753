import { z } from 'zod';
import {
  count,
  durationDistribution,
  NO_ZERO,
  perSecond,
  positive,
  rate,
  share,
  sizeDistribution,
  withDefault,
} from '../field.js';
import { assumed, chosen, doc } from './origin.js';

export const storageSchema = z
  .strictObject({
    blobRequests: withDefault(perSecond, '500/s', doc(5), 'Requests a second of one blob'),
    accountRequests: withDefault(perSecond, '20000/s', doc(5), 'Requests a second of the storage account'),
    egress: withDefault(positive(rate, NO_ZERO.rate), '50Gbps', doc(5), 'Egress of the storage account'),
    firstByte: withDefault(
      durationDistribution,
      '10ms',
      assumed(5, '1ms', '100ms'),
      'Time of storage before the first byte of a range',
    ),
    rangeSize: withDefault(
      positive(sizeDistribution, NO_ZERO.rate),
      '4MiB',
      assumed(5, '1MiB', '100MiB'),
      'Bytes that a client asks for at once',
    ),
    backoff: withDefault(
      durationDistribution,
      '1s',
      assumed(5, '0.5s', '10min'),
      'First pause after a 503; doubles each time',
    ),
    maximumBackoff: withDefault(
      durationDistribution,
      '10min',
      chosen(5),
      'Longest pause after a 503 (BITS: minimum retry delay)',
    ),
    attempts: withDefault(
      count(1, 65535),
      20,
      assumed(5, 5, 1000),
      'Tries of one range before the download fails',
    ),
  })
  .prefault({})
  .describe('Blob storage of a gateway');

export const dnsSchema = z
  .strictObject({
    lookup: withDefault(
      durationDistribution,
      '20ms',
      assumed(9, '1ms', '100ms'),
      'Time of one lookup that is not cached',
    ),
    cnameTtl: withDefault(
      durationDistribution,
      '1h',
      assumed(5, '5min', '24h'),
      'Time that the CNAME of your own domain is cached',
    ),
    azureTtl: withDefault(
      durationDistribution,
      '10s',
      assumed(5, '10s', '5min'),
      'Time that the Azure name is cached',
    ),
  })
  .prefault({})
  .describe('Name resolution of clients');

export const entraSchema = z
  .strictObject({
    signIn: withDefault(
      durationDistribution,
      '200ms',
      assumed(7, '50ms', '2s'),
      'Time of Microsoft Entra ID to issue an access token, round trips aside',
    ),
    accessToken: withDefault(
      durationDistribution,
      { uniform: { min: '60min', max: '90min' } },
      doc(7),
      'Life of an access token',
    ),
    ccmToken: withDefault(
      durationDistribution,
      '8h',
      doc(7),
      'Life of the token that the management point issues for it',
    ),
    contentToken: withDefault(
      positive(durationDistribution, NO_ZERO.life),
      '24h',
      doc(5),
      'Life of a content token',
    ),
    available: withDefault(share, 1, chosen(7), 'Share of sign-ins that Microsoft Entra ID answers'),
  })
  .prefault({})
  .describe('Microsoft Entra ID and the tokens');
