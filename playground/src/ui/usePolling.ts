// Asks again and again for what can be seen, and not for what cannot.
// The next question waits for the answer to the last one, so that a busy worker is never swamped.
import { useEffect, useRef } from 'preact/hooks';
import type { RefObject } from 'preact';

/** Calls `ask` every so many milliseconds while `active`, and once whenever `stamp` changes; only in view. */
export function usePolling<E extends Element>(
  ask: () => Promise<void>,
  options: { readonly every: number; readonly active: boolean; readonly stamp: unknown },
): RefObject<E | null> {
  const { every, active, stamp } = options;
  const place = useRef<E>(null);
  const latest = useRef(ask);
  latest.current = ask;
  const state = useRef<State>({ visible: false, busy: false, due: true });
  useEffect(() => {
    const now = state.current;
    const effect = { over: false };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const go = async (): Promise<void> => {
      if (now.busy || effect.over || !now.visible || document.hidden || !now.due) return;
      now.busy = true;
      while (now.due && !effect.over) {
        now.due = false;
        await latest.current();
      }
      now.busy = false;
      // Whoever asked meanwhile and was not heard asks again.
      if (effect.over) now.wake?.();
      else if (active) timer = setTimeout(again, every);
    };
    const again = (): void => {
      now.due = true;
      void go();
    };
    now.wake = again;
    const watch = new IntersectionObserver(
      ([entry]) => {
        now.visible = entry.isIntersecting;
        void go();
      },
      { rootMargin: '200px' },
    );
    if (place.current) watch.observe(place.current);
    document.addEventListener('visibilitychange', again);
    again();
    return () => {
      effect.over = true;
      clearTimeout(timer);
      watch.disconnect();
      document.removeEventListener('visibilitychange', again);
    };
  }, [every, active, stamp]);
  return place;
}

interface State {
  visible: boolean;
  /** Whether an answer is awaited. */
  busy: boolean;
  /** Whether to ask once more. */
  due: boolean;
  /** Lets the effect that is there now ask. */
  wake?: () => void;
}
