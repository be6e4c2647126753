import type { GatewayModel } from './schema.js';

/** First version that creates no classic cloud service any more; what exists goes on. */
export const FIRST_WITHOUT_NEW_CLASSIC = 2203;
/** First version whose upgrade refuses a site that still has a classic cloud service. */
export const FIRST_WITHOUT_CLASSIC = 2403;

/** Of a classic cloud service: `current`, one may be created; `existing-only`, what exists goes on; `refused`, there can be none. */
export type ClassicStatus = 'current' | 'existing-only' | 'refused';

/** What a version of Configuration Manager, four digits of year and month, makes of classic cloud services. */
export function classicStatus(version: number): ClassicStatus {
  if (version >= FIRST_WITHOUT_CLASSIC) return 'refused';
  return version >= FIRST_WITHOUT_NEW_CLASSIC ? 'existing-only' : 'current';
}

const CLASSIC_NOTE = `Classic cloud service: none new from ${FIRST_WITHOUT_NEW_CLASSIC} on, refused from ${FIRST_WITHOUT_CLASSIC} on, retired by Azure in 2024.`;

/** Why a plan never takes a classic cloud service, whatever the version of the site: the seller has closed. */
export const CLASSIC_NOT_FOR_SALE = `a classic cloud service cannot be bought: none new from ${FIRST_WITHOUT_NEW_CLASSIC} on, and Azure retired the service on 31 August 2024`;

export const isClassic = ({ deployment }: Pick<GatewayModel, 'deployment'>): boolean =>
  deployment === 'classic';

/** What every output on these gateways says of them, whatever was measured: one sentence a note, none for scale sets alone. */
export const gatewayNotes = (gateways: readonly Pick<GatewayModel, 'deployment'>[]): string[] =>
  gateways.some(isClassic) ? [CLASSIC_NOTE] : [];
