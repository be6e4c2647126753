import type { ConnectionPoint } from './connection-point.js';
import type { Attempt } from './request.js';
import type { Vm } from './vm.js';

/** A channel between a connection point and an instance: guide, section "Channels". */
export interface Channel {
  readonly vm: Vm;
  readonly point: ConnectionPoint;
  messages: number;
  /** Stage `channel-wait`. */
  wait(attempt: Attempt, done: () => void): void;
  /** Stage `channel-up`. */
  up(attempt: Attempt, done: () => void): void;
  /** Stage `channel-down`. */
  down(attempt: Attempt, done: () => void): void;
}
