/** The address of the page itself (`embed`: of its reduced form for frames), with what else the address says. */
export function toPageAddress(address: string, embed = false): string {
  const url = new URL(address);
  const others = url.search
    .slice(1)
    .split('&')
    .filter((part) => part !== '' && !/^embed(=|$)/.test(part));
  const query = [...(embed ? ['embed'] : []), ...others].join('&');
  url.search = query === '' ? '' : `?${query}`;
  return url.href;
}
