import type { Model } from '../../model/schema.js';
import type { Summary } from '../summary/summary.js';
import type { Change } from './change.js';

/** Share of the bytes that peers are tried with: what Microsoft's reports call a good share. */
const FROM_PEERS = 0.9;
/** Ranges of which storage may refuse one before that is told. */
const THROTTLED = 0.01;
/** Share of downloads that may fail. */
const FAILED = 0.001;

const KINDS: ReadonlySet<string> = new Set(['storage-egress', 'stored', 'blob-reads']);

/** What content costs in a month: egress of storage accounts, what they hold, and reads of it. */
export const contentCost = ({ cost }: Summary): number =>
  cost.items.reduce((sum, { what, amount }) => sum + (KINDS.has(what) ? (amount.value ?? 0) : 0), 0);

/** Whether content is most of the bill. */
export const isMostOfBill = (summary: Summary): boolean =>
  contentCost(summary) > (summary.cost.totalPerMonth.value ?? 0) / 2;

/** Whether storage refuses many of the ranges that clients ask for. */
export function isThrottled({ content, cost }: Summary): boolean {
  const reads = cost.items.reduce(
    (sum, { what, measured }) => sum + (what === 'blob-reads' ? (measured.value ?? 0) * READS : 0),
    0,
  );
  return content.throttled > THROTTLED * (reads + content.throttled);
}

const READS = 10_000;

/** Whether something is wrong with content, or with what it costs. */
export const contentSuffers = (summary: Summary): boolean =>
  isMostOfBill(summary) || isThrottled(summary) || (summary.content.failedShare.value ?? 0) > FAILED;

/** Other ways for the content that clients download from the gateway: Windows Update, and peers. */
export function otherWays(model: Model): Change[] {
  const own = model.content.flatMap(({ source }, index) => (source === 'windows-update' ? [] : [index]));
  if (own.length === 0) return [];
  const names = own.length > 2 ? 'all content' : own.map((index) => model.content[index]!.name).join(' and ');
  const shared = own.filter((index) => model.content[index]!.peers < FROM_PEERS);
  const changed = (
    one: Model,
    which: readonly number[],
    change: Partial<Model['content'][number]>,
  ): Model => ({
    ...one,
    content: one.content.map((content, index) =>
      which.includes(index) ? { ...content, ...change } : content,
    ),
  });
  return [
    {
      part: 'content',
      what: `${names} from Windows Update, as far as it is updates`,
      set: () => own.map((index) => `content.${index}.source=windows-update`),
      apply: (one) => changed(one, own, { source: 'windows-update', gateways: undefined }),
    },
    ...(shared.length === 0
      ? []
      : [
          {
            part: 'content' as const,
            what: `${names}: ${FROM_PEERS * 100} % from peers of the branch`,
            set: () => shared.map((index) => `content.${index}.peers=${FROM_PEERS * 100}%`),
            apply: (one: Model) => changed(one, shared, { peers: FROM_PEERS }),
          },
        ]),
  ];
}
