// Where the page begins: styles, then the shell in its place.
import './styles/tokens.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/parts.css';
import { render } from 'preact';
import { Shell } from './shell/Shell.tsx';

const place = document.querySelector('#page');
if (place) render(<Shell />, place);
