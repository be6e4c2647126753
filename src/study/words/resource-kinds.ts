import type { ChangedPart } from '../advice/change.js';

/** What answers say of a kind of resource. */
interface ResourceKind {
  /** Of one such resource, in words. */
  readonly name: string;
  /** Stands for it in the map of a sweep. */
  readonly letter: string;
  /** What relieves it, the most effective first; advice tries that. */
  readonly relief: readonly ChangedPart[];
  /** Whether the network fills it, not the load: a channel holds its tunnels however much passes. */
  readonly isFixed?: true;
}

/** By kind, as `ResourceRegistry` has them. */
export const RESOURCE_KINDS: Readonly<Record<string, ResourceKind>> = {
  'vm-cpu': { name: 'CPU of an instance', letter: 'C', relief: ['instance', 'size'] },
  'vm-nic': { name: 'network card of an instance', letter: 'N', relief: ['instance', 'size'] },
  channel: { name: 'channel', letter: 'L', relief: ['connection-point', 'instance'] },
  'cp-cpu': { name: 'CPU of a connection point', letter: 'K', relief: ['connection-point'] },
  'cp-nic': { name: 'network card of a connection point', letter: 'W', relief: ['connection-point'] },
  'cp-ports': { name: 'ports', letter: 'P', relief: ['connection-point'] },
  'proxy-cpu': { name: 'CPU of the web proxy', letter: 'X', relief: [] },
  'proxy-tunnels': { name: 'tunnels of the web proxy', letter: 'T', relief: [], isFixed: true },
  'management-point': { name: 'management point', letter: 'M', relief: ['management-point'] },
  'update-point': { name: 'update point', letter: 'U', relief: ['update-point'] },
  'storage-egress': { name: 'storage', letter: 'S', relief: ['content'] },
};

/** What answers say of a kind; of one that is not in the table only its own name. */
export const resourceKind = (kind: string): ResourceKind =>
  RESOURCE_KINDS[kind] ?? { name: kind, letter: '?', relief: [] };
