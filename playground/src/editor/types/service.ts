// What the editor asks of TypeScript, each question with the code it is about: so no answer is about older code.
import { check, type Finding } from './check.ts';
import { compile, type Compiled } from './compile.ts';
import { complete, details, type Choice, type Choices, type Details } from './complete.ts';
import { hover, type Hover } from './hover.ts';
import { layersOf, type LayerPlace } from './layers.ts';
import { createProject, type Files } from './project.ts';

/** TypeScript, which knows our packages. Positions count characters from 0. */
export interface Types {
  /** What is wrong with the code; `contract` is a module whose interface `Exports` says what the code must export. */
  check(code: string, contract?: string): readonly Finding[];
  /** The layers of the models in the code, with their shapes. */
  layers(code: string): readonly LayerPlace[];
  /** What is known of what stands at `at`. */
  hover(code: string, at: number): Hover | undefined;
  /** What may be written at `at`. */
  complete(code: string, at: number): Choices | undefined;
  /** What is known of one of those choices. */
  details(code: string, at: number, choice: Pick<Choice, 'name' | 'source'>): Details | undefined;
  /** The code as it can be run. */
  compile(code: string): Compiled;
}

/** TypeScript over declaration files. */
export function createTypes(files: Files): Types {
  const project = createProject(files);
  let known = '';
  const about = (code: string, contract = known): typeof project => {
    known = contract;
    project.set(code, contract);
    return project;
  };
  return {
    check: (code, contract = '') => check(about(code, contract)),
    layers: (code) => layersOf(about(code)),
    hover: (code, at) => hover(about(code), at),
    complete: (code, at) => complete(about(code), at),
    details: (code, at, choice) => details(about(code), at, choice),
    compile: (code) => compile(about(code)),
  };
}
