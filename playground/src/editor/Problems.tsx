// What is wrong with the code, as a list below it: for those who cannot hover, and to be read aloud.
import type { JSX } from 'preact';
import type { Finding } from './types/check.ts';

const most = 5;

/** The findings, each of which leads to its place. */
export function Problems(props: {
  readonly findings: readonly Finding[];
  readonly onOpen: (at: number) => void;
}): JSX.Element {
  const { findings, onOpen } = props;
  const more = findings.length - most;
  return (
    <div class="editor-problems" role="status">
      {findings.length > 0 && (
        <ul>
          {findings.slice(0, most).map((finding) => (
            <li key={`${finding.from} ${finding.message}`}>
              <button type="button" onClick={() => onOpen(finding.from)}>
                {finding.message}
              </button>
            </li>
          ))}
          {more > 0 && <li class="note">and {more} more</li>}
        </ul>
      )}
    </div>
  );
}
