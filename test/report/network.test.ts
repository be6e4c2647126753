import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { painter } from '../../src/cli/painter.js';
import { answerNetwork, type NetworkQuestion } from '../../src/model/network/answer.js';
import type { NetworkModel } from '../../src/model/network/network-model.js';
import { NETWORK_FORMATS, type NetworkFormat } from '../../src/report/network/format.js';
import { networkJsonSchema } from '../../src/report/network/json-schema.js';
import { networkFiles, networkReport } from '../../src/report/network.js';
import { unpainted } from '../../src/report/paint.js';
import { gateway, network, population, ports } from '../model/network/fixture.js';

const origin = { version: '1.2.3', sha256: 'abc', overrides: ['gateway.instances=3'] };
const LISTS: NetworkQuestion = { check: false, grow: null };
const CHECK: NetworkQuestion = { check: true, grow: null };
const GROW: NetworkQuestion = { check: false, grow: [1, 16] };
const QUESTIONS = { lists: LISTS, check: CHECK, grow: GROW };

const walled: NetworkModel = network({
  gateways: [
    gateway({ instances: 16, ownDomainName: 'cloud-management.branches.fabrikam-industries.example' }),
    gateway({ name: 'us', deployment: 'classic', instances: 3, environment: 'azure-us-government' }),
  ],
  connectionPoints: {
    count: 4,
    protocol: 'auto',
    inspectsTls: true,
    firewall: { open: ports(443, [10124, 10126]), blockedHosts: ['*.vault.azure.net', '*.example'] },
    proxy: { connectPorts: ports(443), inspectsTls: true },
  },
  serviceConnectionPoint: { online: false },
  populations: [
    population({ name: 'home' }),
    population({ name: 'branch offices in the south', firewall: { blockedHosts: ['*.windows.net'] } }),
  ],
  inspection: [
    {
      leg: 'client-gateway',
      blockVerbs: ['CCM_POST', 'GET'],
      blockHeaders: ['Range'],
      inspectsTls: true,
      population: 'branch offices in the south',
    },
  ],
});
const scaled: NetworkModel = {
  ...walled,
  gateways: [
    gateway({ name: 'the one of the branch offices' }),
    gateway({ name: 'us', prefix: 'contoso', instances: 3 }),
  ],
  connectionPoints: {
    ...walled.connectionPoints,
    firewall: { open: ports(443, [10124, 10126]) },
    proxy: undefined,
    inspectsTls: false,
  },
  serviceConnectionPoint: { online: true },
  inspection: [],
  timeline: {
    startSeconds: 86_400,
    offsetSeconds: 0,
    scalings: [
      { gateway: 'the one of the branch offices', atSeconds: 100_000, instances: 16 },
      { gateway: 'us', atSeconds: 200_000, instances: 5 },
      { gateway: 'us', atSeconds: 300_000, instances: 1 },
    ],
  },
};
const models = {
  open: network(),
  scaled,
  walled,
  classic: network({ gateways: [gateway({ deployment: 'classic' })] }),
};

const report = (model: NetworkModel, question: NetworkQuestion, format: NetworkFormat): string =>
  networkReport(answerNetwork(model, question), format, { paint: unpainted, origin });
const cases = Object.keys(models).flatMap((model) =>
  Object.keys(QUESTIONS).map(
    (question) => [model as keyof typeof models, question as keyof typeof QUESTIONS] as const,
  ),
);

