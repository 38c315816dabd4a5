// Turns the comments behind an example's statements into checks of what they state, line for line.
// Values begin like values (a dtype, a number, a quote, a bracket), types like `Tensor<`; other comments are words.
import ts from 'typescript';
import { namesOf } from './names.mjs';

const dtype = /^(bool|uint8|int32|float32|float64)\[/;
const value = /^(-?[\d.]|-?Infinity\b|NaN\b|true\b|false\b|null\b|undefined\b|[[{'])/;
const type = /^[A-Z]\w*</;

/**
 * The comment that states what a statement gives: behind it, or in the lines below it.
 * @param {string} code
 * @param {number} from the end of the statement
 */
const statedAfter = (code, from) => {
  const match = /^ *(?:\/\/ (.*)|((?:\n\/\/ .*)+))/.exec(code.slice(from));
  return (match?.[1] ?? match?.[2]?.replace(/\n\/\/ /g, ' ') ?? '').trim();
};

/**
 * A statement that has a name for what it gives, and that name.
 * @param {ts.Statement} node
 * @param {string} free a name nobody uses
 */
const named = (node, free) => {
  const text = node.getText();
  if (ts.isTypeAliasDeclaration(node)) return { text, name: node.name.text };
  if (ts.isVariableStatement(node))
    return { text, name: node.declarationList.declarations.at(-1)?.name.getText() ?? '' };
  if (ts.isExpressionStatement(node))
    return { text: `const ${free} = ${node.expression.getText()};`, name: free };
  return undefined;
};

/** @param {ts.Statement} node @param {string} stated @returns {string | undefined} */
const withCheck = (node, stated) => {
  const free = `$${node.getStart()}`;
  const { text, name } = named(node, free) ?? {};
  if (text === undefined || stated === '') return undefined;
  if (ts.isTypeAliasDeclaration(node)) return `${text} const ${free}: $Is<${name}, ${stated}> = true;`;
  if (dtype.test(stated) || value.test(stated)) return `${text} $check(${name}, ${JSON.stringify(stated)});`;
  return type.test(stated) ? `${text} const ${free}t: $Is<typeof ${name}, ${stated}> = true;` : undefined;
};

/** An example with a check behind each statement that states something. @param {string} code */
export const checked = (code) => {
  const { statements } = ts.createSourceFile('example.ts', code, ts.ScriptTarget.ESNext, true);
  let text = code;
  let stated = 0;
  for (const node of statements.toReversed()) {
    const replacement = withCheck(node, statedAfter(code, node.end));
    if (replacement === undefined) continue;
    stated++;
    text = text.slice(0, node.getStart()) + replacement + text.slice(node.end);
  }
  return { text, stated, declared: new Set(statements.flatMap(namesOf).map(([name]) => name)) };
};
