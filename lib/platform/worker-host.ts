/**
 * Where Workers live, by browser: Chrome's service worker cannot start one, so an offscreen page does; Firefox's
 * background page starts it itself. The build for Firefox puts the other file in this one's place (wxt.config.ts).
 */
export { openWorker, restartWorker } from './worker-host.chrome';
