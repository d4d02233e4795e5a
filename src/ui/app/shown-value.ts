/** The element of a value that holds its digits. */
export function digitsOf(element: HTMLElement): HTMLElement {
  return element.querySelector<HTMLElement>('.hex-value') ?? element;
}

/** The number that an element of the page shows in hexadecimal; 0 where it shows none, as for memory that is not mapped. */
export function shownValue(element: HTMLElement): bigint {
  const digits = digitsOf(element).textContent?.replaceAll(/\s/g, '') ?? '';
  return /^[0-9a-f]+$/i.test(digits) ? BigInt(`0x${digits}`) : 0n;
}
