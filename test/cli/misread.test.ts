import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { workingFolder } from '../folder.js';
import { callCmgsim } from './call.js';
import { good } from './malformed-models.js';
import { MISREAD } from './misread-inputs.js';

workingFolder();

describe('what can be misread is refused with what would be right', () => {
  it.each(MISREAD)('%s', async (...row) => {
    const [, model, line, override] = row;
    writeFileSync('model.yaml', model!);
    const words = override === undefined ? [] : ['--set', override];
    const place = override === undefined ? 'model.yaml:' : '';
    const call = await callCmgsim('model', 'check', 'model.yaml', ...words);
    expect(call).toEqual({ exitCode: 2, out: '', err: `${place}${line}\n` });
  });
});

describe('what looks like it and is well', () => {
  it.each([
    ['prices with three decimals', good('prices: {vmHour: {B2s: 1.500}, storagePerGBMonth: 0.018}\n')],
    ['a duration with three decimals', good('dns: {lookup: 1.125ms}\n')],
    ['a whole number with a decimal point', good('', '[{count: 45.0}]')],
    ['ports without spaces', good('connectionPoints: {firewall: {closed: [443,445]}}\n')],
    ['ports without spaces after others', good('connectionPoints: {firewall: {closed: [80, 81,8080]}}\n')],
    ['a range with spaces', good('connectionPoints: {firewall: {closed: ["10124 - 10139"]}}\n')],
    ['thousands in a description', good('description: about 1.500GB and 45.000 clients\n')],
    ['a region by the name of the portal', good('', undefined, '{region: (Europe) West Europe}')],
    ['a region newer than the list', good('', undefined, '{region: new:atlantiswest}')],
    ['the default region in US Government', good('', undefined, '{environment: azure-us-government}')],
    [
      'a prefix with a hyphen and a storage account',
      good('', undefined, '{prefix: contoso-cmg, storageAccount: contosocmg01}'),
    ],
    ['its own Azure name', good('', undefined, '{serviceName: CMG.westeurope.cloudapp.azure.com}')],
    [
      'a domain and what is below it',
      good('connectionPoints: {firewall: {blockedHosts: ["*.azure.com", contoso.com]}}\n'),
    ],
    ['a time of the week', good('events: [{event: vm-restart, instance: 1, at: Tue 18:00}]\n')],
    ['a time of the week in a zone', good('simulation: {start: tuesday 8:00 Europe/Berlin}\n')],
    ['a time of the next week', good('simulation: {start: week 2 mon 08:00}\n')],
    ['times of the day', good('', '[{count: 1, hours: {from: 08:00, to: 24:00}}]')],
    ['a time zone by its name', good('', '[{count: 1, hours: {timeZone: Europe/Berlin}}]')],
    ['a time zone of Windows', good('site: {timeZone: India Standard Time}\n')],
    ['an offset as results print it', good('', '[{count: 1, hours: {timeZone: UTC-03:30}}]')],
    ['the day that a leap year has', good('simulation: {date: 2028-02-29}\n')],
    ['a time zone of zero', good('', '[{count: 1, hours: {timeZone: 0}}]')],
    ['a small share of failures', good('objective: {policy: {failed: 0.05}}\n')],
    ['a large share of failures in percent', good('objective: {policy: {failed: 10%}}\n')],
    ['a failed share below all', good('objective: {policy: {failed: 99%}}\n')],
    ['spaces of a web page inside a text', good('description: a\u00a0b\n')],
  ])('%s', async (_, model) => {
    writeFileSync('model.yaml', model);
    expect(await callCmgsim('model', 'check', 'model.yaml')).toEqual({
      exitCode: 0,
      out: 'model.yaml: ok\n',
      err: '',
    });
  });
});