describe.each(cases)('the table of model "%s", %s', (model, question) => {
  const text = report(models[model], QUESTIONS[question], 'table');

  it('fits 100 columns, cuts nothing off and leaves no blank at the end of a line', () => {
    const lines = text.split('\n');
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
    expect(lines.filter((line) => /\s$|…/.test(line))).toEqual([]);
  });

  it('has no value of the program in place of words', () => {
    expect(text).not.toMatch(/undefined|null|NaN|\[object/);
  });
});

describe('the table', () => {
  it('has every port, endpoint, verb and header with the section that it comes from', () => {
    const answer = answerNetwork(network(), LISTS);
    const text = report(network(), LISTS, 'table');
    for (const port of answer.ports) expect(text).toContain(`${port.port}`);
    for (const { section } of answer.ports) expect(text).toContain(section);
    for (const endpoint of answer.endpoints) expect(text).toContain(endpoint.host ?? endpoint.remark);
    for (const { name } of answer.http) expect(text).toContain(name);
    expect(text).toContain('source: Internet endpoints');
    expect(text).toContain('source: HTTP headers and verbs');
  });

  it('says the verdict first, and per flow the cause, the share that fails and what to open', () => {
    const model = network({
      gateways: [gateway({ instances: 3 })],
      connectionPoints: {
        ...network().connectionPoints,
        firewall: { open: ports([10124, 10125]) },
      },
    });
    const text = report(model, CHECK, 'table');
    expect(text.split('\n')[3]).toBe(
      'broken    something needed is not open; meanwhile 33.3 % of requests and 33.3 % of downloads fail',
    );
    expect(text).toContain('no channel to 1 of 3 instances: the firewall closes port 10126 (HTTPS)');
    expect(text).toContain('works     instances 1-2, HTTPS 10124-10125');
    expect(text).toContain('broken    instance 3: the firewall closes port 10126 (HTTPS)');
    expect(text).toContain(
      '  - connection point firewall: open HTTPS 10126 to fabrikam.westeurope.cloudapp.azure.com',
    );
  });

  it('tells each size on the timeline: since when, who has no channel then, and what fails', () => {
    const text = report(scaled, CHECK, 'table');
    const flat = text.replace(/\s+/g, ' ');
    for (const line of [
      'with 1 instance of the one of the branch offices and 3 of us, until Tue 03:46',
      'with 16 instances of the one of the branch offices and 3 of us, Tue 03:46 to Wed 07:33: instances 4-16 of the one of the branch offices have no channel: the firewall closes port 10127 (HTTPS) (and so on)',
      'Wed 07:33 to Thu 11:20: instances 4-16 of the one of the branch offices have no channel: the firewall closes port 10127 (HTTPS) (and so on); instances 4-5 of us have no channel: the firewall closes port 10127 (HTTPS) (and so on)',
      'with 16 instances of the one of the branch offices and 1 of us, from Thu 11:20 on',
      'HTTPS (us), with 5 instances, Wed 07:33 to Thu 11:20',
      'HTTPS (the one of the branch offices), with 16 instances, from Tue 03:46 on',
    ])
      expect(flat).toContain(line);
    expect(report(network(), CHECK, 'table')).not.toContain('Sizes on the timeline');
  });

  it('says that a share is not known where nobody can know it', () => {
    const model = network({
      connectionPoints: { ...network().connectionPoints, firewall: { blockedHosts: ['*.vault.azure.net'] } },
    });
    expect(report(model, CHECK, 'table')).toContain(
      'an unknown share of requests, an unknown share of downloads fail (Internet endpoints)',
    );
  });

  it('has the section beside every port', () => {
    const classic = network({ gateways: [gateway({ deployment: 'classic', instances: 16 })] });
    const { ports: needed } = answerNetwork(classic, LISTS);
    const lines = report(classic, LISTS, 'table').split('\n');
    for (const { protocol, port, section } of needed)
      expect(lines).toContainEqual(expect.stringMatching(new RegExp(`${protocol} +${port} .* ${section}$`)));
  });

  it('says what growth adds, what it no longer uses and what is left to open', () => {
    const text = report(network(), { check: false, grow: [1, 2] }, 'table');
    expect(text.split('\n').slice(5)).toEqual([
      'Ports of the channel as the gateway grows (connection points, outbound)',
      '  change          protocol   port  for            need      now      source',
      '  1 instance',
      '  needs           HTTPS       443  load balancer  required  is open  Ports, row 2, note 2',
      '  2 instances',
      '  adds            HTTPS     10124  instance 1     required  is open  Ports, row 3, note 3',
      '  adds            HTTPS     10125  instance 2     required  is open  Ports, row 3, note 3',
      '  no longer uses  HTTPS       443  load balancer                     Ports, row 2, note 2',
      '',
    ]);
    expect(report(walled, { check: false, grow: [1, 2] }, 'table')).toContain('What to open for 2 instances');
  });

  it('is coloured on demand, with the same words', () => {
    const answer = answerNetwork(walled, CHECK);
    const coloured = networkReport(answer, 'table', { paint: painter(true), origin });
    expect(coloured).toContain('\u001b[');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape sequences are what is taken out
    expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(report(walled, CHECK, 'table'));
  });
});

describe('Markdown', () => {
  it.each(Object.keys(QUESTIONS) as (keyof typeof QUESTIONS)[])(
    'names the gateway of each row where there are several, so that none is there twice (%s)',
    (question) => {
      const rows = report(walled, QUESTIONS[question], 'markdown')
        .split('\n')
        .filter((line) => line.startsWith('| ') && !line.startsWith('| ---'));
      expect(rows.length).toBeGreaterThan(20);
      expect(rows.filter((row, index) => rows.indexOf(row) !== index)).toEqual([]);
      expect(rows.filter((row) => row.includes('| Gateway |'))).not.toEqual([]);
      expect(report(network(), QUESTIONS[question], 'markdown')).not.toMatch(/\| Gateway \|(?!.* Instances)/);
    },
  );

  it.each(cases)(
    'of model "%s", %s, has tables whose rows have as many cells as their titles',
    (model, question) => {
      const lines = report(models[model], QUESTIONS[question], 'markdown').split('\n');
      const cells = (line: string): number => line.split(/(?<!\\)\|/).length;
      let titles = 0;
      for (const [index, line] of lines.entries()) {
        if (!line.startsWith('|')) continue;
        if (!lines[index - 1]!.startsWith('|')) titles = cells(line);
        expect(cells(line)).toBe(titles);
      }
      expect(titles).toBeGreaterThan(0);
    },
  );

  it('has a line for each port of a change request', () => {
    const text = report(network(), LISTS, 'markdown');
    expect(text).toContain(
      '| connection point | outbound | CMG service | fabrikam.westeurope.cloudapp.azure.com | HTTPS | 443 |  | required | channel to the only instance | Ports, row 2, note 2 |',
    );
  });
});

describe('CSV', () => {
  it('has one row for each requirement', () => {
    const answer = answerNetwork(walled, LISTS);
    const [header, ...rows] = report(walled, LISTS, 'csv').trimEnd().split('\n');
    expect(header).toBe(
      'kind,gateway,from,to,host,direction,instance,protocol,port,name,need,purpose,remark,section',
    );
    expect(rows).toHaveLength(answer.ports.length + answer.endpoints.length + answer.http.length);
    expect(rows).toContain(
      'port,us,connection-point,cmg-service,fabrikam.usgovcloudapp.net,outbound,3,HTTPS,10126,,required,"fallback channel, one port an instance",,"Ports, row 6, note 3"',
    );
  });

  it('has one row for each flow and each of its parts', () => {
    const { check } = answerNetwork(walled, CHECK);
    const rows = report(walled, CHECK, 'csv').trimEnd().split('\n');
    expect(rows).toHaveLength(1 + check!.flows.reduce((sum, flow) => sum + 1 + flow.parts.length, 0));
    expect(rows[0]).toBe(
      'flow,gateway,population,from,to,over,part,instance,protocol,port,state,cause,reason,request_share,download_share,open,section,size,from_seconds,to_seconds,from_clock,to_clock',
    );
  });

  it('has one row for each port that growth changes', () => {
    expect(report(network(), { check: false, grow: [1, 2] }, 'csv')).toBe(
      [
        'gateway,instances,change,instance,protocol,port,host,need,is_open,open,section',
        'cmg,1,start,,HTTPS,443,fabrikam.westeurope.cloudapp.azure.com,required,true,,"Ports, row 2, note 2"',
        'cmg,2,add,1,HTTPS,10124,fabrikam.westeurope.cloudapp.azure.com,required,true,,"Ports, row 3, note 3"',
        'cmg,2,add,2,HTTPS,10125,fabrikam.westeurope.cloudapp.azure.com,required,true,,"Ports, row 3, note 3"',
        'cmg,2,drop,,HTTPS,443,fabrikam.westeurope.cloudapp.azure.com,required,,,"Ports, row 2, note 2"',
        '',
      ].join('\n'),
    );
  });
});

describe.each(['table', 'markdown'] as const)('%s', (format) => {
  it('says which names are defaults, whatever was asked', () => {
    const unstated = [{ path: 'gateway.prefix', value: 'cmg' }];
    for (const question of Object.values(QUESTIONS)) {
      const answer = answerNetwork(network(), question, unstated);
      expect(networkReport(answer, format, { paint: unpainted, origin })).toMatch(
        /the names are not yours yet: gateway\.prefix \(cmg\) is a default; set it first/i,
      );
      expect(report(network(), question, format)).not.toContain('not yours yet');
    }
  });

  it('says that everything counts as open where a model states no rules', () => {
    for (const question of [CHECK, GROW]) {
      expect(report(network(), question, format)).toContain('states no firewall, proxy or inspection');
      expect(report(walled, question, format)).not.toContain('states no firewall');
    }
    expect(report(network(), LISTS, format)).not.toContain('states no firewall');
  });
});

describe('JSON', () => {
  const validate = new Ajv2020().compile(networkJsonSchema());
  const questions = { ...QUESTIONS, both: { check: true, grow: [2, 3] } } as const;

  it.each(
    Object.keys(models).flatMap((model) => Object.keys(questions).map((question) => [model, question])),
  )('of model "%s", %s, is as its published schema says', (model, question) => {
    const text = report(
      models[model as keyof typeof models],
      questions[question as keyof typeof questions],
      'json',
    );
    expect(validate(JSON.parse(text)), JSON.stringify(validate.errors)).toBe(true);
  });

  it('has the answer whole, its schema and the version of the program; instances count from 1', () => {
    const answer = answerNetwork(walled, questions.both);
    const json = JSON.parse(report(walled, questions.both, 'json'));
    expect(json).toMatchObject({
      schema: 'cmgsim/network/1',
      cmgsim: '1.2.3',
      model: { name: 'fabrikam', sha256: 'abc', overrides: ['gateway.instances=3'] },
    });
    const { model: _, ...rest } = answer;
    const fromZero = JSON.parse(JSON.stringify(json), (key, value) =>
      key === 'instance' && value !== null ? value - 1 : value,
    );
    expect(fromZero).toMatchObject(JSON.parse(JSON.stringify(rest)));
    expect(json.growth[0]).toMatchObject({ instance: 1, port: 10124 });
    expect(json.ports.find((each: { port: number }) => each.port === 10125).instance).toBe(2);
  });
});

describe('files', () => {
  it('are every format, with the tables that were asked for', () => {
    const files = networkFiles(answerNetwork(network(), CHECK), origin);
    expect(Object.keys(files)).toEqual([
      'network-requirements.csv',
      'network-check.csv',
      'network.md',
      'network.json',
    ]);
    expect(files['network-check.csv']).toBe(report(network(), CHECK, 'csv'));
  });

  it('are deterministic', () => {
    for (const format of NETWORK_FORMATS)
      expect(report(walled, CHECK, format)).toBe(report(walled, CHECK, format));
  });
});
