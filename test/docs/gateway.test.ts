import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { System } from '../../src/gateway/simulation/system.js';
import { createModel, people } from '../gateway/model-builder.js';

const guide = readFileSync('docs/gateway.md', 'utf8');

/** By table whose first column is `stage`: the names there, from the top down. */
const stageTables = (): string[][] =>
  [...guide.matchAll(/^\| stage \|.*\n\|[-|]+\|\n((?:\|.*\n)+)/gm)].map(([, rows]) =>
    rows!
      .split('\n')
      .flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([\w-]+)`/g)].map(([, name]) => name!)),
  );

describe('the guide to the gateway', () => {
  it('has every stage of every path in a table, in the order of the path', () => {
    const model = createModel({
      gateway: { instances: 2 },
      connectionPoints: { proxy: { connectPorts: 'any' } },
      clients: [people()],
      content: [{ name: 'app', size: '1MB' }],
    });
    const { paths } = new System(model, 1, 0);
    const [toManagementPoints, toUpdatePoints, content] = paths.map((stages) =>
      stages.map(({ name }) => name),
    );
    const [relayed, downloads] = stageTables();
    expect(relayed!.filter((name) => name !== 'update-point')).toEqual(toManagementPoints);
    expect(relayed!.filter((name) => name !== 'management-point')).toEqual(toUpdatePoints);
    expect(downloads).toEqual(content);
    expect(relayed).toContain('proxy-up');
  });

  it('names folders and files that there are', () => {
    const section = guide.slice(guide.indexOf('## Where it is'), guide.indexOf('## The way of'));
    const files = [...section.matchAll(/`([\w-]+\.ts)`/g)].map(([, name]) => name!);
    expect(files.length).toBeGreaterThan(8);
    const all = readdirSync('src/gateway', { recursive: true, encoding: 'utf8' }).map((path) =>
      basename(path),
    );
    expect(files.filter((name) => !all.includes(name))).toEqual([]);
  });
});
