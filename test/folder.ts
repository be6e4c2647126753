import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';

/** A folder outside the project that is made before tests and removed after them. */
export interface TestFolder {
  /** Path of the folder, or of a file in it; only while a test or its preparation runs. */
  path(...names: string[]): string;
  /** Writes a file, with the folders above it. Returns its path. */
  write(name: string, content: string | Buffer): string;
  /** Text of a file. */
  read(...names: string[]): string;
}

/** Files by name with their texts. */
type Files = Readonly<Record<string, string>>;

/** One folder, with these files, for all tests of the file or block that asks for it. */
export function folderForAll(files: Files = {}): TestFolder {
  const { folder, make, remove } = prepare(files);
  beforeAll(make);
  afterAll(remove);
  return folder;
}

/** A new folder, with these files, for each test of the file or block that asks for it. */
export function folderForEach(files: Files = {}): TestFolder {
  const { folder, make, remove } = prepare(files);
  beforeEach(make);
  afterEach(remove);
  return folder;
}

/** As `folderForAll`, and the tests run in it, as a user would. */
export function workingFolder(files: Files = {}): TestFolder {
  const home = process.cwd();
  const folder = folderForAll(files);
  beforeAll(() => process.chdir(folder.path()));
  afterAll(() => process.chdir(home));
  return folder;
}

function prepare(files: Files) {
  let root = '';
  const path = (...names: string[]): string => join(root, ...names);
  const write = (name: string, content: string | Buffer): string => {
    mkdirSync(dirname(path(name)), { recursive: true });
    writeFileSync(path(name), content);
    return path(name);
  };
  const make = (): void => {
    root = mkdtempSync(join(tmpdir(), 'cmgsim-'));
    for (const [name, text] of Object.entries(files)) write(name, text);
  };
  const remove = (): void => rmSync(root, { recursive: true });
  return {
    folder: { path, write, read: (...names) => readFileSync(path(...names), 'utf8') } as TestFolder,
    make,
    remove,
  };
}
