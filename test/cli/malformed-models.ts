/** A good model but for the lines that a case adds; they begin at line 4. */
export const good = (rest: string, clients = '[{count: 10}]', gateway = '{instances: 2}'): string =>
  `name: a\ngateway: ${gateway}\nclients: ${clients}\n${rest}`;
const withClients = (clients: string): string => good('', clients);
const withGateway = (gateway: string): string => good('', undefined, gateway);

/** What is wrong, the model, and the one line that says so. */
export const MALFORMED: readonly (readonly [what: string, model: string, line: string])[] = [
  // The text
  ['an empty file', '', '1:1: the file is empty; start with "name: my-gateway" and a list "clients:"'],
  [
    'comments alone',
    '# nothing\n',
    '1:1: the file is empty; start with "name: my-gateway" and a list "clients:"',
  ],
  [
    'a list',
    '- name: a\n',
    '1:1: expected a mapping, found a list; write its fields below it, indented: name, description, simulation, gateway, gateways, ...',
  ],
  [
    'plain text',
    'hello\n',
    '1:1: expected a mapping, found "hello"; write its fields below it, indented: name, description, simulation, gateway, gateways, ...',
  ],
  [
    'bytes that are no text',
    '\u0000\u001b[2J\u0007',
    '1:1: expected a mapping, found "??[2J?"; write its fields below it, indented: name, description, simulation, gateway, gateways, ...',
  ],
  [
    'a bracket left open',
    'name: a\nclients: [{count: 1}\n',
    '3:1: not YAML: flow sequence in block collection must be sufficiently indented and end with a ]; correct the indentation or the punctuation here',
  ],
  [
    'a tab as indentation',
    'name: a\ngateway:\n\tinstances: 2\n',
    '3:1: a tab stands in the indentation; indent with spaces',
  ],
  [
    'a quote left open',
    'name: "a\n',
    '2:1: not YAML: missing closing "quote; correct the indentation or the punctuation here',
  ],
  [
    'uneven indentation',
    'name: a\ngateway:\n    instances: 2\n  vmSize: A2_v2\n',
    '4:1: not YAML: all mapping items must start at the same column; correct the indentation or the punctuation here',
  ],
  ['a name twice', good('name: b\n'), '4:1: "name" is written twice; keep one of the two'],
  [
    'two documents',
    good('---\nname: b\n'),
    '4:1: a second document starts here; remove "---" or put it into a file of its own',
  ],
  [
    'an alias without anchor',
    withClients('*people'),
    '3:10: the alias *people has no anchor &people before it; write the value itself',
  ],
  [
    'an alias inside its anchor',
    withClients('&a [*a]'),
    '3:14: the alias *a stands inside its own anchor; write the value itself',
  ],
  [
    'aliases that multiply',
    `name: a\nx: &a [1,1,1,1,1,1,1,1,1]\n${['a', 'b', 'c', 'd', 'e'].map((n, i) => `${n}: &${'bcdef'[i]} [${Array(9).fill(`*${n}`).join(',')}]`).join('\n')}\n`,
    '1:1: its aliases multiply beyond measure; write the repeated parts out',
  ],
  [
    'a tag',
    good('description: !!js/function "x"\n'),
    '4:14: unresolved tag: tag:yaml.org,2002:js/function; remove the tag',
  ],
  [
    'a mapping as name',
    good('? {a: 1}\n: 2\n'),
    '4:3: a mapping stands where a name should; write name: value',
  ],

  // Names of fields
  [
    'no name',
    'gateway: {}\nclients: [{count: 1}]\n',
    '1:1: name: is missing; add name, text (Name of the model; results go to a folder of this name)',
  ],
  [
    'no clients',
    'name: a\ngateway: {}\n',
    '1:1: clients: is missing; add clients, a list (Populations of clients)',
  ],
  ['an unknown field', good('gatway: {}\n'), '4:1: gatway: unknown field; write gateway'],
  [
    'an unknown field far from any',
    good('colour: red\n'),
    '4:1: colour: unknown field; the fields here are name, description, simulation, gateway, gateways, loadBalancer, connectionPoints, site, storage, dns, entra, clients, content, cloudDistributionPoints, inspection, events, objective, prices',
  ],
  [
    'a field in the wrong place',
    good('dynamicPorts: 100\n'),
    '4:1: dynamicPorts: unknown field; it belongs to connectionPoints',
  ],
  [
    'an unknown field, nested',
    good('connectionPoints:\n  channel: {protocoll: auto}\n'),
    '5:13: connectionPoints.channel.protocoll: unknown field; write protocol',
  ],
  [
    'an unknown activity',
    withClients('[{count: 1, activities: {polcy: {}}}]'),
    '3:35: clients.0.activities.polcy: unknown field; write policy',
  ],
  [
    '__proto__',
    good('__proto__: {name: b}\n'),
    '4:1: __proto__: unknown field; the fields here are name, description, simulation, gateway, gateways, loadBalancer, connectionPoints, site, storage, dns, entra, clients, content, cloudDistributionPoints, inspection, events, objective, prices',
  ],
  [
    'a missing field in a list',
    withClients('[{name: b}]'),
    '3:11: clients.0.count: is missing; add count, a whole number from 0 to 10000000 (Clients, remote or not)',
  ],

  // Units
  [
    'a bare duration',
    good('connectionPoints: {rtt: 20}\n'),
    '4:25: connectionPoints.rtt: 20 has no unit; a duration needs one; write 20ms, 20s or 20min',
  ],
  [
    'an ambiguous unit',
    good('loadBalancer: {idleTimeout: 4m}\n'),
    '4:29: loadBalancer.idleTimeout: unknown unit "m"; the units of a duration are us, ms, s, min, h, d; write 4ms, 4s or 4min',
  ],
  [
    'a unit in the wrong case',
    good('storage: {egress: 50gbps}\n'),
    '4:19: storage.egress: unknown unit "gbps"; the units of a data rate are bps, kbps, Mbps, Gbps, Tbps; write 50Gbps',
  ],
  [
    'a duration for a size',
    good('storage: {rangeSize: 4s}\n'),
    '4:22: storage.rangeSize: unknown unit "s"; the units of a size are B, kB, KiB, MB, MiB, GB, GiB, TB, TiB; write 4B, 4KiB or 4MB',
  ],
  [
    'a bare frequency',
    good('storage: {blobRequests: 500}\n'),
    '4:25: storage.blobRequests: 500 has no unit; a frequency needs one; write 500/s or 500/min',
  ],
  [
    'a negative duration',
    good('dns: {lookup: -5ms}\n'),
    '4:15: dns.lookup: a duration cannot be negative, found -5ms; write 20ms',
  ],
  [
    'a duration beyond measure',
    good('dns: {lookup: 1e300d}\n'),
    '4:15: dns.lookup: a duration is at most 1e7d, found 1e300d; write 20ms',
  ],
  [
    'an infinite duration',
    good('dns: {lookup: .inf}\n'),
    '4:15: dns.lookup: Infinity is not a finite number; write 20ms',
  ],
  [
    'a data rate below a bit a second',
    good('storage: {egress: 1e-9bps}\n'),
    '4:19: storage.egress: a data rate is at least 1bps, found 1e-9bps; write 500Mbps',
  ],
  [
    'more tries than can be counted',
    withClients('[{count: 1, retry: {attempts: 300}}]'),
    '3:40: clients.0.retry.attempts: 300 is too large; write a whole number from 1 to 255',
  ],
  [
    'more intervals than can be kept',
    good('simulation: {duration: 1000d}\n'),
    '4:24: simulation.duration: 1440000 intervals are too many to keep; there are at most 100000; measure a shorter time, or write simulation.interval: 15min or longer',
  ],
  [
    'a link without any bandwidth left',
    good('events: [{event: link-degraded, leg: channel, at: 1h, duration: 1h, rateFactor: 0}]\n'),
    '4:81: events.0.rateFactor: zero is not possible here: nothing would ever arrive; write a value above zero',
  ],
  [
    'words for a duration',
    good('dns: {lookup: soon}\n'),
    '4:15: dns.lookup: "soon" is not a duration; write a number and a unit, as in 20ms',
  ],
  [
    'a list for a duration',
    good('dns: {lookup: [20ms]}\n'),
    '4:7: dns.lookup: expected a duration, found a list; write 20ms',
  ],
  [
    'a share above 1',
    good('entra: {available: 120%}\n'),
    '4:20: entra.available: a share is at most 1 (100%), found 120%; write 100% or less',
  ],
  [
    'zero for a period',
    good('simulation: {interval: 0s}\n'),
    '4:24: simulation.interval: zero is not possible here: there would be nothing to measure; write a value above zero',
  ],

  [
    'a token without a life, drawn',
    good('entra: {contentToken: {uniform: {min: 0, max: 0}}}\n'),
    '4:9: entra.contentToken: zero is not possible here: what has no life is asked for again without end; write a value above zero',
  ],
  [
    'a distribution for the interval of a schedule',
    good('connectionPoints: {maintenance: {exponential: 1min}}\n'),
    '4:20: connectionPoints.maintenance: it takes one value, not a distribution: it is the interval of a schedule; write one value such as 20ms',
  ],
  [
    'a distribution for the length of a run',
    good('simulation: {warmup: {uniform: {min: 1h, max: 2h}}}\n'),
    '4:14: simulation.warmup: it takes one value, not a distribution: it says what to simulate and how to measure; write one value such as 20ms',
  ],

  // Values
  [
    '17 instances',
    withGateway('{instances: 17}'),
    '2:22: gateway.instances: 17 is too large; write a whole number from 1 to 16',
  ],
  [
    'no instances',
    withGateway('{instances: 0}'),
    '2:22: gateway.instances: 0 is too small; write a whole number from 1 to 16',
  ],
  [
    'half an instance',
    withGateway('{instances: 2.5}'),
    '2:22: gateway.instances: expected a whole number from 1 to 16, found 2.5; write a whole number from 1 to 16 such as 1',
  ],
  [
    'a number with commas',
    withClients('[{count: "12,000"}]'),
    '3:19: clients.0.count: expected a whole number from 0 to 10000000, found "12,000"; write 12000',
  ],
  [
    'an unknown VM size',
    withGateway('{vmSize: A2v2}'),
    '2:19: gateway.vmSize: "A2v2" is not allowed; write A2_v2 (it may be A2_v2, A4_v2 or B2s)',
  ],
  [
    'an empty section',
    good('site:\n'),
    '4:1: site: expected a mapping, found nothing; write its fields below it, indented: timeZone, managementPoints, updatePoints, serviceConnectionPoint',
  ],
  [
    'a mapping for a list',
    withClients('{count: 1}'),
    '3:1: clients: expected a list, found a mapping; write a list: one item a line, each after "- "',
  ],
  ['no population', withClients('[]'), '3:1: clients: the list is empty; write at least one item'],
  [
    'a word for yes',
    withGateway('{content: yes}'),
    '2:20: gateway.content: expected true or false, found "yes"; write true',
  ],
  [
    'a name with a slash',
    'name: a/b\ngateway: {}\nclients: [{count: 1}]\n',
    '1:7: name: "a/b" is not allowed; write letters, digits, dots, hyphens',
  ],
  [
    'ports that fall',
    good('connectionPoints: {firewall: {closed: [9-3]}}\n'),
    '4:40: connectionPoints.firewall.closed.0: "9-3" is not allowed; ports are 1 to 65535, the lower one first',
  ],
  [
    'an unknown kind of event',
    good('events: [{event: vm-restrat, at: 1h}]\n'),
    '4:18: events.0.event: "vm-restrat" is not allowed; write vm-restart (it may be vm-restart, vm-rebuild, connection-point-down, proxy-down, management-point-down, update-point-down, storage-throttled, link-degraded, scale or notify)',
  ],
  [
    'an unknown distribution',
    good('dns: {lookup: {lognorm: {mean: 1ms}}}\n'),
    '4:7: dns.lookup: unknown distribution "lognorm"; write lognormal',
  ],
  [
    'an impossible distribution',
    good('dns: {lookup: {uniform: {min: 3ms, max: 1ms}}}\n'),
    '4:16: dns.lookup.uniform: max must be 0.003 or more and finite, not 0.001; write min first, then a larger max',
  ],

  [
    'a number for a name',
    'name: 2024\ngateway: {}\nclients: [{count: 1}]\n',
    '1:7: name: expected text, found 2024; put it into quotes: "2024"',
  ],
  [
    'more clients than can be counted',
    withClients('[{count: 1e99}]'),
    '3:19: clients.0.count: 1e99 is too large; write a whole number from 0 to 10000000',
  ],

  // Deployments that cannot be
  [
    'two spellings of gateways',
    good('gateways: [{}]\n'),
    '4:1: gateways: gateway and gateways exclude each other; keep one of them',
  ],
  [
    'no gateway',
    'name: a\nclients: [{count: 1}]\n',
    '1:1: there is no gateway; add "gateway: {deployment: scale-set, vmSize: A2_v2, instances: 2}"',
  ],
  [
    'TCP-TLS on a scale set',
    good('connectionPoints: {channel: {protocol: tcp-tls}}\n'),
    '4:40: connectionPoints.channel.protocol: a scale set has no TCP-TLS channel: its channel is HTTPS only; write auto or https',
  ],
  [
    'B2s in a classic cloud service',
    withGateway('{deployment: classic, vmSize: B2s}'),
    '2:40: gateway.vmSize: a classic cloud service has no B2s; write vmSize: A2_v2, or deployment: scale-set',
  ],
  [
    'A4_v2 in a classic cloud service',
    withGateway('{deployment: classic, vmSize: A4_v2}'),
    '2:40: gateway.vmSize: a classic cloud service has no A4_v2; write vmSize: A2_v2, or deployment: scale-set',
  ],
  [
    'a classic cloud service from 2403 on',
    withGateway('{deployment: classic, version: 2509}'),
    '2:41: gateway.version: version 2509 refuses classic cloud services, as every version from 2403 on; write deployment: scale-set, or the earlier version of a site that still has one',
  ],
  [
    'a new classic cloud service from 2203 on',
    withGateway('{deployment: classic, version: 2203, provisioned: false}'),
    '2:60: gateway.provisioned: version 2203 deploys no new classic cloud service, as every version from 2203 on; write deployment: scale-set, or provisioned: true for one that runs already',
  ],
  [
    'a VM size of no cores',
    withGateway(
      '{vmSize: {name: D2s_v5, cores: 0, ram: 8GiB, nic: 1Gbps, clients: 6000, pricePerHour: 0.188}}',
    ),
    '2:41: gateway.vmSize.cores: 0 is too small; write a whole number from 1 to 1000',
  ],
  [
    'a scale set before 2010',
    withGateway('{version: 2006}'),
    '2:20: gateway.version: version 2006 has no scale sets; they came with 2010; write deployment: classic, or a later version',
  ],
  [
    'a VM size before 2107',
    withGateway('{version: 2103, vmSize: A4_v2}'),
    '2:34: gateway.vmSize: version 2103 has no A4_v2; sizes came with 2107; write vmSize: A2_v2, or a later version',
  ],
  [
    'a version that never was',
    withGateway('{version: 2250}'),
    '2:20: gateway.version: there is no version 2250; write year and month in four digits, as in 2207',
  ],
  [
    'a cloud distribution point in 2107',
    good('cloudDistributionPoints: [{name: cdp}]\n', undefined, '{version: 2107}'),
    '4:1: cloudDistributionPoints: version 2107 creates no cloud distribution points; from 2107 on a gateway with content replaces them; remove them and write content: true at the gateway',
  ],

  // Names that lead nowhere, shares and times
  [
    'two populations of one name',
    withClients('[{name: b, count: 1}, {name: b, count: 2}]'),
    '3:39: clients.1.name: the name "b" is taken; give each its own name',
  ],
  [
    'an event for an instance that is not there',
    good('events: [{event: vm-restart, at: 1h, instance: 3}]\n'),
    '4:48: events.0.instance: there is no instance 3; the model has 2; write a number from 1 to 2',
  ],
  [
    'an event for a gateway that is not there',
    good('events: [{event: scale, at: 1h, instances: 3, gateway: cmq}]\n'),
    '4:56: events.0.gateway: there is no gateway "cmq"; write cmg',
  ],
  [
    'an event for a population that is not there',
    good('events: [{event: notify, at: 1h, activity: policy, population: b}]\n'),
    '4:64: events.0.population: there is no population "b"; write clients',
  ],
  [
    'an event for a proxy that is not there',
    good('events: [{event: proxy-down, at: 1h, duration: 5min}]\n'),
    '4:18: events.0.event: there is no proxy; add connectionPoints.proxy, or remove the event',
  ],
  [
    'an event without a time',
    good('events: [{event: vm-restart, instance: 1}]\n'),
    '4:10: events.0: it is not said when vm-restart happens; add at: 30min, or mtbf: 7d for random times',
  ],
  [
    'an event with two times',
    good('events: [{event: vm-restart, instance: 1, at: 1h, mtbf: 7d}]\n'),
    '4:57: events.0.mtbf: at and mtbf exclude each other; keep one of them',
  ],
  [
    'an event at random times and every week',
    good('events: [{event: vm-restart, instance: 1, mtbf: 7d, occurs: weekly}]\n'),
    '4:61: events.0.occurs: mtbf and occurs exclude each other: mtbf is for random times; remove occurs, or write at: 30min instead of mtbf',
  ],
  [
    'a scaling that comes again',
    good('events: [{event: scale, at: 1h, instances: 2, occurs: weekly}]\n'),
    '4:47: events.0.occurs: unknown field; remove it: a scale comes once and lasts, until another one',
  ],
  [
    'an event without end',
    good('events: [{event: vm-restart, instance: 1, mtbf: 0s}]\n'),
    '4:49: events.0.mtbf: it would happen without end at one time; write a longer time such as 7d',
  ],
  [
    'a management point that is not there',
    good('events: [{event: management-point-down, at: 1h, duration: 1h, managementPoint: 2}]\n'),
    '4:80: events.0.managementPoint: there is no management point 2; the model has 1; write 1',
  ],
  [
    'content for a population that is not there',
    good('content: [{name: b, size: 1GB, deployments: [{to: [clinets]}]}]\n'),
    '4:52: content.0.deployments.0.to.0: there is no population "clinets"; write clients',
  ],
  [
    'content of Windows Update on a gateway',
    good('content: [{name: b, size: 1GB, source: windows-update, gateways: [cmg]}]\n'),
    '4:56: content.0.gateways: no gateway holds content from windows-update; remove gateways, or write source: gateway',
  ],
  [
    'content without a gateway that serves it',
    good('content: [{name: b, size: 1GB}]\n', undefined, '{content: false}'),
    '4:18: content.0.name: no gateway serves content; write content: true at the gateway',
  ],
  [
    'content of a cloud distribution point that is not there',
    good('content: [{name: b, size: 1GB, source: cloud-distribution-point}]\n'),
    '4:40: content.0.source: there is no cloud distribution point; write source: gateway, or add cloudDistributionPoints',
  ],
  [
    'more clients in all than can be counted',
    withClients(
      '[{name: a, count: 1e7}, {name: b, count: 1e7}, {name: c, count: 1e7}, {name: d, count: 1e7}]',
    ),
    '3:97: clients.3.count: 40000000 clients in all are too many; write no more than 33554432 in all',
  ],
  [
    'shares of authentication that miss 1',
    withClients('[{count: 1, authentication: {entra: 70%, certificate: 20%}}]'),
    '3:22: clients.0.authentication: the shares add up to 90%; make them add up to 100%',
  ],
  [
    'shares of bandwidth that miss 1',
    withClients('[{count: 1, access: {bandwidth: [{share: 0.5, down: 1Mbps, up: 1Mbps}]}}]'),
    '3:31: clients.0.access.bandwidth: the shares add up to 50%; make them add up to 100%',
  ],
  [
    'hours that end before they begin',
    withClients('[{count: 1, hours: {from: 18h, to: 8h}}]'),
    '3:36: clients.0.hours.from: hours from 18h to 8h end before they begin; write a later end; for a night shift, two populations or another timeZone',
  ],
  [
    'hours beyond the day',
    withClients('[{count: 1, hours: {to: 25h}}]'),
    '3:34: clients.0.hours.to: a day has no 25h; write 24h or less',
  ],
  [
    'a device before clients that are not there',
    good('inspection: [{leg: client-gateway, population: b}]\n'),
    '4:48: inspection.0.population: there is no population "b"; write clients',
  ],
  [
    'a device for clients on a leg without clients',
    good('inspection: [{leg: channel, population: clients}]\n'),
    '4:41: inspection.0.population: no clients pass the leg channel; remove population',
  ],
  [
    'price tiers out of order',
    good('prices: {egress: [{upTo: 2GB, perGB: 1}, {upTo: 1GB, perGB: 1}, {perGB: 1}]}\n'),
    '4:49: prices.egress.1.upTo: the tier ends before it begins; write the tiers in order of upTo',
  ],
  [
    'price tiers that end',
    good('prices: {egress: [{upTo: 2GB, perGB: 1}]}\n'),
    '4:26: prices.egress.0.upTo: the last tier has an end; remove upTo from the last tier',
  ],
];
