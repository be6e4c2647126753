/** A time in which something was wrong with a part, in one replication; seconds after the start of the measured window. */
export interface Spell {
  readonly replication: number;
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

/** Spells of several replications that overlap: one episode of the deployment. */
export interface Cluster<Each extends Spell> {
  readonly spells: readonly Each[];
  /** Replications that have it. */
  readonly replications: number;
  /** Medians over these: from the first beginning to the last end in each. */
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

/** Groups the spells of one part that overlap, whatever their replications, in order of time. */
export function clustersOf<Each extends Spell>(spells: readonly Each[]): Cluster<Each>[] {
  const rising = [...spells].sort((a, b) => a.fromSeconds - b.fromSeconds || a.toSeconds - b.toSeconds);
  const groups: Each[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const spell of rising) {
    if (spell.fromSeconds >= end) groups.push([]);
    groups.at(-1)!.push(spell);
    end = Math.max(end, spell.toSeconds);
  }
  return groups.map(clusterOf);
}

/** Whether it counts: at least half of the replications have it. */
export const isShared = (having: number, replications: number): boolean => having * 2 >= replications;

function clusterOf<Each extends Spell>(spells: readonly Each[]): Cluster<Each> {
  const byReplication = new Map<number, Each[]>();
  for (const spell of spells)
    byReplication.set(spell.replication, [...(byReplication.get(spell.replication) ?? []), spell]);
  const each = [...byReplication.values()];
  return {
    spells,
    replications: each.length,
    fromSeconds: median(each.map((own) => Math.min(...own.map((one) => one.fromSeconds)))),
    toSeconds: median(each.map((own) => Math.max(...own.map((one) => one.toSeconds)))),
  };
}

/** The lower of the two in the middle: a time that a replication really had. */
function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)]!;
}
