import { chosen, count, share } from '../study/words/format.js';

/** "12,000 clients, 60 % remote" or "1 client"; the share only where not all are remote. */
export function clientsText(remote: number, inAll = remote): string {
  const text = `${count(inAll)} client${inAll === 1 ? '' : 's'}`;
  return remote === inAll ? text : `${text}, ${chosen(share(remote / inAll))} remote`;
}
