/** The browser's entry: takes the state out of the document's flight chunks and hydrates all of `document`. */
import { hydrateRoot } from 'react-dom/client';
import { App } from './app';
import { readFlight } from './parse-answers';

const stylesheet = document.querySelector('link[rel="stylesheet"]')?.getAttribute('href') ?? '';
const theme = document.documentElement.dataset['theme'] === 'dark' ? 'dark' : 'light';

hydrateRoot(document, <App initial={readFlight(window.__next_f ?? [])} initialTheme={theme} stylesheet={stylesheet} />);
