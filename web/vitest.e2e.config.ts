import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** The desk in a real browser against the real server; `npm run e2e`. */
export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('./app', import.meta.url)) } },
  test: {
    include: ['test/e2e/*.e2e.ts'],
    environment: 'node',
    reporters: ['verbose'],
    testTimeout: 90_000,
    hookTimeout: 240_000,
    // The story goes on from one test to the next: after two failures the rest only waits.
    bail: 2,
  },
})
