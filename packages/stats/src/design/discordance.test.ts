import { describe, expect, it } from 'vitest';
import { expectClose } from '../../../../tests/support/stats/expect-close.ts';
import { checkDiscordance, discordanceFromRates } from './discordance.ts';

describe('discordanceFromRates', () => {
  it('multiplies the rates of independent arms', () => {
    const { onlyA, onlyB } = discordanceFromRates(0.4, 0.9);
    expectClose(onlyA, 0.04);
    expectClose(onlyB, 0.54);
  });

  it('shrinks with the correlation and keeps the difference', () => {
    const { onlyA, onlyB } = discordanceFromRates(0.8, 0.9, 0.5);
    expectClose(onlyB - onlyA, 0.1);
    expectClose(onlyA, 0.02);
  });

  it('refuses a correlation that the rates cannot have', () => {
    expect(() => discordanceFromRates(0.1, 0.9, 0.9)).toThrow(
      'phi is 0.9, which rates 0.1 and 0.9',
    );
    expect(() => discordanceFromRates(0.5, 0.5, -1.1)).toThrow('phi is -1.1');
  });

  it('refuses shares that exceed the whole', () => {
    expect(() => checkDiscordance({ onlyA: 0.6, onlyB: 0.5 })).toThrow('more than 1');
  });
});
