// What time is measured by: the clock on the wall, or the processor's for machines that others use at the same time.
// The latter counts a process's own work alone; its collector and optimizer threads are part of that.

/** Milliseconds from some start. */
export const now: () => number =
  process.env['BENCH_CLOCK'] === 'cpu'
    ? () => {
        const { user, system } = process.cpuUsage();
        return (user + system) / 1000;
      }
    : () => performance.now();
