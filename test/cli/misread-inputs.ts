import { good } from './malformed-models.js';

const withClients = (clients: string): string => good('', clients);
const withGateway = (gateway: string): string => good('', undefined, gateway);

/**
 * What administrators type and a program can take for something else: what it is, the model, the one line that refuses it, and
 * the override where it is one.
 */
export const MISREAD: readonly (readonly [what: string, model: string, line: string, override?: string])[] = [
  // Thousands and decimals
  [
    'a thousands point',
    withClients('[{count: 45.000}]'),
    '3:19: clients.0.count: 45.000 may be 45000 or 45; write 45000 or 45',
  ],
  [
    'a thousands point before other digits',
    withClients('[{count: 1.500}]'),
    '3:19: clients.0.count: 1.500 is not a whole number; write 1500',
  ],
  [
    'two thousands points',
    withClients('[{count: 1.250.000}]'),
    '3:19: clients.0.count: expected a whole number from 0 to 10000000, found "1.250.000"; write 1250000',
  ],
  [
    'a thousands comma',
    withClients('\n  - count: 45,000'),
    '4:12: clients.0.count: expected a whole number from 0 to 10000000, found "45,000"; write 45000',
  ],
  [
    'a thousands comma between braces',
    withClients('[{count: 45,000}]'),
    '3:19: clients.0.count: the comma ends the number in 45,000; write 45000',
  ],
  [
    'a thousands space',
    withClients('[{count: 45 000}]'),
    '3:19: clients.0.count: expected a whole number from 0 to 10000000, found "45 000"; write 45000',
  ],
  [
    'a thousands apostrophe',
    withClients("[{count: 45'000}]"),
    `3:19: clients.0.count: expected a whole number from 0 to 10000000, found "45'000"; write 45000`,
  ],
  [
    'a quoted thousands point',
    withClients('[{count: "45.000"}]'),
    '3:19: clients.0.count: expected a whole number from 0 to 10000000, found "45.000"; write 45000 or 45',
  ],
  [
    'a thousands point on the command line',
    good(''),
    '--set clients.0.count=45.000: 45.000 may be 45000 or 45; write 45000 or 45',
    'clients.0.count=45.000',
  ],
  [
    'a thousands comma on the command line',
    good(''),
    '--set clients.0.count=45,000: expected a whole number from 0 to 10000000, found "45,000"; write 45000',
    'clients.0.count=45,000',
  ],
  [
    'a thousands comma in a mapping on the command line',
    good(''),
    '--set clients.0={count: 45,000}: clients.0.count: the comma ends the number in 45,000; write 45000',
    'clients.0={count: 45,000}',
  ],
  [
    'a thousands point in a number of ports',
    good('connectionPoints: {dynamicPorts: 16.384}\n'),
    '4:34: connectionPoints.dynamicPorts: 16.384 is not a whole number; write 16384',
  ],
  [
    'a thousands point in a port',
    good('connectionPoints: {firewall: {closed: [10.124]}}\n'),
    '4:40: connectionPoints.firewall.closed.0: 10.124 is not a whole number; write 10124',
  ],
  [
    'a thousands point in a version',
    withGateway('{version: 2.403}'),
    '2:20: gateway.version: 2.403 is not a whole number; write 2403',
  ],
  [
    'a thousands point before a unit',
    good('storage: {rangeSize: 1.500MB}\n'),
    '4:22: storage.rangeSize: 1.500MB may be 1500MB or 1.5MB; write 1500MB or 1.5MB',
  ],
  [
    'a thousands comma before a unit',
    good('storage:\n  rangeSize: 1,500MB\n'),
    '5:14: storage.rangeSize: "1,500MB" may be 1500MB or 1.5MB; write 1500MB or 1.5MB',
  ],
  [
    'a thousands space before a unit',
    good('storage: {egress: 1 500Mbps}\n'),
    '4:19: storage.egress: "1 500Mbps" is not a data rate; write 1500Mbps',
  ],
  [
    'a thousands point in a list of seconds',
    good('dns: {lookup: {empirical: [1.000s, 2s]}}\n'),
    '4:28: dns.lookup.empirical.0: 1.000s may be 1000s or 1s; write 1000s or 1s',
  ],
  [
    'a decimal comma',
    withClients('\n  - access: {rtt: {lognormal: {mean: 20ms, cv: 1,5}}}\n    count: 1'),
    '4:48: clients.0.access.rtt.lognormal.cv: the comma ends the number in 1,5; write 1.5',
  ],
  [
    'a decimal comma before a unit',
    good('dns:\n  lookup: 1,5ms\n'),
    '5:11: dns.lookup: "1,5ms" is not a duration; write a decimal point: 1.5ms',
  ],
  [
    'a decimal comma before a unit between braces',
    good('dns: {lookup: 1,5ms}\n'),
    '4:15: dns.lookup: the comma ends the number in 1,5ms; write 1.5ms',
  ],
  [
    'a share with a decimal comma',
    good('entra: {available: 0,6}\n'),
    '4:20: entra.available: the comma ends the number in 0,6; write 0.6',
  ],
  [
    'a price with a decimal comma',
    good('prices: {vmHour: {B2s: 0,05}}\n'),
    '4:24: prices.vmHour.B2s: the comma ends the number in 0,05; write 0.05',
  ],
  [
    'a quoted number',
    withGateway('{instances: "2"}'),
    '2:22: gateway.instances: expected a whole number from 1 to 16, found "2"; write 2 without quotes',
  ],
  [
    'thousands with a letter',
    withClients('[{count: 12k}]'),
    '3:19: clients.0.count: expected a whole number from 0 to 10000000, found "12k"; write 12000',
  ],
  [
    'a number with its noun',
    withClients('[{count: 300 clients}]'),
    '3:19: clients.0.count: expected a whole number from 0 to 10000000, found "300 clients"; write 300',
  ],
  [
    'a price with its currency',
    good('prices: {vmHour: {B2s: "$0.05"}}\n'),
    '4:24: prices.vmHour.B2s: expected a number of at least 0, found "$0.05"; write 0.05, which counts as US dollars',
  ],
  [
    'a name that is a number with zeros',
    withGateway('{storageAccount: 007}'),
    '2:27: gateway.storageAccount: expected text, found 007; put it into quotes: "007"',
  ],
  [
    'a percentage without its sign',
    good('entra: {available: 60}\n'),
    '4:20: entra.available: a share is at most 1 (100%), found 60; write 60%',
  ],
  [
    'an objective that all may miss',
    good('objective: {policy: {failed: 1}}\n'),
    '4:30: objective.policy.failed: with 100% every request may fail; write a smaller share; 1% is 0.01',
  ],
  // Units
  [
    'megabits',
    good('storage: {egress: 50Mbit/s}\n'),
    '4:19: storage.egress: unknown unit "Mbit/s"; the units of a data rate are bps, kbps, Mbps, Gbps, Tbps; write 50Mbps',
  ],
  [
    'megabytes a second',
    good('storage: {egress: 50MB/s}\n'),
    '4:19: storage.egress: unknown unit "MB/s"; the units of a data rate are bps, kbps, Mbps, Gbps, Tbps; write 400Mbps',
  ],
  [
    'megabytes a second that look like megabits',
    good('storage: {egress: 6MBps}\n'),
    '4:19: storage.egress: unknown unit "MBps"; the units of a data rate are bps, kbps, Mbps, Gbps, Tbps; write 48Mbps',
  ],
  [
    'small letters that may be bits or bytes',
    good('storage: {egress: 50mb/s}\n'),
    '4:19: storage.egress: unknown unit "mb/s"; the units of a data rate are bps, kbps, Mbps, Gbps, Tbps; write 50Mbps or 400Mbps',
  ],
  [
    'the KB of Windows',
    good('storage: {rangeSize: 50KB}\n'),
    '4:22: storage.rangeSize: unknown unit "KB"; the units of a size are B, kB, KiB, MB, MiB, GB, GiB, TB, TiB; write 50kB or 50KiB',
  ],
  [
    'megabits for a size',
    good('storage: {rangeSize: 50Mb}\n'),
    '4:22: storage.rangeSize: unknown unit "Mb"; the units of a size are B, kB, KiB, MB, MiB, GB, GiB, TB, TiB; write 50MB or 6.25MB',
  ],
  [
    'a prefix alone',
    good('storage: {rangeSize: 4G}\n'),
    '4:22: storage.rangeSize: unknown unit "G"; the units of a size are B, kB, KiB, MB, MiB, GB, GiB, TB, TiB; write 4GB',
  ],
  [
    'German hours',
    good('dns: {cnameTtl: 5 Std}\n'),
    '4:17: dns.cnameTtl: unknown unit "Std"; the units of a duration are us, ms, s, min, h, d; write 5h',
  ],
  [
    'weeks',
    good('dns: {cnameTtl: 2 weeks}\n'),
    '4:17: dns.cnameTtl: unknown unit "weeks"; the units of a duration are us, ms, s, min, h, d; write 14d',
  ],
  [
    'requests a second',
    good('storage: {blobRequests: 500rps}\n'),
    '4:25: storage.blobRequests: unknown unit "rps"; the units of a frequency are /d, /h, /min, /s; write 500/s',
  ],
  [
    'a bound for a value',
    good('objective: {policy: {p95: "< 2s"}}\n'),
    '4:27: objective.policy.p95: "< 2s" is not a duration; write the value alone: 2s',
  ],
  // Times
  [
    'a time of the week in another language',
    good('events: [{event: vm-restart, instance: 1, at: Di 18:00}]\n'),
    '4:47: events.0.at: "Di 18:00" is no point in the week; write tue 18:00',
  ],
  [
    'the end of a day of the week',
    good('simulation: {start: Sunday 24:00}\n'),
    '4:21: simulation.start: "Sunday 24:00" is no point in the week; write mon 00:00',
  ],
  [
    'a time of the week with pm',
    good('events: [{event: vm-restart, instance: 1, at: tue 08:00 pm}]\n'),
    '4:47: events.0.at: "tue 08:00 pm" is no point in the week; write tue 20:00',
  ],
  [
    'a day of the week alone',
    good('', undefined, '{content: true}').replace(
      /$/,
      'content: [{name: a, size: 1MB, deployments: [{available: tuesday}]}]\n',
    ),
    '4:58: content.0.deployments.0.available: "tuesday" is no point in the week; write tue 00:00',
  ],
  [
    'a word for a point in the week',
    good('simulation: {start: soon}\n'),
    '4:21: simulation.start: "soon" is no point in the week; write tue 08:00, or time after Monday 00:00 UTC such as 32h',
  ],
  [
    'a point in the week in a zone that there is not',
    good('simulation: {start: tue 08:00 Europe/Warschau}\n'),
    '4:21: simulation.start: there is no time zone "Europe/Warschau", and no population has this name; write Europe/Warsaw',
  ],
  [
    'a point in the week of a population that there is not',
    good('simulation: {start: tue 08:00 ofice}\n', '[{name: office, count: 1}]'),
    '4:21: simulation.start: there is no time zone "ofice", and no population has this name; write office',
  ],
  [
    'a point in the week as an override',
    good(''),
    '--set simulation.start=tue 08:00 Mars: there is no time zone "Mars", and no population has this name; write the name of a zone, as in Europe/Warsaw, or the hours of local time before UTC, from -12h to 14h',
    'simulation.start=tue 08:00 Mars',
  ],
  [
    'no date of the calendar',
    good('simulation: {date: 2026-02-29}\n'),
    '4:20: simulation.date: it is no date from 1970 to 2099; write year, month and day, as in 2026-01-12',
  ],
  [
    'a time of the clock',
    good('events: [{event: vm-restart, instance: 1, at: "8:30"}]\n'),
    '4:47: events.0.at: "8:30" is no point in the week; write its day too, as in mon 08:30',
  ],
  [
    'a time of the clock with pm',
    good('events: [{event: vm-restart, instance: 1, at: 6pm}]\n'),
    '4:47: events.0.at: "6pm" is no point in the week; write its day too, as in mon 18:00',
  ],
  [
    'a time of the day with its day',
    withClients('[{count: 1, hours: {from: tue 08:00}}]'),
    '3:36: clients.0.hours.from: "tue 08:00" is more than a time of the day; write 08:00, and its day in days: [tue]',
  ],
  [
    'a time of the day with its zone',
    withClients('[{count: 1, hours: {from: 08:00 UTC}}]'),
    '3:36: clients.0.hours.from: "08:00 UTC" is more than a time of the day; write 08:00, and its zone in timeZone',
  ],
  [
    'a bare hour',
    withClients('[{count: 1, hours: {from: 8}}]'),
    '3:36: clients.0.hours.from: 8 has no unit; a duration needs one; write 8h',
  ],
  [
    'a date',
    good('events: [{event: vm-restart, instance: 1, at: 2026-03-10}]\n'),
    '4:47: events.0.at: "2026-03-10" is no point in the week; write tue 00:00 (a point in the week has no date; 2026-03-10 is a Tuesday, and simulation.date says which week it is)',
  ],
  [
    'a time span of PowerShell',
    good('dns: {lookup: "00:05:00"}\n'),
    '4:15: dns.lookup: "00:05:00" is not a duration; write 5min',
  ],
  [
    'a duration of ISO 8601',
    good('dns: {lookup: PT1H30M}\n'),
    '4:15: dns.lookup: "PT1H30M" is not a duration; write 90min',
  ],
  [
    'two units',
    good('dns: {lookup: 1h30min}\n'),
    '4:15: dns.lookup: "1h30min" is not a duration; write 90min',
  ],
  [
    'a word for a period',
    withClients('[{count: 1, activities: {policy: {period: hourly}}}]'),
    '3:52: clients.0.activities.policy.period: "hourly" is not a duration; write 1h',
  ],
  [
    'hours in one text',
    withClients('[{count: 1, hours: 8-17}]'),
    '3:29: clients.0.hours: expected a mapping, found "8-17"; write {from: 8h, to: 17h}',
  ],
  [
    'hours in one of the two fields',
    withClients('[{count: 1, hours: {from: 08:00-17:30}}]'),
    '3:36: clients.0.hours.from: "08:00-17:30" is two times; write from: 8h and to: 17.5h',
  ],
  [
    'days as a range',
    withClients('[{count: 1, hours: {days: Mon-Fri}}]'),
    '3:36: clients.0.hours.days: expected a list, found "Mon-Fri"; write [mon, tue, wed, thu, fri]',
  ],
  [
    'days as a range in a list',
    withClients('[{count: 1, hours: {days: [mon-fri]}}]'),
    '3:37: clients.0.hours.days.0: "mon-fri" is not allowed; write mon, tue, wed, thu, fri (it may be mon, tue, wed, thu, fri, sat or sun)',
  ],
  [
    'a German day',
    withClients('[{count: 1, hours: {days: [Di]}}]'),
    '3:37: clients.0.hours.days.0: "Di" is not allowed; write tue (it may be mon, tue, wed, thu, fri, sat or sun)',
  ],
  [
    'a day twice',
    withClients('[{count: 1, hours: {days: [mon, tue, mon]}}]'),
    '3:47: clients.0.hours.days.2: mon is written twice; keep one of the two',
  ],
  [
    'a time zone without unit',
    withClients('[{count: 1, hours: {timeZone: 1}}]'),
    '3:40: clients.0.hours.timeZone: there is no time zone "1"; write 1h',
  ],
  [
    'a misspelt time zone',
    withClients('[{count: 1, hours: {timeZone: Europe/Varsaw}}]'),
    '3:40: clients.0.hours.timeZone: there is no time zone "Europe/Varsaw"; write Europe/Warsaw',
  ],
  [
    'the place of a time zone',
    withClients('[{count: 1, hours: {timeZone: new york}}]'),
    '3:40: clients.0.hours.timeZone: there is no time zone "new york"; write America/New_York',
  ],
  [
    'letters that several time zones go by',
    good('site: {timeZone: IST}\n'),
    '4:18: site.timeZone: "IST" is short for several time zones; write Asia/Kolkata, Europe/Dublin or Asia/Jerusalem',
  ],
  [
    'a misspelt time zone of Windows',
    withClients('[{count: 1, hours: {timeZone: Indian Standard Time}}]'),
    '3:40: clients.0.hours.timeZone: there is no time zone "Indian Standard Time"; write India Standard Time',
  ],
  [
    'an offset as other programs write it',
    withClients('[{count: 1, hours: {timeZone: "-03:30"}}]'),
    '3:40: clients.0.hours.timeZone: there is no time zone "-03:30"; write -3.5h',
  ],
  [
    'the zone of the site at the site',
    good('site: {timeZone: site}\n'),
    '4:18: site.timeZone: there is no time zone "site"; write the name of a zone, as in Europe/Warsaw, or the hours of local time before UTC, from -12h to 14h',
  ],
  [
    'an offset beyond the world',
    withClients('[{count: 1, hours: {timeZone: 100h}}]'),
    '3:40: clients.0.hours.timeZone: no time zone is 100h from UTC; write the hours of local time before UTC, from -12h to 14h',
  ],
  // Names of the product and its surroundings
  [
    'hybrid-joined devices',
    withClients('[{count: 1, authentication: {hybrid: 1}}]'),
    '3:39: clients.0.authentication.hybrid: unknown field; hybrid-joined devices sign in with Entra ID: add their share to entra, or to certificate where they have a client certificate',
  ],
  [
    'an old name of Entra ID',
    withClients('[{count: 1, authentication: {aad: 1}}]'),
    '3:39: clients.0.authentication.aad: unknown field; write entra: such devices sign in with Microsoft Entra ID',
  ],
  [
    'PKI',
    withClients('[{count: 1, authentication: {pki: 1}}]'),
    '3:39: clients.0.authentication.pki: unknown field; write certificate: the share with a client certificate',
  ],
  [
    'one way to authenticate',
    withClients('[{count: 1, authentication: entra}]'),
    '3:38: clients.0.authentication: expected a mapping, found "entra"; write {entra: 1}',
  ],
  [
    "Azure's name of a size",
    withGateway('{vmSize: Standard_A2_v2}'),
    '2:19: gateway.vmSize: "Standard_A2_v2" is not allowed; write A2_v2 (it may be A2_v2, A4_v2 or B2s)',
  ],
  [
    "the console's name of a size",
    withGateway('{vmSize: Large}'),
    '2:19: gateway.vmSize: "Large" is not allowed; write A4_v2 (it may be A2_v2, A4_v2 or B2s)',
  ],
  [
    'another name of the kind of deployment',
    withGateway('{deployment: vmss}'),
    '2:23: gateway.deployment: "vmss" is not allowed; write scale-set (it may be scale-set or classic)',
  ],
  [
    "PowerShell's name of the cloud",
    withGateway('{environment: AzurePublicCloud}'),
    '2:24: gateway.environment: "AzurePublicCloud" is not allowed; write azure-public (it may be azure-public or azure-us-government)',
  ],
  [
    'no',
    withGateway('{content: no}'),
    '2:20: gateway.content: expected true or false, found "no"; write false',
  ],
  [
    'an activity that is switched off',
    withClients('[{count: 1, activities: {metering: false}}]'),
    '3:45: clients.0.activities.metering: expected a mapping, found false; write {enabled: false}',
  ],
  [
    'a misspelt region',
    withGateway('{region: westeurpoe}'),
    '2:19: gateway.region: azure-public has no region "westeurpoe"; write westeurope; for a region newer than this list, write "new:westeurpoe"',
  ],
  [
    'a region that nobody knows',
    withGateway('{region: atlantiswest}'),
    '2:19: gateway.region: azure-public has no region "atlantiswest"; write for instance westeurope, eastus; for a region newer than this list, write "new:atlantiswest"',
  ],
  [
    'a region of the other cloud',
    withGateway('{region: usgovvirginia}'),
    '2:19: gateway.region: usgovvirginia is a region of azure-us-government; write environment: azure-us-government, or one of azure-public: westeurope, eastus',
  ],
  [
    'a region of the other cloud, the other way',
    withGateway('{environment: azure-us-government, region: eastus}'),
    '2:53: gateway.region: eastus is a region of azure-public; write environment: azure-public, or one of azure-us-government: usgovvirginia, usgovtexas',
  ],
  [
    'a prefix of one letter',
    withGateway('{prefix: a}'),
    '2:19: gateway.prefix: "a" is not allowed; write 3 to 63 lower-case letters, digits and single hyphens, a letter first, no hyphen last',
  ],
  [
    'a prefix with a digit first',
    withGateway('{prefix: 9cmg}'),
    '2:19: gateway.prefix: "9cmg" is not allowed; write cmg (3 to 63 lower-case letters, digits and single hyphens, a letter first, no hyphen last)',
  ],
  [
    'a prefix with two hyphens',
    withGateway('{prefix: my--cmg, storageAccount: mycmg}'),
    '2:19: gateway.prefix: "my--cmg" is not allowed; write my-cmg (3 to 63 lower-case letters, digits and single hyphens, a letter first, no hyphen last)',
  ],
  [
    'a prefix of 41 characters',
    withGateway('{prefix: abcdefghijabcdefghijabcdefghijabcdefghija}'),
    '2:19: gateway.prefix: abcdefghijabcdefghijabcdefghijabcdefghija cannot name the storage account too, which takes 3 to 24 lower-case letters and digits; add storageAccount, its name in Azure',
  ],
  [
    'a prefix of 64 characters',
    withGateway(
      '{storageAccount: mycmg, prefix: abcdefghabcdefghabcdefghabcdefghabcdefghabcdefghabcdefghabcdefgh}',
    ),
    '2:42: gateway.prefix: "abcdefghabcdefghabcdefghabcdefghabcdefghabcdefghabcdefghabcd..." is not allowed; write 3 to 63 lower-case letters, digits and single hyphens, a letter first, no hyphen last',
  ],
  [
    'a prefix in capitals',
    withGateway('{prefix: Fabrikam}'),
    '2:19: gateway.prefix: "Fabrikam" is not allowed; write fabrikam (3 to 63 lower-case letters, digits and single hyphens, a letter first, no hyphen last)',
  ],
  [
    'a prefix that cannot name the storage account',
    withGateway('{prefix: contoso-cmg}'),
    '2:19: gateway.prefix: contoso-cmg cannot name the storage account too, which takes 3 to 24 lower-case letters and digits; add storageAccount, its name in Azure, or prefix: contosocmg',
  ],
  [
    'a deployment name for a prefix',
    withGateway('{prefix: contosocmg.westeurope.cloudapp.azure.com}'),
    '2:19: gateway.prefix: "contosocmg.westeurope.cloudapp.azure.com" is not allowed; write contosocmg (3 to 63 lower-case letters, digits and single hyphens, a letter first, no hyphen last)',
  ],
  [
    'a storage account that cannot be',
    withGateway('{storageAccount: contoso-cmg}'),
    '2:27: gateway.storageAccount: "contoso-cmg" is not allowed; write 3 to 24 lower-case letters and digits',
  ],
  [
    'a classic name on a scale set',
    withGateway('{serviceName: contosocmg.cloudapp.net}'),
    '2:24: gateway.serviceName: names in cloudapp.net belong to classic cloud services; a scale set has none; write prefix: contosocmg instead, which makes the name contosocmg.westeurope.cloudapp.azure.com, or with deployment: classic contosocmg.cloudapp.net',
  ],
  [
    'a name of a scale set on a classic cloud service',
    withGateway(
      '{deployment: classic, prefix: contosocmg, serviceName: contosocmg.westeurope.cloudapp.azure.com}',
    ),
    '2:65: gateway.serviceName: names in cloudapp.azure.com belong to scale sets; a classic cloud service has none; remove serviceName: the name is contosocmg.cloudapp.net; or write deployment: scale-set',
  ],
  [
    'the Azure name of another gateway',
    withGateway('{serviceName: contosocmg.westus.cloudapp.azure.com}'),
    '2:24: gateway.serviceName: contosocmg.westus.cloudapp.azure.com is the Azure name of another gateway; that of this one is cmg.westeurope.cloudapp.azure.com; write prefix: contosocmg, region: westus and remove serviceName, which is a name in a domain of your own',
  ],
  [
    'a name of the other cloud',
    withGateway('{prefix: contosocmg, serviceName: contosocmg.usgovcloudapp.net}'),
    '2:44: gateway.serviceName: contosocmg.usgovcloudapp.net is a name of azure-us-government; this gateway is in azure-public; write environment: azure-us-government, or remove serviceName',
  ],
  // Ports and hosts
  [
    'hosts that are allowed',
    withClients('[{count: 1, firewall: {allowedHosts: [a.com]}}]'),
    '3:33: clients.0.firewall.allowedHosts: unknown field; lists of allowed hosts are not modelled yet: what blockedHosts does not name can be reached; list there what is blocked, and the ports that are open in open',
  ],
  [
    'ports that are allowed',
    withClients('[{count: 1, firewall: {allowedPorts: [443]}}]'),
    '3:33: clients.0.firewall.allowedPorts: unknown field; write open, a list of ports',
  ],
  [
    'ports in one text',
    withClients('[{count: 1, firewall: {open: "443, 10124-10139"}}]'),
    '3:39: clients.0.firewall.open: expected a list, found "443, 10124-10139"; write [443, "10124-10139"]',
  ],
  [
    'one port',
    withClients('[{count: 1, firewall: {open: 443}}]'),
    '3:39: clients.0.firewall.open: expected a list, found 443; write [443]',
  ],
  [
    'any port',
    withClients('[{count: 1, firewall: {open: any}}]'),
    '3:39: clients.0.firewall.open: expected a list, found "any"; write a list of ports, as in [443, "10124-10139"]; left out, open stands for all',
  ],
  [
    'a port with its protocol',
    withClients('[{count: 1, firewall: {open: [443/tcp]}}]'),
    '3:40: clients.0.firewall.open.0: "443/tcp" is not allowed; write 443',
  ],
  [
    'a range with dots',
    withClients('[{count: 1, firewall: {open: [10124..10139]}}]'),
    '3:40: clients.0.firewall.open.0: "10124..10139" is not allowed; write "10124-10139"',
  ],
  [
    'a range with a long dash',
    withClients('[{count: 1, firewall: {open: [10124\u201310139]}}]'),
    '3:40: clients.0.firewall.open.0: "10124\u201310139" is not allowed; write "10124-10139"',
  ],
  [
    'an address of the web',
    withClients('[{count: 1, firewall: {blockedHosts: ["https://login.microsoftonline.com/"]}}]'),
    '3:48: clients.0.firewall.blockedHosts.0: "https://login.microsoftonline.com/" is not allowed; write "login.microsoftonline.com": a name alone, no address and no path',
  ],
  [
    'a dot behind a name',
    withClients('[{count: 1, firewall: {blockedHosts: [login.microsoftonline.com.]}}]'),
    '3:48: clients.0.firewall.blockedHosts.0: "login.microsoftonline.com." is not allowed; write "login.microsoftonline.com": a name alone, no address and no path',
  ],
  [
    'a star without quotes',
    withClients('[{count: 1, firewall: {blockedHosts: [*.azure.com]}}]'),
    '3:48: the alias *.azure.com has no anchor &.azure.com before it; put it into quotes: "*.azure.com"',
  ],
  [
    'a star without a dot',
    withClients('[{count: 1, firewall: {blockedHosts: ["*azure.com"]}}]'),
    '3:48: clients.0.firewall.blockedHosts.0: "*azure.com" is not allowed; write "*.azure.com": a name alone, no address and no path',
  ],
  [
    'an IP address for a name',
    withClients('[{count: 1, firewall: {blockedHosts: [10.0.0.1]}}]'),
    '3:48: clients.0.firewall.blockedHosts.0: "10.0.0.1" is not allowed; an address blocks no name: write the name of a host, or "*.azure.com" for all below a domain',
  ],
  [
    'a domain for all below it',
    withClients('[{count: 1, firewall: {blockedHosts: [blob.core.windows.net]}}]'),
    '3:48: clients.0.firewall.blockedHosts.0: blob.core.windows.net blocks that one name, and not cmg.blob.core.windows.net below it; write "*.blob.core.windows.net"',
  ],
  [
    'no firewall',
    withClients('[{count: 1, firewall: none}]'),
    '3:32: clients.0.firewall: expected a mapping, found "none"; remove the field: left out, there is none',
  ],
  [
    'a web address for the service name',
    withGateway('{serviceName: "https://cmg.fabrikam.com/"}'),
    '2:24: gateway.serviceName: "https://cmg.fabrikam.com/" is not allowed; write cmg.fabrikam.com',
  ],
  // Opposites
  [
    'disabled',
    withClients('[{count: 1, activities: {policy: {disabled: true}}}]'),
    '3:44: clients.0.activities.policy.disabled: unknown field; write enabled: false',
  ],
  [
    'offline',
    good('site: {serviceConnectionPoint: {offline: true}}\n'),
    '4:33: site.serviceConnectionPoint.offline: unknown field; write online: false',
  ],
  [
    'minimum for maximum',
    good('storage: {minimumBackoff: 1s}\n'),
    '4:11: storage.minimumBackoff: unknown field; maximumBackoff says the opposite; the fields here are blobRequests, accountRequests, egress, firstByte, rangeSize, backoff, maximumBackoff, attempts',
  ],
  [
    'verbs that are allowed',
    good('inspection: [{leg: channel, allowVerbs: [GET]}]\n'),
    '4:29: inspection.0.allowVerbs: unknown field; what a device does not block passes: list what it blocks in blockVerbs and blockHeaders',
  ],
  [
    'inbound for outbound',
    withGateway('{inbound: {threshold: 1GB}}'),
    '2:11: gateway.inbound: unknown field; outbound says the opposite; the fields here are name, deployment, vmSize, instances, version, environment, prefix, storageAccount, region, serviceName, content, provisioned, vm, outbound',
  ],
  [
    'an event that ends another',
    good('events: [{event: connection-point-up, at: 1h, connectionPoint: 1}]\n'),
    '4:18: events.0.event: "connection-point-up" is not allowed; write vm-restart, vm-rebuild, connection-point-down, proxy-down, management-point-down, update-point-down, storage-throttled, link-degraded, scale or notify',
  ],
  [
    'random for periodic',
    withClients('[{count: 1, activities: {policy: {arrivals: aperiodic}}}]'),
    '3:54: clients.0.activities.policy.arrivals: "aperiodic" is not allowed; write periodic or poisson',
  ],
  // Punctuation
  [
    'no space behind a colon',
    withClients('\n  - count:5'),
    '4:5: clients.0: expected a mapping, found "count:5"; put a space after the colon: count: 5',
  ],
  [
    'no space behind a colon between braces',
    withGateway('{instances:2}'),
    '2:11: gateway.instances:2: unknown field; put a space after the colon: instances: 2',
  ],
  [
    'an equals sign',
    withGateway('\n  instances=2'),
    '3:3: gateway: expected a mapping, found "instances=2"; put a space after the colon: instances: 2',
  ],
  [
    'a space of a web page as indentation',
    withGateway('\n  \xa0instances: 2'),
    '3:3: a character that only looks like a space stands here (U+00A0); replace it by a plain space',
  ],
  [
    'a space of a web page behind a colon',
    withGateway('\n  instances:\xa02'),
    '3:13: a character that only looks like a space stands here (U+00A0); replace it by a plain space',
  ],
  [
    'typographic quotes',
    withGateway('{vmSize: \u201cA2_v2\u201d}'),
    '2:19: gateway.vmSize: "\u201cA2_v2\u201d" is not allowed; write A2_v2 (it may be A2_v2, A4_v2 or B2s)',
  ],
  [
    'a colon in a name',
    withClients('[{count: 1, name: home: office}]'),
    '3:28: block collections are not allowed within flow collections; put a text that holds ": " into quotes',
  ],
  [
    'an at sign',
    withClients('[{count: 1, name: @home}]'),
    '3:28: plain value cannot start with reserved character @; put the text into quotes',
  ],
  [
    'a Windows path in double quotes',
    good('dns: {lookup: {empirical: {csv: "C:\\temp\\ping.csv", column: rtt}}}\n'),
    "4:41: between double quotes a backslash begins a special character; put the text into single quotes, as in 'C:\\temp\\ping.csv'",
  ],
  [
    'a colon for an equals sign on the command line',
    good(''),
    '--set gateway.instances:4: expected path=value; write --set gateway.instances=4',
    'gateway.instances:4',
  ],
  [
    'slashes in a path on the command line',
    good(''),
    '--set gateway/instances=4: a path has dots; write gateway.instances=4',
    'gateway/instances=4',
  ],
  [
    'a list without a number on the command line',
    good(''),
    '--set clients.count=4: the list has no item "count"; its items are 0: write 0.count instead of count',
    'clients.count=4',
  ],
  [
    'items counted from 1 on the command line',
    good(''),
    '--set clients.1.count=4: the list has no item 1; its items are counted from 0; write 0 for the last, or set a new item as a whole: 1={...}',
    'clients.1.count=4',
  ],
  [
    'a build for a version',
    withGateway('{version: 5009106}'),
    '2:20: gateway.version: there is no version 5009106; write year and month in four digits, as in 2207',
  ],
  [
    'fields that are to be merged',
    good('dns: &d {lookup: 1ms}\nentra: {<<: *d}\n'),
    '5:9: entra.<<: unknown field; write the fields out: mappings are not merged',
  ],
  // What was answered with something else that is wrong
  [
    'the address of a proxy on the command line',
    good(''),
    '--set connectionPoints.proxy=http://proxy:8080: expected a mapping, found "http://proxy:8080"; write what the proxy does, as in {connectPorts: [443]}, the ports to which it allows CONNECT; its address is not needed',
    'connectionPoints.proxy=http://proxy:8080',
  ],
  [
    'the host and port of a proxy',
    good('connectionPoints: {proxy: proxy:8080}\n'),
    '4:27: connectionPoints.proxy: expected a mapping, found "proxy:8080"; write what the proxy does, as in {connectPorts: [443]}, the ports to which it allows CONNECT; its address is not needed',
  ],
  [
    'a proxy that is there',
    good('connectionPoints: {proxy: true}\n'),
    '4:27: connectionPoints.proxy: expected a mapping, found true; write what the proxy does, as in {connectPorts: [443]}, the ports to which it allows CONNECT; its address is not needed',
  ],
  [
    'the address of a proxy as a field',
    good('connectionPoints: {proxy: {url: "http://proxy:8080"}}\n'),
    '4:28: connectionPoints.proxy.url: unknown field; remove it: the address of a proxy is not needed; the ports to which it allows CONNECT stand in connectPorts',
  ],
  [
    'an address for a mapping',
    good('site: {managementPoints: "https://mp.contoso.com"}\n'),
    '4:26: site.managementPoints: expected a mapping, found "https://mp.contoso.com"; write its fields below it, indented: count, protocol, workers, clientLimit, discipline, ...',
  ],
  [
    'a misspelt field without a space behind its colon',
    withGateway('{instnces:2}'),
    '2:11: gateway.instnces:2: unknown field; put a space after the colon: instances: 2',
  ],
  [
    'one port of a proxy',
    good('connectionPoints: {proxy: {connectPorts: 443}}\n'),
    '4:42: connectionPoints.proxy.connectPorts: 443 is not allowed; write [443]',
  ],
  [
    'ports of a proxy in one text',
    good('connectionPoints: {proxy: {connectPorts: "443, 10124-10139"}}\n'),
    '4:42: connectionPoints.proxy.connectPorts: "443, 10124-10139" is not allowed; write [443, "10124-10139"]',
  ],
  [
    'all ports of a proxy',
    good('connectionPoints: {proxy: {connectPorts: all}}\n'),
    '4:42: connectionPoints.proxy.connectPorts: "all" is not allowed; write any',
  ],
  [
    'a time of the day in four digits',
    withClients('[{count: 1, hours: {from: 0800}}]'),
    '3:36: clients.0.hours.from: 0800 has no unit; a duration needs one; write 8h',
  ],
  [
    'a time of the night in four digits',
    withClients('[{count: 1, hours: {from: 0130}}]'),
    '3:36: clients.0.hours.from: 0130 has no unit; a duration needs one; write 1.5h',
  ],
  [
    'an afternoon in four digits',
    withClients('[{count: 1, hours: {to: 1730}}]'),
    '3:34: clients.0.hours.to: 1730 has no unit; a duration needs one; write 17.5h',
  ],
  [
    'a time of the day in four digits with h',
    withClients('[{count: 1, hours: {to: 1700h}}]'),
    '3:34: clients.0.hours.to: a day has no 1700h; write 17h',
  ],
  [
    'a span of times in four digits',
    withClients('[{count: 1, hours: 0800-1700}]'),
    '3:29: clients.0.hours: expected a mapping, found "0800-1700"; write {from: 8h, to: 17h}',
  ],
  [
    'a time of the week in four digits',
    good('events: [{event: vm-restart, instance: 1, at: Tue 1800}]\n'),
    '4:47: events.0.at: "Tue 1800" is no point in the week; write tue 18:00',
  ],
  [
    'a number that may be a time of the day or of the week',
    good('events: [{event: vm-restart, instance: 1, at: 130}]\n'),
    '4:47: events.0.at: 130 has no unit; a duration needs one; write 1.5h or 130h',
  ],
  [
    'an amount with its period',
    withGateway('{outbound: {threshold: 10GB/month}}'),
    '2:33: gateway.outbound.threshold: "10GB/month" is not a size; write 10GB; a period is a field of its own, as in period: 30d',
  ],
  [
    'an amount with its period in words',
    withGateway('{outbound: {threshold: 500 KB per day}}'),
    '2:33: gateway.outbound.threshold: "500KB per day" is not a size; write 500kB or 500KiB; a period is a field of its own, as in period: 1d',
  ],
  [
    'a rate for a size',
    good('storage: {rangeSize: 4MB/s}\n'),
    '4:22: storage.rangeSize: "4MB/s" is not a size; write 4MB',
  ],
  [
    'a bandwidth alone',
    withClients('[{count: 1, access: {bandwidth: 50Mbps}}]'),
    '3:42: clients.0.access.bandwidth: expected a list, found "50Mbps"; write [{share: 100%, down: 50Mbps, up: 50Mbps}], with your own rate for up',
  ],
  [
    'a bandwidth down and up',
    withClients('[{count: 1, access: {bandwidth: 50/10Mbps}}]'),
    '3:42: clients.0.access.bandwidth: expected a list, found "50/10Mbps"; write [{share: 100%, down: 50Mbps, up: 10Mbps}]',
  ],
  [
    'a bandwidth in a word',
    withClients('[{count: 1, access: {bandwidth: fast}}]'),
    '3:42: clients.0.access.bandwidth: expected a list, found "fast"; write a list of mappings such as [{share: 1, down: 50Mbps, up: 10Mbps}]',
  ],
  [
    'a number of clients for the list of them',
    withClients('5000'),
    '3:10: clients: expected a list, found 5000; write a list of mappings with count, one a line, each after "- "',
  ],
  [
    'an event for the list of them',
    good('events: vm-restart\n'),
    '4:9: events: expected a list, found "vm-restart"; write a list of mappings with event and what belongs to it, one a line, each after "- "',
  ],
  [
    'a percentile that is no bound, p999',
    good('objective: {policy: {p999: 2s}}\n'),
    '4:22: objective.policy.p999: unknown field; p99.9 cannot be a bound; mean, p50, p90, p95, p99 or failed can',
  ],
  [
    'a percentile that is no bound, p99.9',
    good('objective: {policy: {p99.9: 2s}}\n'),
    '4:22: objective.policy.p99.9: unknown field; p99.9 cannot be a bound; mean, p50, p90, p95, p99 or failed can',
  ],
  [
    'a percentile that is no bound, p98',
    good('objective: {policy: {p98: 2s}}\n'),
    '4:22: objective.policy.p98: unknown field; p98 cannot be a bound; mean, p50, p90, p95, p99 or failed can',
  ],
  [
    'the median',
    good('objective: {policy: {median: 2s}}\n'),
    '4:22: objective.policy.median: unknown field; write p50',
  ],
  [
    'an objective for content',
    good('objective: {content: {p95: 2s}}\n'),
    '4:13: objective.content: unknown field; an objective is of one of these request classes: all, policy, notification, state, hardware-inventory, software-inventory, metering, heartbeat, update-scan, location, token, compliance, content-location',
  ],
  [
    'an objective for available',
    good('objective: {available: {p95: 2s}}\n'),
    '4:13: objective.available: unknown field; an objective is of one of these request classes: all, policy, notification, state, hardware-inventory, software-inventory, metering, heartbeat, update-scan, location, token, compliance, content-location',
  ],
  [
    'a bound without a request class',
    good('objective: {p95: 2s}\n'),
    '4:13: objective.p95: unknown field; write it below a request class or all: {all: {p95: 2s}}',
  ],
  [
    "the console's label of a size, A4_v2",
    withGateway('{vmSize: Large (A4_v2)}'),
    '2:19: gateway.vmSize: "Large (A4_v2)" is not allowed; write A4_v2 (it may be A2_v2, A4_v2 or B2s)',
  ],
  [
    "the console's label of a size, A2_v2",
    withGateway('{vmSize: Standard (A2_v2)}'),
    '2:19: gateway.vmSize: "Standard (A2_v2)" is not allowed; write A2_v2 (it may be A2_v2, A4_v2 or B2s)',
  ],
  [
    "the console's label of a size, B2s",
    withGateway('{vmSize: Lab (B2s)}'),
    '2:19: gateway.vmSize: "Lab (B2s)" is not allowed; write B2s (it may be A2_v2, A4_v2 or B2s)',
  ],
  [
    'what is no size, Large (B2s)',
    withGateway('{vmSize: Large (B2s)}'),
    '2:19: gateway.vmSize: "Large (B2s)" is not allowed; write A2_v2, A4_v2, B2s or a mapping with name, cores, ram, nic, clients, pricePerHour',
  ],
  [
    'what is no size, not B2s',
    withGateway('{vmSize: not B2s}'),
    '2:19: gateway.vmSize: "not B2s" is not allowed; write A2_v2, A4_v2, B2s or a mapping with name, cores, ram, nic, clients, pricePerHour',
  ],
  [
    'what is no size, A3_v2',
    withGateway('{vmSize: A3_v2}'),
    '2:19: gateway.vmSize: "A3_v2" is not allowed; write A2_v2, A4_v2, B2s or a mapping with name, cores, ram, nic, clients, pricePerHour',
  ],
  [
    'a share of failures that may be a percentage, 0.1',
    good('objective: {policy: {failed: 0.1}}\n'),
    '4:30: objective.policy.failed: 0.1 may be 10% or 0.1%; write 10% or 0.1%',
  ],
  [
    'a share of failures that may be a percentage, 0.06',
    good('objective: {policy: {failed: 0.06}}\n'),
    '4:30: objective.policy.failed: 0.06 may be 6% or 0.06%; write 6% or 0.06%',
  ],
  [
    'a share of failures that may be a percentage, 0.5',
    good('objective: {policy: {failed: "0.5"}}\n'),
    '4:30: objective.policy.failed: 0.5 may be 50% or 0.5%; write 50% or 0.5%',
  ],
  [
    'a share of failures on the command line',
    good(''),
    '--set objective.all.failed=0.1: 0.1 may be 10% or 0.1%; write 10% or 0.1%',
    'objective.all.failed=0.1',
  ],
];
