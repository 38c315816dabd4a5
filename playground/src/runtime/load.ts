// Runs a program in the worker it is called in: as a module of its own, whose imports are the page's own packages.
// Code comes as the address of a module and never through eval, so that the page may forbid eval.
import { exportsOf, moduleText } from './modules.ts';
import type { Place, Program, Trouble } from './program.ts';
import { isSpecifier, specifiers } from './specifiers.ts';
import { placesIn, troubleOf } from './trouble.ts';

/** A program that runs: what it exports, and how its places are found again. */
export interface Loaded {
  readonly exports: Readonly<Record<string, unknown>>;
  /** What went wrong when something was thrown that this program caused. */
  troubleOf(error: unknown): Trouble;
  /** The place in the editor of a line that was captured while an op ran; `undefined` if it is not of this program. */
  placeOf(line: string | null | undefined): Place | undefined;
  /** Where layer `index` of the model named `model` stands. */
  layerAt(model: string, index: number): Place | undefined;
}

/** A program that runs, or what is wrong with it. */
export type Load =
  | { readonly loaded: Loaded; readonly trouble?: undefined }
  | { readonly trouble: Trouble; readonly loaded?: undefined };

/** Gives text an address that `import` takes. */
export type Address = (text: string) => string;

const blobAddress: Address = (text) => URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));

/** Addresses of the packages' modules, made when they are first imported. */
const addresses = new Map<string, string>();

/** Runs a program. What it throws, and imports that nobody has, are told as trouble and thrown never. */
export async function load(program: Program, address: Address = blobAddress): Promise<Load> {
  const led = await Promise.all(program.imports.map((one) => lead(one, address)));
  const refused = led.find((one): one is Trouble => typeof one !== 'string');
  if (refused) return { trouble: refused };
  const url = address(`${program.code}\n${led.join('\n')}`);
  try {
    const exports = (await import(/* @vite-ignore */ url)) as Readonly<Record<string, unknown>>;
    return { loaded: loadedFrom(exports, url, program) };
  } catch (error) {
    return { trouble: troubleOf(error, url, program) };
  }
}

/** An import as it is led to the page's own module, or why it cannot be had. */
async function lead(
  { specifier, head, names, line, column }: Program['imports'][number],
  address: Address,
): Promise<string | Trouble> {
  const trouble = (message: string): Trouble => ({ message, place: { line, column }, calls: [] });
  if (!isSpecifier(specifier))
    return trouble(`'${specifier}' is not available here. There are ${specifiers.join(', ')}.`);
  const exports = await exportsOf(specifier);
  const missing = names.find((name) => !(name in exports));
  if (missing !== undefined) return trouble(`'${specifier}' exports no '${missing}'.`);
  const known = addresses.get(specifier) ?? address(moduleText(specifier, exports));
  addresses.set(specifier, known);
  return `${head} ${JSON.stringify(known)};`;
}

function loadedFrom(exports: Loaded['exports'], url: string, program: Program): Loaded {
  return {
    exports,
    troubleOf: (error) => troubleOf(error, url, program),
    placeOf: (line) => placesIn(line ?? '', url).at(0),
    layerAt(model, index) {
      const found = program.layers.find((layer) => layer.model === model && layer.index === index);
      return found && { line: found.line, column: found.column };
    },
  };
}
