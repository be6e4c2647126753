/** What Azure takes for the first part of a deployment name, a label of DNS. */
export const PREFIX = /^(?=.{3,63}$)[a-z](-?[a-z0-9])+$/;
const PREFIX_RULE = '3 to 63 lower-case letters, digits and single hyphens, a letter first, no hyphen last';

/** What Azure takes for the name of a storage account. */
export const ACCOUNT = /^[a-z0-9]{3,24}$/;
export const ACCOUNT_RULE = '3 to 24 lower-case letters and digits';

/** What to write instead of a text that is no prefix. */
export function prefixRemedy(text: string): string {
  const [label = ''] = text.split('.');
  const meant = label
    .toLowerCase()
    .replace(/[^a-z0-9-]/g, '')
    .replace(/-+/g, '-')
    .replace(/^[^a-z]+|-$/g, '');
  return PREFIX.test(meant) ? `${meant} (${PREFIX_RULE})` : PREFIX_RULE;
}
