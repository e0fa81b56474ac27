import { array, assert, constantFrom, property, stringMatching } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PathTree } from './path-tree.ts';

function treeOf(...templates: string[]): (path: string) => unknown {
  const tree = new PathTree<string>();
  for (const template of templates) tree.add('GET', template, template);
  return (path) => {
    const found = tree.find(path);
    return found && [found.methods.get('GET'), ...found.values];
  };
}

describe('a path', () => {
  const find = treeOf(
    '/pet/{id}',
    '/pet/mine',
    '/pet/{id}/{file}.json',
    '/pet/{id}/{other}',
    '/from/{a}-{b}',
    '/jobs/{id}:cancel',
    '/a/{x}/c',
    '/a/b/d',
  );
  test.each([
    ['/pet/7', ['/pet/{id}', '7']],
    ['/pet/a%2Fb', ['/pet/{id}', 'a%2Fb']],
    ['/pet/mine', ['/pet/mine']],
    ['/pet/1/photo.json', ['/pet/{id}/{file}.json', '1', 'photo']],
    ['/pet/1/a.json.json', ['/pet/{id}/{file}.json', '1', 'a.json']],
    ['/pet/1/photo.png', ['/pet/{id}/{other}', '1', 'photo.png']],
    ['/pet/1/.json', ['/pet/{id}/{other}', '1', '.json']],
    ['/from/x-y-z', ['/from/{a}-{b}', 'x', 'y-z']],
    ['/jobs/9:cancel', ['/jobs/{id}:cancel', '9']],
    // A literal that leads nowhere is no reason to give up.
    ['/a/b/c', ['/a/{x}/c', 'b']],
    ['/pet/', undefined],
    ['/pet/7/', undefined],
    ['/pet', undefined],
    ['/from/x', undefined],
    ['//pet/7', undefined],
  ])('%s', (path, found) => {
    expect(find(path)).toEqual(found);
  });
});

test('what a template was filled with is what is found', () => {
  const template = array(constantFrom('{v}', '{v}.json', 'x-{v}', 'pets'), {
    minLength: 1,
    maxLength: 5,
  });
  const value = stringMatching(/^[a-z0-9]{1,6}$/);
  assert(
    property(template, array(value, { minLength: 5, maxLength: 5 }), (segments, values) => {
      const path = segments.map((segment, index) => segment.replace('{v}', values[index] ?? ''));
      const filled = values.filter((_, index) => segments[index]?.includes('{v}'));
      const text = `/${segments.join('/')}`;
      expect(treeOf(text)(`/${path.join('/')}`)).toEqual([text, ...filled]);
    }),
  );
});

test('many variables in a segment take no time that explodes', () => {
  const find = treeOf(`/${'{a}-'.repeat(20)}.json`);
  expect(find(`/${'-'.repeat(200_000)}`)).toBeUndefined();
});
