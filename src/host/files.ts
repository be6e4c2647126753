import { access, constants, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Keeper } from '../study/simulate/keeper.js';

/**
 * Makes the directory of a study's results, so that what cannot be written is known before hours are simulated.
 * @returns its path, `out`/`name`
 * @throws the error of the host when it cannot be made or written to
 */
export async function prepareResults(out: string, name: string): Promise<string> {
  const directory = join(out, name);
  await mkdir(directory, { recursive: true });
  await access(directory, constants.W_OK);
  return directory;
}

/**
 * Writes texts by file name into a directory that exists; each file appears whole or not at all.
 * @throws the error of the host when one cannot be written
 */
export async function writeTexts(directory: string, texts: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(texts))
    await whole(join(directory, name), (file) => writeFile(file, text));
}

/** Writes a file beside its place and moves it there when it is complete. */
export async function whole(file: string, write: (file: string) => Promise<void>): Promise<void> {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    await write(draft);
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** Keeps finished work as files below a directory: a place is a folder, a name that of a file. */
export function keepFiles(directory: string): Keeper {
  return {
    load: async (place) => {
      const folder = join(directory, place);
      const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json'));
      const texts = await Promise.all(
        names.map((name) => readFile(join(folder, name), 'utf8').catch(() => null)),
      );
      return new Map(names.flatMap((name, index) => (texts[index] == null ? [] : [[name, texts[index]]])));
    },
    keep: async (place, name, text) => {
      const folder = join(directory, place);
      await mkdir(folder, { recursive: true });
      await writeTexts(folder, { [name]: text });
    },
    forget: (place) => rm(join(directory, place), { recursive: true, force: true }),
  };
}
