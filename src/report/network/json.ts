import type { NetworkAnswer } from '../../model/network/answer.js';
import { NETWORK_SCHEMA } from './json-schema.js';

/** What identifies an answer: the version of the program, and the file that the model was read from. */
export interface NetworkOrigin {
  readonly version: string;
  readonly sha256: string;
  readonly overrides: readonly string[];
}

/** The answer whole, as `networkJsonSchema` says; instances are numbered from 1, as in every other format. */
export function networkJson({ model, ...answer }: NetworkAnswer, origin: NetworkOrigin): string {
  const { version, sha256, overrides } = origin;
  const whole = {
    schema: NETWORK_SCHEMA,
    cmgsim: version,
    model: { name: model, sha256, overrides },
    ...answer,
  };
  const fromOne = (key: string, value: unknown): unknown =>
    key === 'instance' && typeof value === 'number' ? value + 1 : value;
  return `${JSON.stringify(whole, fromOne, 2)}\n`;
}
