import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import './ui/app/theme.css';
import './ui/app/base.css';
import { createWorkerSimulator } from './client/worker-simulator';

/*
 * The simulator needs the most time to get ready, and a worker starts only while the page's thread is free: so it is the
 * first thing here, and everything that the page itself consists of comes after it in a piece of its own.
 */
const simulator = createWorkerSimulator();
const { startPage } = await import('./start-page');
startPage(simulator);
