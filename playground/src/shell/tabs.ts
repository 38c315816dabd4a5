// The tabs of the page, in order: a line each. What a tab needs is loaded when it is first opened.
import type { ComponentType } from 'preact';

/** A tab: its name in the address, its title, and where its component comes from. */
export interface Tab {
  readonly name: string;
  readonly title: string;
  readonly load: () => Promise<{ readonly default: ComponentType }>;
}

/** All tabs. */
export const tabs: readonly Tab[] = [
  { name: 'mnist', title: 'Digits', load: () => import('../tabs/mnist/index.tsx') },
  { name: 'classify', title: 'Classes', load: () => import('../tabs/classify/index.tsx') },
  { name: 'regress', title: 'Curves', load: () => import('../tabs/regress/index.tsx') },
  { name: 'image', title: 'Pictures', load: () => import('../tabs/image/index.tsx') },
  { name: 'autoencoder', title: 'Codes', load: () => import('../tabs/autoencoder/index.tsx') },
  { name: 'optimizers', title: 'Optimizers', load: () => import('../tabs/optimizers/index.tsx') },
  { name: 'agent', title: 'Agent', load: () => import('../tabs/agent/index.tsx') },
];
