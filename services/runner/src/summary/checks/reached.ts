import { list } from '../words/phrases.ts';
import { type Check, failed, passed } from './check.ts';

/** Every arm did a calm run through the proxy before anything was counted. */
export const reached: Check = ({ reached: arms, cells }) => {
  const names = [...new Set(cells.map(({ arm }) => arm))];
  const missing = names.filter((name) => !arms.includes(name));
  return missing.length === 0
    ? passed('Every arm succeeded in a calm run, through the proxy, before anything was counted.')
    : failed(`${list(missing)} made no calm run before anything was counted.`);
};