describe('an experiment', () => {
  const HEAD = 'name: e\nquestion: Why?\nmodel: model.yaml\n';
  it.each([
    [
      'a setting',
      'set: {clients.0.count: 45.000}\n',
      'e.yaml:4:24: set.clients.0.count: 45.000 may be 45000 or 45; write 45000 or 45',
    ],
    [
      'a level',
      'sweep: {factors: {gateway.vm.clientLimit: [6.000]}}\n',
      'e.yaml:4:44: sweep.factors.gateway.vm.clientLimit.0: 6.000 may be 6000 or 6; write 6000 or 6',
    ],
    [
      'levels with thousands commas',
      'sweep: {factors: {clients.clients.count: [6,000, 12,000]}}\n',
      'e.yaml:4:43: sweep.factors.clients.clients.count.0: the comma ends the number in 6,000; write 6000',
    ],
    [
      'levels with decimal commas',
      'sweep: {factors: {entra.available: [0,5, 0,8]}}\n',
      'e.yaml:4:37: sweep.factors.entra.available.0: the comma ends the number in 0,5; write 0.5 or "0, 5" for two numbers',
    ],
    [
      'a range',
      'sweep: {factors: {clients.0.count: {from: 1.000, to: 5000, step: 1000}}}\n',
      'e.yaml:4:43: sweep.factors.clients.0.count.from: 1.000 may be 1000 or 1; write 1000 or 1',
    ],
    [
      'a quantity',
      'sweep: {factors: {gateway.vm.nic: [1.500Mbps, 2Gbps]}}\n',
      'e.yaml:4:36: sweep.factors.gateway.vm.nic.0: 1.500Mbps may be 1500Mbps or 1.5Mbps; write 1500Mbps or 1.5Mbps',
    ],
  ])('refuses thousands in %s', async (_, text, line) => {
    writeFileSync('model.yaml', good(''));
    writeFileSync('e.yaml', HEAD + text);
    expect((await callCmgsim('sweep', 'e.yaml')).err.split('\n')[0]).toBe(line);
  });

  it.each([
    ['policy p95 <= 0,5s, failed <= 1%', 'the comma ends the number in 0,5s; write 0.5s'],
    ['policy p95 <= 1.500s', '1.500s may be 1500s or 1.5s; write 1500s or 1.5s'],
    ['failed <= 0.1', '0.1 may be 10% or 0.1%; write 10% or 0.1%'],
    ['policy p999 <= 2s', 'p99.9 cannot be a bound; mean, p50, p90, p95, p99 or failed can'],
    ['failed <= 1', 'with 100% every request may fail; write a smaller share; 1% is 0.01'],
    ['failed <= 5', 'a share is at most 1 (100%), found 5; write 5%'],
  ])('refuses the objective %s', async (objective, says) => {
    const plan = `plan: {candidates: {gateway.instances: [1, 2]}, objective: "${objective}"}\n`;
    writeFileSync('e.yaml', HEAD + plan);
    expect((await callCmgsim('plan', 'e.yaml')).err).toContain(says);
  });

  it('refuses a share of failures in the mapping of an objective that may be a percentage', async () => {
    writeFileSync(
      'e.yaml',
      `${HEAD}plan: {candidates: {gateway.instances: [1, 2]}, objective: {all: {failed: 0.1}}}\n`,
    );
    expect((await callCmgsim('plan', 'e.yaml')).err).toContain('0.1 may be 10% or 0.1%; write 10% or 0.1%');
  });

  it.each([
    ['compare', 'a comparison needs two or more, as in cmgsim compare model.yaml lab, or an experiment'],
    ['plan', 'write an experiment that names it, with the line model: model.yaml'],
    ['sweep', 'write an experiment that names it, with the line model: model.yaml'],
  ])('of %s is not a model', async (command, says) => {
    writeFileSync('model.yaml', good(''));
    const refused = { exitCode: 2, out: '', err: `cmgsim ${command}: model.yaml is a model; ${says}\n` };
    expect(await callCmgsim(command, 'model.yaml')).toEqual(refused);
  });

  it('is not a shipped model', async () => {
    expect((await callCmgsim('compare', 'lab')).err).toBe(
      'cmgsim compare: lab is a model; a comparison needs two or more, as in cmgsim compare lab scale-set, or an experiment\n',
    );
  });

  it('refuses the opposite of what it can say', async () => {
    writeFileSync('e.yaml', `${HEAD}plan: {candidates: {gateway.instances: [1, 2]}, supported: true}\n`);
    expect((await callCmgsim('plan', 'e.yaml')).err).toBe(
      'e.yaml:4:49: plan.supported: unknown field; write unsupported: false\n',
    );
  });

  it('is measured for a time that can be read in one way', async () => {
    const { exitCode, err } = await callCmgsim('run', 'lab', '--duration', '1.500h');
    expect(exitCode).toBe(2);
    expect(err).toContain('1.500h may be 1500h or 1.5h; write 1500h or 1.5h');
  });
});
