// Runs a program in the worker it is called in: as a module of its own, whose imports are the page's own packages.
// Code comes as the address of a module and never through eval, so that the page may forbid eval.
import { modules, moduleText } from './modules.ts';
import type { Place, Program, Trouble } from './program.ts';
import { isSpecifier, specifiers, type Specifier } from './specifiers.ts';
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
  const refused = program.imports.map(refusal).find((trouble) => trouble !== undefined);
  if (refused) return { trouble: refused };
  const led = program.imports.map(({ head, specifier }) => {
    if (isSpecifier(specifier)) return `${head} ${JSON.stringify(moduleAddress(specifier, address))};`;
    return '';
  });
  const url = address(`${program.code}\n${led.join('\n')}`);
  try {
    const exports = (await import(/* @vite-ignore */ url)) as Readonly<Record<string, unknown>>;
    return { loaded: loadedFrom(exports, url, program) };
  } catch (error) {
    return { trouble: troubleOf(error, url, program) };
  }
}

function moduleAddress(specifier: Specifier, address: Address): string {
  const known = addresses.get(specifier) ?? address(moduleText(specifier));
  addresses.set(specifier, known);
  return known;
}

/** Why an import cannot be had. */
function refusal({ specifier, names, line, column }: Program['imports'][number]): Trouble | undefined {
  const trouble = (message: string): Trouble => ({ message, place: { line, column }, calls: [] });
  if (!isSpecifier(specifier))
    return trouble(`'${specifier}' is not available here. There are ${specifiers.join(', ')}.`);
  const missing = names.find((name) => !(name in modules[specifier]));
  return missing === undefined ? undefined : trouble(`'${specifier}' exports no '${missing}'.`);
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
