/** Where Workers live, by browser; the build for Firefox puts its own file in the place of Chrome's (wxt.config.ts). */
export { workerHost } from './worker-host.chrome';
