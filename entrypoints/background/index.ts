import { defineBackground } from 'wxt/utils/define-background';
import { startBackground } from './container';

export default defineBackground({ type: 'module', main: startBackground });
