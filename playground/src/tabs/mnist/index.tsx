// The tab of handwritten digits: a network that learns to read them while the visitor looks on.
import './mnist.css';
import './tape.css';
import { useState } from 'preact/hooks';
import type { JSX } from 'preact';
import { Code } from './view/Code.tsx';
import { Confusion } from './view/Confusion.tsx';
import { Draw } from './view/Draw.tsx';
import { Files } from './view/Files.tsx';
import { Layers } from './view/Layers.tsx';
import { Predictions } from './view/Predictions.tsx';
import { Progress } from './view/Progress.tsx';
import { Settings } from './view/Settings.tsx';
import { Tape } from './view/Tape.tsx';
import { openSession } from './session.ts';

/** The tab. */
export default function Mnist(): JSX.Element {
  const [session] = useState(openSession);
  return (
    <>
      <h1>Reading handwritten digits</h1>
      <p class="lead">
        A convolutional network learns to read digits, in a worker of this page. Its whole training step,
        gradients and optimizer included, is one WebAssembly program.
      </p>
      <div class="mnist">
        {session.trouble.value !== undefined && (
          <p class="problem wide" role="alert">
            {session.trouble.value.message}
          </p>
        )}
        <Progress session={session} />
        <div class="stack">
          <Settings session={session} />
          <Files session={session} />
        </div>
        <Code session={session} />
        <Predictions session={session} />
        <Draw session={session} />
        <Confusion session={session} />
        <Layers session={session} />
        <Tape session={session} />
      </div>
    </>
  );
}
