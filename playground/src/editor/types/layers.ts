// The layers of the models in the code: where each stands, and the shapes that go in and come out as the compiler sees them.
// A layer's argument is a function of what comes in; its types, once inferred for the call, are the shapes.
import ts from 'typescript';
import type { Project } from './project.ts';
import { shorten } from './words.ts';

/** A layer in a call of `sequential`. */
export interface LayerPlace {
  readonly from: number;
  readonly to: number;
  /** Its position among the layers of its model, from 0. */
  readonly index: number;
  /** The shapes of one example, `[1, 24, 24]`; `undefined` where they do not fit or are not known. */
  readonly input: string | undefined;
  readonly output: string | undefined;
  /** The shapes of its parameters: `w [8, 1, 5, 5]`. */
  readonly params: readonly string[];
}

/** All layers of all models in the code, in order. */
export function layersOf({ program }: Project): readonly LayerPlace[] {
  const { file, checker } = program();
  const found: LayerPlace[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isSequential(node)) found.push(...layersOfCall(node, checker));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** Whether a call makes a model, whatever `sequential` was imported as a part of. */
export function isSequential(node: ts.CallExpression): boolean {
  const callee = node.expression;
  const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
  return ts.isIdentifier(name) && name.text === 'sequential';
}

function layersOfCall(call: ts.CallExpression, checker: ts.TypeChecker): readonly LayerPlace[] {
  const parameters = checker.getResolvedSignature(call)?.parameters ?? [];
  return call.arguments.slice(1).map((argument, index) => {
    const parameter = parameters[index + 1];
    const wanted = parameter && checker.getTypeOfSymbolAtLocation(parameter, call);
    const step = wanted && checker.getNonNullableType(wanted).getCallSignatures()[0];
    const comes = step?.parameters[0] && checker.getTypeOfSymbolAtLocation(step.parameters[0], call);
    const result = step?.getReturnType();
    return {
      from: argument.getStart(),
      to: argument.end,
      index,
      input: comes && exampleOf(comes, checker),
      output: result && (layerPart(result, 'output', checker) ?? exampleOf(result, checker)),
      params: result ? paramsOf(result, checker) : [],
    };
  });
}

/** The shape of one example of a batch: `Tensor<['batch', 8, 24, 24]>` is `[8, 24, 24]`. */
function exampleOf(type: ts.Type, checker: ts.TypeChecker): string | undefined {
  const shape = shapeOf(type, checker);
  return shape && `[${shape.slice(1).join(', ')}]`;
}

/** The sizes of a tensor's type, as they are written; `undefined` where it is no tensor or of any shape. */
function shapeOf(type: ts.Type, checker: ts.TypeChecker): string[] | undefined {
  const property = type.getProperty('shape');
  const shape = type.getProperty('dtype') && property && checker.getTypeOfSymbol(property);
  return shape && sizesOf(shape, checker);
}

function sizesOf(type: ts.Type, checker: ts.TypeChecker): string[] | undefined {
  if (!checker.isTupleType(type)) return undefined;
  return checker.getTypeArguments(type as ts.TypeReference).map((size) => checker.typeToString(size));
}

function layerPart(type: ts.Type, name: 'input' | 'output', checker: ts.TypeChecker): string | undefined {
  const property = type.getProperty('apply') && type.getProperty(name);
  const sizes = property && sizesOf(checker.getTypeOfSymbol(property), checker);
  return sizes && `[${sizes.join(', ')}]`;
}

/** The parameters of a layer, from what its `init` returns. */
function paramsOf(type: ts.Type, checker: ts.TypeChecker): string[] {
  const init = type.getProperty('init');
  const made = init && checker.getTypeOfSymbol(init).getCallSignatures()[0]?.getReturnType();
  const params = made?.getProperty('params');
  if (!params) return [];
  return checker
    .getTypeOfSymbol(params)
    .getProperties()
    .map((property) => {
      const own = checker.getTypeOfSymbol(property);
      const shape = shapeOf(own, checker);
      return `${property.name} ${shape ? `[${shape.join(', ')}]` : shorten(checker.typeToString(own))}`;
    });
}
