import ts from 'typescript';

/**
 * Lines of a source file that touch the process it runs in: the global `process`, a call of
 * `.listen(...)`, the `listen` of the service kit, or msw's `setupServer`.
 */
export function processUses(path: string, text: string): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const note = (node: ts.Node, what: string): void => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
    found.push(`${path}:${line + 1}: ${what}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      if (node.text === 'process' && isVariable(node)) note(node, 'process');
      if (node.text === 'setupServer') note(node, 'setupServer');
    }
    if (
      ts.isPropertyAccessExpression(node) &&
      node.name.text === 'process' &&
      ts.isIdentifier(node.expression) &&
      node.expression.text === 'globalThis'
    ) {
      note(node, 'process');
    }
    if (ts.isCallExpression(node) && isListen(node.expression)) note(node, 'listen');
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Whether an identifier stands for a variable and not for the name of a member. */
function isVariable(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  const isMemberName =
    (ts.isPropertyAssignment(parent) ||
      ts.isPropertySignature(parent) ||
      ts.isMethodDeclaration(parent) ||
      ts.isMethodSignature(parent)) &&
    parent.name === node;
  return !isMemberName;
}

function isListen(callee: ts.Expression): boolean {
  if (ts.isIdentifier(callee)) return callee.text === 'listen';
  return ts.isPropertyAccessExpression(callee) && callee.name.text === 'listen';
}
