import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { csvTable } from './csv-table.ts';

const table = csvTable(['text', 'number', 'flag']);

describe('CSV lines', () => {
  it('have the columns of the header, in its order', () => {
    expect(table.header).toBe('text,number,flag\n');
    expect(table.lines([{ flag: true, number: -1.5, text: 'a' }])).toBe('a,-1.5,true\n');
  });

  it('can be read back, commas and quotes included', () => {
    const text = 'a,"b" \'c\'';
    const lines = table.header + table.lines([{ text, number: 0, flag: false }]);
    expect(parse(lines, { columns: true })).toEqual([{ text, number: '0', flag: 'false' }]);
  });

  it('hold one row a line, whatever a text contains', () => {
    const lines = table.lines([{ text: 'a\r\nb', number: 1, flag: false }]);
    expect(lines).toBe('a b,1,false\n');
  });

  it.each(['=1+1', '+1', '-1', '@x'])('keep a spreadsheet from computing %s', (text) => {
    expect(table.lines([{ text, number: 1, flag: false }])).toBe(`'${text},1,false\n`);
  });
});
