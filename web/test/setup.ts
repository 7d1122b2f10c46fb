import { cleanup } from '@testing-library/react'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { startLanguage } from '../app/i18n/i18n'
import { db, fresh } from '../mock-api/db'
import { server } from '../mock-api/node'

// jsdom shows no dialogs; open and closed is all that tests see of them.
HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) {
  this.open = true
}
HTMLDialogElement.prototype.close ??= function close(this: HTMLDialogElement) {
  this.open = false
}
Element.prototype.scrollIntoView ??= () => undefined

beforeAll(async () => {
  server.listen({ onUnhandledRequest: 'error' })
  await startLanguage('en')
})

beforeEach(() => {
  db.present = fresh()
})

afterEach(() => {
  cleanup()
  server.resetHandlers()
})

afterAll(() => server.close())
