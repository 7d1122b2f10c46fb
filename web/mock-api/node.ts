import { setupServer } from 'msw/node'
import { handlers } from './handlers'

/** The fake server for unit tests; test/setup.ts starts it. */
export const server = setupServer(...handlers)
