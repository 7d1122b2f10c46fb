import type { Schema } from '../app/api/client'

/** What the fake server knows. Tests begin with a fresh one. */
export interface Database {
  people: Map<string, { password: string; person: Schema<'Person'> }>
  session: string | null
  venueKeys: Schema<'VenueKey'>[]
  accounts: Schema<'Account'>[]
  messages: Schema<'Message'>[]
  preferences: Schema<'Preferences'>
}

export const START = Date.parse('2025-10-10T21:00:00Z')

export function id(number: number): string {
  return `0199cfe5-6800-7000-8000-${String(number).padStart(12, '0')}`
}

export function instant(secondsAfterStart: number): string {
  return new Date(START + secondsAfterStart * 1000).toISOString()
}

export function fresh(): Database {
  const person = (number: number, login: string, roles: Schema<'Role'>[]) => ({
    password: 'correct horse battery',
    person: { user: id(number), login, language: 'EN' as const, roles, since: instant(-86_400) },
  })
  return {
    people: new Map([
      ['ten-x', person(1, 'ten-x', ['TRADER'])],
      ['operator', person(2, 'operator', ['TRADER', 'OPERATOR'])],
      ['reviewer', person(3, 'reviewer', ['REVIEWER'])],
    ]),
    session: null,
    venueKeys: [
      {
        id: id(10),
        owner: id(1),
        venue: 'binance',
        label: 'Main',
        keyHint: 'x7Qa',
        accountUid: '10023411',
        canTrade: true,
        revoked: false,
        storedAt: instant(-80_000),
      },
      {
        id: id(11),
        owner: id(1),
        venue: 'okx',
        label: 'Watching',
        keyHint: '99c0',
        accountUid: '55120088',
        canTrade: false,
        revoked: false,
        storedAt: instant(-40_000),
      },
    ],
    accounts: [
      {
        account: id(60),
        owner: id(1),
        venue: 'binance',
        accountUid: '10023411',
        venueKey: id(10),
        openedAt: instant(-79_000),
      },
    ],
    messages: [
      {
        id: id(21),
        user: id(1),
        kind: 'margin_warning',
        title: 'BTCUSDT is 4.2% from liquidation',
        text: 'Your long of 0.500 BTC on Binance would be liquidated at 108,240.00.',
        read: false,
        at: instant(-120),
      },
      {
        id: id(20),
        user: id(1),
        kind: 'policy_bound',
        title: 'Cover is in force',
        text: 'Policy 0199…0031 covers 2,000.00 USDT until tomorrow 21:00.',
        read: true,
        at: instant(-3_600),
      },
    ],
    preferences: {
      language: 'EN',
      channels: ['INBOX', 'STREAM'],
      webhook: null,
      webhookSecret: null,
    },
  }
}

/** The one that the handlers use. */
export const db: { present: Database } = { present: fresh() }
