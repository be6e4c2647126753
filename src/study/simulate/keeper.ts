import type { Observation } from '../../gateway/simulation/observation.js';
import { sha256 } from './sha256.js';

/** Keeps texts by place and name, so that a study that was interrupted can go on: files, or the memory of a program. */
export interface Keeper {
  /** All that is kept at a place, by name. */
  load(place: string): Promise<ReadonlyMap<string, string>>;
  /** Keeps a text, whole or not at all. */
  keep(place: string, name: string, text: string): Promise<void>;
  /** Forgets all that is kept at a place and at places below it. */
  forget(place: string): Promise<void>;
}

/** A keeper for a study that nobody goes on with. */
export const KEEPS_NOTHING: Keeper = {
  load: () => Promise.resolve(new Map()),
  keep: () => Promise.resolve(),
  forget: () => Promise.resolve(),
};

/**
 * What finished work must have in common to belong to one study: program, model (overrides applied), seed and times.
 * The number of replications is not part of it, so that a study can be extended.
 */
export const studyKey = (parts: Readonly<Record<string, unknown>>): string => sha256(JSON.stringify(parts));

const SCHEMA = 'cmgsim/replication/1';

/** Finished replications of one deployment, kept at a place of their own. */
export class KeptReplications {
  private readonly place: string;

  constructor(
    private readonly keeper: Keeper,
    /** Place of the deployment; left out where the study has one alone. */
    place: string | null,
    private readonly key: string,
  ) {
    this.place = place === null ? 'replications' : `${place}/replications`;
  }

  /** Forgets what an earlier study kept. */
  clear(): Promise<void> {
    return this.keeper.forget(this.place);
  }

  keep(observation: Observation): Promise<void> {
    const text = JSON.stringify({ schema: SCHEMA, key: this.key, observation });
    return this.keeper.keep(this.place, `${observation.replication}.json`, text);
  }

  /** The replications of this study that are kept; those of another study and unreadable texts are left out. */
  async load(): Promise<Observation[]> {
    const kept = await this.keeper.load(this.place);
    return [...kept.values()].map((text) => this.read(text)).filter((one) => one !== null);
  }

  private read(text: string): Observation | null {
    const { schema, key, observation } = parsed(text);
    return schema === SCHEMA && key === this.key ? (observation as Observation) : null;
  }
}

/** A kept text as an object; an empty one where it is none. */
export function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    return (JSON.parse(text) ?? {}) as Record<string, unknown>;
  } catch {
    return {};
  }
}
