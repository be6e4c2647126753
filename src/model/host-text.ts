/** The name of a host inside an address of the web, or undefined: https://cmg.fabrikam.com/x, cmg.fabrikam.com., cmg.fabrikam.com:443. */
export function hostMeant(text: string): string | undefined {
  const host = text
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/[/?#].*$/, '')
    .replace(/:\d+$/, '')
    .replace(/\.$/, '')
    .replace(/^\*(?=[a-z0-9])/i, '*.')
    .replace(/^\.(?=[a-z0-9])/i, '*.');
  return host !== text && /^(\*\.)?([a-z0-9_-]+\.)+[a-z0-9_-]+$/i.test(host) ? host : undefined;
}

/** Whether a text is an IP address or a network of addresses rather than a name. */
export const isAddress = (text: string): boolean =>
  /^\d{1,3}(\.\d{1,3}){3}(\/\d{1,2})?$/.test(text) || /^[0-9a-f]*:[0-9a-f:]+(\/\d{1,3})?$/i.test(text);
