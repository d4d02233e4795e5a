import { expose } from 'comlink';
import { workerEndpoint } from './worker-endpoint';

expose(workerEndpoint());
