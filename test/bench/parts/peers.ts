import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { type CommandLine, ourProcess, output } from '../child-process.js';
import { runPairs } from '../pairs.js';
import type { Part, Row, Setting } from '../part.js';

interface Peer {
  readonly name: string;
  readonly missing: string;
  isInstalled(): boolean;
  /** W1 in it, two replications. */
  command(customers: number): CommandLine;
}

const works = (probe: () => unknown): boolean => {
  try {
    probe();
    return true;
  } catch {
    return false;
  }
};

const compiled = (name: string) => fileURLToPath(new URL(`../peers/${name}.js`, import.meta.url));

const PEERS: readonly Peer[] = [
  {
    name: 'SimPy',
    missing: "python3 cannot import simpy (Debian's python3-simpy3)",
    isInstalled: () => works(() => output(['python3', '-c', 'import simpy'])),
    command: (customers) => ['python3', 'test/bench/peers/w1-simpy.py', `${customers}`, '2'],
  },
  {
    name: 'simjs',
    missing: 'the npm package simjs is not installed',
    isInstalled: () => works(() => createRequire(import.meta.url).resolve('simjs')),
    command: (customers) => [process.execPath, compiled('w1-simjs'), `${customers}`, '2'],
  },
];

/** W1 in other simulators, as their users would write it. */
export const peersPart: Part = {
  name: 'peers',
  when: 'peers',
  run: (setting: Setting): Row[] =>
    PEERS.flatMap((peer) => {
      if (!peer.isInstalled()) {
        setting.say(`${peer.name} is left out: ${peer.missing}`);
        return [];
      }
      const customers = setting.quick ? 10_000 : 200_000;
      const ours = ourProcess('workload', 'w1', 'default', 5 * customers, 8, 1);
      return [
        runPairs({ what: 'w1', against: peer.name, ours, reference: peer.command(customers) }, setting),
      ];
    }),
};
