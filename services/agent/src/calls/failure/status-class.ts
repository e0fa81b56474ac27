/** `5xx` for `503`; undefined for a transport name. */
export function classOf(condition: string): '3xx' | '4xx' | '5xx' | undefined {
  const first = /^([345])\d\d$/.exec(condition)?.[1];
  return first === undefined ? undefined : (`${first}xx` as '3xx' | '4xx' | '5xx');
}
