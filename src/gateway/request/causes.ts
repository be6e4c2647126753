import type { Id } from './ids.js';

/** Why a request fails, in words that results and tests share. */
export const CAUSES = [
  'timeout',
  'no-channel',
  'no-instance',
  'connect-timeout',
  'instance-lost',
  'connection-point-ports',
  'management-point-down',
  'management-point-busy',
  'update-point-down',
  'update-point-busy',
  'service-stopped',
  'port-closed',
  'host-blocked',
  'verb-blocked',
  'header-blocked',
  'tls-inspected',
  'sign-in',
  'token',
  'location',
  'untrusted-certificate',
  'storage-throttled',
  'no-content-source',
] as const;

export type Cause = (typeof CAUSES)[number];

/** The place of a cause in the list. */
export type CauseId = Id<'cause'>;

const ids = new Map<Cause, CauseId>(CAUSES.map((cause, index) => [cause, index as CauseId]));
export const causeId = (cause: Cause): CauseId => ids.get(cause)!;
