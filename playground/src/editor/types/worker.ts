// The worker with TypeScript in it: as large as all the rest of the page, so it is started when somebody looks at code.
import { expose } from 'comlink';
import type { Files } from './project.ts';
import { createTypes, type Types } from './service.ts';

/** What the worker is asked: all that TypeScript is, once it has the declarations at an address. */
export interface TypesWorker extends Types {
  /** Loads the declarations; `base` is the address of the page. */
  open(base: string): Promise<void>;
}

let types: Types | undefined;

function opened(): Types {
  if (!types) throw new Error('The declarations are not loaded.');
  return types;
}

const service: TypesWorker = {
  async open(base) {
    const response = await fetch(new URL('types.json', base));
    if (!response.ok) throw new Error('The declarations of the packages cannot be loaded.');
    types = createTypes((await response.json()) as Files);
    types.check('');
  },
  check: (...args) => opened().check(...args),
  layers: (...args) => opened().layers(...args),
  hover: (...args) => opened().hover(...args),
  complete: (...args) => opened().complete(...args),
  details: (...args) => opened().details(...args),
  compile: (...args) => opened().compile(...args),
};
expose(service);
