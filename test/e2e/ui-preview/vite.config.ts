import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  logLevel: 'warn',
  build: {
    target: 'chrome120',
    rollupOptions: {
      input: ['index.html', 'popup.html', 'panel.html', 'options.html'].map((name) => `${import.meta.dirname}/${name}`),
    },
  },
});
