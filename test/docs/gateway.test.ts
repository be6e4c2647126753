import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { System } from '../../src/gateway/simulation/system.js';
import { createModel, people } from '../gateway/model-builder.js';

const guide = readFileSync('docs/gateway.md', 'utf8');

describe('the guide to the gateway', () => {
  it('names every stage of every path', () => {
    const model = createModel({
      gateway: { instances: 2 },
      connectionPoints: { proxy: { connectPorts: 'any' } },
      clients: [people()],
      content: [{ name: 'app', size: '1MB' }],
    });
    const names = new System(model, 1, 0).paths.flatMap((stages) => stages.map(({ name }) => name));
    expect(names).toContain('proxy-up');
    expect([...new Set(names)].filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);
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
