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

const numbers = new Map<Cause, number>(CAUSES.map((cause, index) => [cause, index]));
export const causeNumber = (cause: Cause): number => numbers.get(cause)!;
