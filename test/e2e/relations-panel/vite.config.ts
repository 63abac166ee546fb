import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  logLevel: 'warn',
  build: { outDir: '../../../test-results/relations-panel-site', emptyOutDir: true, target: 'chrome120' },
});
