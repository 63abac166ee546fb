/** Chrome: the service worker cannot start Workers, so an offscreen page does. */
export { offscreenHost as workerHost } from '../../lib/platform/offscreen-host';
