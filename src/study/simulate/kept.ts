import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Observation } from '../../gateway/observation.js';

const SCHEMA = 'cmgsim/replication/1';
const FOLDER = 'replications';

/**
 * What finished replications must have in common to belong to one study: program, model (overrides applied),
 * seed and times. Their number is not part of it, so that a study can be extended.
 */
export function studyKey(parts: Readonly<Record<string, unknown>>): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** Finished replications of a study, kept as files in the folder of its results. */
export class KeptReplications {
  private readonly folder: string;

  constructor(
    directory: string,
    private readonly key: string,
  ) {
    this.folder = join(directory, FOLDER);
  }

  /** Forgets what an earlier study kept. */
  async clear(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  async keep(observation: Observation): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const file = join(this.folder, `${observation.replication}.json`);
    await writeFile(`${file}.tmp`, JSON.stringify({ schema: SCHEMA, key: this.key, observation }));
    await rename(`${file}.tmp`, file);
  }

  /** The replications of this study that are kept; those of another study and unreadable files are left out. */
  async load(): Promise<Observation[]> {
    const names = await readdir(this.folder).catch(() => []);
    const kept = await Promise.all(
      names.filter((name) => name.endsWith('.json')).map((name) => this.read(join(this.folder, name))),
    );
    return kept.filter((one) => one !== null);
  }

  private async read(file: string): Promise<Observation | null> {
    try {
      const { schema, key, observation } = JSON.parse(await readFile(file, 'utf8'));
      return schema === SCHEMA && key === this.key ? observation : null;
    } catch {
      return null;
    }
  }
}
