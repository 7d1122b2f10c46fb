import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The worker that answers for the server in `npm run dev:mock`; it is never part of a build. */
const mockWorker: Plugin = {
  name: 'mock-worker',
  apply: 'serve',
  configureServer(server) {
    server.middlewares.use('/mockServiceWorker.js', (_, response) => {
      response.setHeader('content-type', 'text/javascript')
      response.end(readFileSync(here('./node_modules/msw/lib/mockServiceWorker.js')))
    })
  },
}

const backend = process.env['LG_BACKEND'] ?? 'http://127.0.0.1:8080'

export default defineConfig(({ mode }) => ({
  plugins: [react(), mockWorker],
  resolve: { alias: { '@': here('./app') } },
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: mode === 'mock' ? {} : { '/api': { target: backend, ws: true } },
  },
  build: {
    outDir: 'dist',
    target: 'es2022',
    // The content security policy lets nothing come from data: but pictures.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    manifest: true,
  },
  test: {
    environment: 'jsdom',
    environmentOptions: { jsdom: { url: 'http://desk.test/' } },
    include: ['app/**/*.test.{ts,tsx}', 'mock-api/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    css: { modules: { classNameStrategy: 'non-scoped' } },
    restoreMocks: true,
  },
}))
