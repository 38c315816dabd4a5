// Asks again and again for what can be seen, and now and then for what cannot, lest it come into view empty.
// The next question waits for the answer to the last one, so that a busy worker is never swamped.
import { useEffect, useRef } from 'preact/hooks';
import type { RefObject } from 'preact';

/**
 * Calls `ask` every so many milliseconds while `active`, and once whenever `stamp` changes; out of view
 * only every eighth time.
 */
export function usePolling<E extends Element>(
  ask: () => Promise<void>,
  options: { readonly every: number; readonly active: boolean; readonly stamp: unknown },
): RefObject<E | null> {
  const { every, active, stamp } = options;
  const place = useRef<E>(null);
  const latest = useRef(ask);
  latest.current = ask;
  const state = useRef<State>({ visible: false, skipped: 0, busy: false, due: true });
  useEffect(() => {
    const now = state.current;
    const effect = { over: false };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const go = async (): Promise<void> => {
      if (now.busy || effect.over || document.hidden || !now.due) return;
      if (active && !now.visible && now.skipped++ % 8 !== 0) return later();
      now.busy = true;
      while (now.due && !effect.over) {
        now.due = false;
        await latest.current();
      }
      now.busy = false;
      // Whoever asked meanwhile and was not heard asks again.
      if (effect.over) now.wake?.();
      else if (active) later();
    };
    const later = (): void => {
      clearTimeout(timer);
      timer = setTimeout(again, every);
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
  /** How often it was not asked because it was out of view. */
  skipped: number;
  /** Whether an answer is awaited. */
  busy: boolean;
  /** Whether to ask once more. */
  due: boolean;
  /** Lets the effect that is there now ask. */
  wake?: () => void;
}
