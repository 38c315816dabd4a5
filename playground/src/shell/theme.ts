// Light or dark: what the system says, unless the visitor chose; the choice is kept.
import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';

/** What the visitor chose. */
export type Choice = 'system' | 'light' | 'dark';

const key = 'cotangent-theme';
const dark = matchMedia('(prefers-color-scheme: dark)');
const system = signal(dark.matches);
dark.addEventListener('change', ({ matches }) => {
  system.value = matches;
});

/** The choice; assign to it to change it. */
export const choice = signal<Choice>(kept());

/** What is shown. Charts and maps draw themselves anew when it changes. */
export const theme: ReadonlySignal<'light' | 'dark'> = computed(() => {
  if (choice.value !== 'system') return choice.value;
  return system.value ? 'dark' : 'light';
});

effect(() => {
  document.documentElement.dataset['theme'] = theme.value;
  try {
    localStorage.setItem(key, choice.value);
  } catch {
    // A visitor who keeps nothing gets what the system says next time.
  }
});

function kept(): Choice {
  try {
    const word = localStorage.getItem(key);
    return word === 'light' || word === 'dark' ? word : 'system';
  } catch {
    return 'system';
  }
}

/** The value of a design token, as `var(--ink)` has it now. */
export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}
