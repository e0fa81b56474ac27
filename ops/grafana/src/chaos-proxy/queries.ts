/** What the variable at the top selects. */
export const here = { instance: '=~$proxy' } as const;
