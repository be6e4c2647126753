/** Formats of `cmgsim network`. */
export const NETWORK_FORMATS = ['table', 'markdown', 'csv', 'json'] as const;
export type NetworkFormat = (typeof NETWORK_FORMATS)[number];
